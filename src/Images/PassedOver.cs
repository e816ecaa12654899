namespace NetGen;

/// <summary>A file or folder below a folder of images that was not taken for an image.</summary>
/// <param name="Path">The file or folder; what lies inside a folder is not listed.</param>
/// <param name="Reason">Why.</param>
public sealed record PassedOver(string Path, string Reason);
