using System;
using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>
/// Transposed convolution with bias and activation: what the gradient by the input of a convolution of its output is. Every input pixel adds the kernel, times itself, to the
/// pixels around its place in the output.
/// </summary>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Window">The kernel, and how far apart in the output neighbouring input pixels lie.</param>
/// <param name="OutputPadding">What is added to the size of the output; null where that follows from the input's, which is not the same as 0.</param>
internal sealed record Conv2DTranspose(int Filters, KernelWindow Window, Extent? OutputPadding, Weighted Weighted) : WeightedLayer(Weighted)
{
    /// <summary>The axes along which the weights of one output lie.</summary>
    private static readonly int[] NormAxes = [0, 1, 3];

    public override string Kind => "Conv2DTranspose";

    public override string Text => $"Conv2DTranspose({Filters}, {Window.Kernel}{Window.Text}{(OutputPadding is { } padding ? $", output padding {padding}" : "")}{TextOf.Weighted(Weighted)})";

    public override Hyperparameters Hyperparameters => Weighted.AddTo(
        Window.AddTo(new Hyperparameters { { "filters", Filters } }), saysNoActivityPenalty: true, ("kernel", Weighted.Kernel, NormAxes));

    /// <summary>
    /// The layer that an attribute declares. Its rules: those of a convolution, but for even kernels, which have their use here; an output padding below the strides; and
    /// none of 0 under "same" for a kernel that reaches over an even number of cells, of which Keras's backends make different things. A kernel that is no multiple of the
    /// strides is remarked on.
    /// </summary>
    public static Conv2DTranspose Read(LayerReader reader)
    {
        int filters = reader.Positive("filters", 1).Value;
        var window = KernelWindow.Read(reader, takesStridesWithDilation: false, takesEvenKernels: true);
        return new(filters, window, ReadOutputPadding(window, reader), Weighted.Read(reader, filters));
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!WindowRules.CheckImage(input, reader))
        {
            return false;
        }

        bool fits = Math.Max(Cells(input.Height, isHeight: true), Cells(input.Width, isHeight: false)) <= int.MaxValue;
        if (!fits)
        {
            reader.Error(RuleId.TooManyValues, null, $"The output of {reader.Kind}", $"an input of {input}", SizeRules.Limit);
        }
        else
        {
            CheckOverlap(reader);
        }

        return fits;
    }

    public override Shape Infer(Shape input) => Shape.Image((int)Cells(input.Height, isHeight: true), (int)Cells(input.Width, isHeight: false), Filters);

    /// <summary>The convolution whose gradient by its input this layer is: it makes the layer's input of its output.</summary>
    /// <param name="channels">Of the layer's input.</param>
    public Conv2D Adjoint(int channels) => new(channels, Window.Kernel, Window.Strides, Window.Dilation, Window.Padding, Groups: 1, Weighted);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) => Weighted.Parameters(
        Filters,
        Weighted.Kernel.Of("kernel", [Window.Kernel.Height, Window.Kernel.Width, Filters, input.Channels]) with { NormAxes = NormAxes.ToImmutableArray() });

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) => (Smallest(rows, isHeight: true), Smallest(columns, isHeight: false));

    public override long ForwardFlops(Shape input) => 2 * input.Size * Window.Taps * Filters;

    private static Extent? ReadOutputPadding(KernelWindow window, LayerReader reader)
    {
        if (!reader.Has("OutputPadding") && !reader.Has("OutputPaddingHeight") && !reader.Has("OutputPaddingWidth"))
        {
            return null;
        }

        return new(
            ReadOutputPadding("OutputPaddingHeight", window.Strides.Height, Reach(window.Kernel.Height, window.Dilation.Height), window.Padding, reader),
            ReadOutputPadding("OutputPaddingWidth", window.Strides.Width, Reach(window.Kernel.Width, window.Dilation.Width), window.Padding, reader));
    }

    private static int ReadOutputPadding(string side, int stride, long reach, Padding padding, LayerReader reader)
    {
        string name = reader.Has(side) ? side : "OutputPadding";
        int value = reader.Integer(name, 0);
        if (reader.Failed)
        {
            return value;
        }

        if (value < 0 || value >= stride)
        {
            reader.Error(RuleId.OutputPadding, name, name, NumberText.Plain(value), NumberText.Plain(stride));
        }
        else if (padding == Padding.Same && reach % 2 == 0 && value == 0)
        {
            reader.Error(RuleId.OutputPaddingOfEvenKernel, name, NumberText.Plain(reach), name);
        }

        return value;
    }

    /// <summary>Every pixel of the output lies under equally many taps where the kernel is a multiple of the stride (Odena, Dumoulin and Olah 2016).</summary>
    private void CheckOverlap(LayerReader reader)
    {
        string? uneven = Window.Kernel.Height % Window.Strides.Height != 0 ? "KernelHeight"
            : Window.Kernel.Width % Window.Strides.Width != 0 ? "KernelWidth"
            : null;
        if (uneven is not null)
        {
            string name = reader.Has(uneven) ? uneven : "kernelSize";
            reader.Remark(RuleId.UnevenOverlap, name, $"{Window.Kernel}", $"{Window.Strides}", name);
        }
    }

    private static long Reach(int size, int dilation) => ((size - 1L) * dilation) + 1;

    private long Cells(long input, bool isHeight)
    {
        int stride = isHeight ? Window.Strides.Height : Window.Strides.Width;
        long reach = isHeight ? Reach(Window.Kernel.Height, Window.Dilation.Height) : Reach(Window.Kernel.Width, Window.Dilation.Width);
        long spread = (input - 1) * stride;
        return (Window.Padding, OutputPadding) switch
        {
            (Padding.Same, null) => spread + stride,
            (Padding.Same, { } added) => spread + (reach % 2) + (isHeight ? added.Height : added.Width),
            (_, null) => spread + Math.Max(reach, stride),
            (_, { } added) => spread + reach + (isHeight ? added.Height : added.Width),
        };
    }

    /// <summary>The smallest input whose output is that large: sizes grow by the stride.</summary>
    private long Smallest(long output, bool isHeight)
    {
        int stride = isHeight ? Window.Strides.Height : Window.Strides.Width;
        long missing = Math.Max(output - Cells(1, isHeight), 0);
        return 1 + ((missing + stride - 1) / stride);
    }
}
