namespace NetGen.Generator.Layers;

/// <summary>
/// How a window slides along one direction of an image (semantics: Keras's "valid" and "same"). The one place that knows
/// output sizes and padding, for convolutions and pooling alike.
/// </summary>
/// <param name="Input">Cells of the input.</param>
/// <param name="Size">Cells of the window, taps only.</param>
/// <param name="Stride">Cells between neighbouring windows.</param>
/// <param name="Dilation">Cells between neighbouring taps.</param>
internal readonly record struct Sliding(int Input, int Size, int Stride, int Dilation, Padding Padding)
{
    /// <summary>A window over an input; a stride beyond the input leads nowhere, and is cut to it lest products overflow.</summary>
    public static Sliding Over(int input, int size, int stride, int dilation, Padding padding) =>
        new(input, size, System.Math.Min(stride, input), dilation, padding);

    /// <summary>Cells from the first to the last tap.</summary>
    public int Reach => ((Size - 1) * Dilation) + 1;

    /// <summary>Number of windows: the output's size. Zero or less where not even one fits.</summary>
    public int Output => Padding == Padding.Same
        ? ((Input - 1) / Stride) + 1
        : Input < Reach ? 0 : ((Input - Reach) / Stride) + 1;

    /// <summary>Cells missing before the first: floor(total / 2).</summary>
    public int Before => Total / 2;

    /// <summary>Cells missing after the last; an odd one goes here.</summary>
    public int After => Total - Before;

    private int Total => Padding == Padding.Same ? System.Math.Max(Reach - (Input - ((Output - 1) * Stride)), 0) : 0;

    /// <summary>
    /// Taps that lie on no pixel wherever the window stands. The others are neighbours: a stride is never longer than the
    /// input, so that it leads no tap across the image without a stop on it.
    /// </summary>
    public int UnusedTaps
    {
        get
        {
            long first = System.Math.Max(Before - ((Output - 1L) * Stride), 0);
            long last = System.Math.Min(Before + (Input - 1L), (Size - 1L) * Dilation);
            return Size - (int)((last / Dilation) - ((first + Dilation - 1) / Dilation) + 1);
        }
    }

    /// <summary>Cells of the input that no window without dilation sees: between two windows, or behind the last.</summary>
    public int UnseenCells => (int)(Stride > Size
        ? Input - (((long)Output * Size) - Total)
        : Input - System.Math.Min(Input, ((Output - 1L) * Stride) - Before + Size));

    /// <summary>More than any input can have: what it stands for works with none.</summary>
    public const long Unreachable = 1L << 40;

    /// <summary>The smallest input that gives that many windows, or <see cref="Unreachable"/>.</summary>
    public static long SmallestInput(long output, int size, int stride, int dilation, Padding padding)
    {
        double cells = ((output - 1.0) * stride) + (padding == Padding.Same ? 1 : ((size - 1.0) * dilation) + 1);
        return cells < Unreachable ? (long)cells : Unreachable;
    }
}
