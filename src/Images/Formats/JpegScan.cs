namespace NetGen;

/// <summary>What the data of a JPEG scan must hold.</summary>
/// <param name="Units">Number of the units between which restart markers are counted.</param>
/// <param name="MinBytes">Fewer bytes cannot hold them.</param>
internal readonly record struct JpegScan(long Units, long MinBytes);
