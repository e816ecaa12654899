namespace NetGen;

/// <summary>The content of an IDX file of grey images.</summary>
/// <param name="Count">Number of images.</param>
/// <param name="Rows">Rows of an image.</param>
/// <param name="Columns">Columns of an image.</param>
/// <param name="Pixels">The pixels of all images, row by row, 0 to 255.</param>
public sealed record IdxImages(int Count, int Rows, int Columns, byte[] Pixels);
