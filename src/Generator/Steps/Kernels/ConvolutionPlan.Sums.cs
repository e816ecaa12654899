using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

// How the sums of a convolution are cut that are computed directly.
internal sealed partial class ConvolutionPlan
{
    /// <summary>The sum behind one output of the forward pass.</summary>
    /// <param name="strides">Floats from one row of the input to the next, and from one pixel to the next.</param>
    public Reduction Forward((int Row, int Pixel) strides) => SumOf(
        (Kernel.Height, Rows.Dilation * strides.Row), (Kernel.Width, Columns.Dilation * strides.Pixel), Channels, Filters, Winograd is null, mayOverlap: true);

    /// <summary>Whether sums stay what they are where the input's pixels lie further apart: no neighbouring terms of two pixels make a step, and tiles end as they do.</summary>
    public bool TakesStrides => Winograd is not null || Kernel.Width == 1
        || (OfBareInput is { Terms: 1, OfLastRegister: null } bare && bare.Outer.IsEmpty == Forward((0, 2 * InputPixel)).Outer.IsEmpty);

    /// <summary>The sum as it is cut where the input's pixels lie one behind the other. Steps and chunks are the same for every distance of rows.</summary>
    public Reduction OfBareInput => Forward((0, InputPixel));

    /// <summary>
    /// Whether a direct sum leaves its tile whole, and is finished there. In a strip the rows of a 1x1 convolution's pixels are one row; an output with a border has them
    /// apart, and rows of few pixels would be tiles of too few accumulators.
    /// </summary>
    public bool EndsWithTiles => OfBareInput.Outer.IsEmpty && (!JoinsRows || SmallestTileOfRow >= EnoughAccumulators);

    private bool JoinsRows => Kernel.Width == 1 && Rows.Stride == 1 && Columns.Stride == 1;

    private int SmallestTileOfRow
    {
        get
        {
            int columns = Math.Min(2, Form.Columns(StripFilters));
            return columns * Split.Evenly(Width, Form.TileRows(columns)).Min(run => run.Size);
        }
    }

    private int StepLimit => Form.ChunkBytes / (2 * Form.Lanes * sizeof(float));

    /// <summary>The sum behind one value of a phase of the gradient by the input.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="rowStride">Floats from one row of the gradient by the output to the next.</param>
    public Reduction ReductionOf(InputGradientPhase phase, int rowStride) => SumOf(
        (phase.Vertical.Taps, Rows.Dilation * rowStride), (phase.Horizontal.Taps, Columns.Dilation * OutputPixel), Filters, Channels, InputWinograd is null, mayOverlap: false);

    /// <summary>The sum over the taps of a window; twice as many of them in a chunk where two make a step.</summary>
    private Reduction SumOf((int Count, int Input) height, (int Count, int Input) width, int channels, int outputs, bool mayPair, bool mayOverlap)
    {
        Reduction? pairs = mayPair ? Reduction.OfWindow(height, width, channels, 2 * StepLimit).InPairs(Form, outputs, mayOverlap) : null;
        return outputs < Form.Lanes && pairs is not null ? pairs : Reduction.OfWindow(height, width, channels, StepLimit) with { OfLastRegister = pairs };
    }
}
