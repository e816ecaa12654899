using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps;

/// <summary>The zeros that are stored around the rows of an image, as floats in memory.</summary>
/// <param name="Lead">Zeros before the first row.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="RowStride">Floats from one row to the next.</param>
/// <param name="Gap">Zeros between two rows: the right border of the one and the left border of the next.</param>
/// <param name="Trail">Zeros behind the last row.</param>
internal readonly record struct Frame(int Lead, int Rows, int RowStride, int Gap, int Trail)
{
    /// <summary>The frame of an image with a border.</summary>
    /// <param name="border">The border, in pixels.</param>
    /// <param name="height">Rows inside it.</param>
    /// <param name="rowStride">Floats of a row with its border.</param>
    /// <param name="channels">Floats of a pixel.</param>
    public static Frame Of(Border border, int height, int rowStride, int channels) => border.IsNone ? default : new(
        (border.Top * rowStride) + (border.Left * channels),
        height,
        rowStride,
        (border.Left + border.Right) * channels,
        (border.Bottom * rowStride) + (border.Right * channels));

    public bool IsNone => this == default;
}
