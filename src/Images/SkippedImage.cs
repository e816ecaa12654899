namespace NetGen;

/// <summary>An image file, or a folder inside a class, that could not be read and was left out.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record SkippedImage(string Path, string Reason);
