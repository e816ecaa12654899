namespace NetGen.Generator.Layers;

/// <summary>
/// How a window slides along one direction of an image (semantics: Keras's "valid" and "same", and padding by number). The one place that knows
/// output sizes and padding, for convolutions and pooling alike.
/// </summary>
/// <param name="Input">Cells of the input.</param>
/// <param name="Size">Cells of the window, taps only.</param>
/// <param name="Stride">Cells between neighbouring windows.</param>
/// <param name="Dilation">Cells between neighbouring taps.</param>
internal readonly record struct Sliding(int Input, int Size, int Stride, int Dilation, Padding Padding)
{
    /// <summary>A window over an input; a stride beyond the input leads nowhere, and is cut to it lest products overflow.</summary>
    public static Sliding Over(int input, int size, int stride, int dilation, Padding padding, int padBefore = 0, int padAfter = 0) =>
        new(input, size, System.Math.Min(stride, input + padBefore + padAfter), dilation, padding) { PadBefore = padBefore, PadAfter = padAfter };

    /// <summary>Cells of padding before the first, where they are given by number.</summary>
    public int PadBefore { get; init; }

    /// <summary>Cells of padding after the last, where they are given by number.</summary>
    public int PadAfter { get; init; }

    /// <summary>Cells with that padding.</summary>
    public int Padded => Input + PadBefore + PadAfter;

    /// <summary>Cells from the first to the last tap.</summary>
    public int Reach => ((Size - 1) * Dilation) + 1;

    /// <summary>Number of windows: the output's size. Zero or less where not even one fits.</summary>
    public int Output => Padding == Padding.Same
        ? ((Input - 1) / Stride) + 1
        : Padded < Reach ? 0 : ((Padded - Reach) / Stride) + 1;

    /// <summary>Cells missing before the first: under "same" floor(total / 2).</summary>
    public int Before => Padding == Padding.Same ? System.Math.Max(Missing, 0) / 2 : PadBefore;

    /// <summary>Cells missing after the last that windows reach; under "same" an odd one goes here.</summary>
    public int After => System.Math.Max(Missing - Before, 0);

    /// <summary>Whether some window holds no cell of the input.</summary>
    public bool HasWindowOfPadding => Output > 0 && (Before >= Reach || ((Output - 1L) * Stride) - Before >= Input);

    /// <summary>Cells that windows take beyond those of the input, before and after; below 0 where they leave some out.</summary>
    private int Missing => Reach - (Input - ((Output - 1) * Stride));

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
            return Size - (int)System.Math.Max((last / Dilation) - ((first + Dilation - 1) / Dilation) + 1, 0);
        }
    }

    /// <summary>Cells of the input that no window without dilation sees: between two windows, or behind the last.</summary>
    public int UnseenCells => (int)(Input - (Stride > Size
        ? SeenBefore(Input) - SeenBefore(0)
        : System.Math.Max(System.Math.Min(Input, ((Output - 1L) * Stride) - Before + Size), 0)));

    /// <summary>Cells of windows that stand apart, of padding too, up to a cell of the input.</summary>
    private long SeenBefore(int cell)
    {
        long whole = System.Math.Min(Output, ((long)Before + cell) / Stride);
        return (whole * Size) + (whole < Output ? System.Math.Min(Size, (long)Before + cell - (whole * Stride)) : 0);
    }

    /// <summary>More than any input can have: what it stands for works with none.</summary>
    public const long Unreachable = 1L << 40;

    /// <summary>The smallest input that gives that many windows, or <see cref="Unreachable"/>.</summary>
    public static long SmallestInput(long output, int size, int stride, int dilation, Padding padding, int pads = 0)
    {
        double cells = ((output - 1.0) * stride) + (padding == Padding.Same ? 1 : ((size - 1.0) * dilation) + 1 - pads);
        return cells < Unreachable ? (long)System.Math.Max(cells, 1) : Unreachable;
    }
}
