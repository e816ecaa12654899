namespace NetGen;

/// <summary>An image file and its class index.</summary>
internal readonly record struct ImageSource(string Path, int Label);
