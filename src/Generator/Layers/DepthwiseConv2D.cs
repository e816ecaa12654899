using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>A convolution of every channel with kernels of its own, with bias and activation.</summary>
/// <param name="Window">How the kernels slide.</param>
/// <param name="Multiplier">Kernels, and so outputs, of each channel.</param>
internal sealed record DepthwiseConv2D(KernelWindow Window, int Multiplier, Weighted Weighted) : WeightedLayer(Weighted)
{
    /// <summary>How the arguments call the kernel, as in Keras, which nevertheless calls the parameter a kernel.</summary>
    public const string KernelArguments = "Depthwise";

    /// <summary>The axes along which the weights of one output lie.</summary>
    public static readonly int[] NormAxes = [0, 1];

    public override string Kind => "DepthwiseConv2D";

    public override string Text => $"DepthwiseConv2D({Window.Kernel}{Window.Text}{TextOf.Multiplier(Multiplier)}{TextOf.Weighted(Weighted)})";

    public override Hyperparameters Hyperparameters => Weighted.AddTo(
        Window.AddTo(new Hyperparameters { { "depth_multiplier", Multiplier } }), saysNoActivityPenalty: true, ("depthwise", Weighted.Kernel, NormAxes));

    /// <summary>The layer that an attribute declares.</summary>
    public static DepthwiseConv2D Read(LayerReader reader)
    {
        var window = KernelWindow.Read(reader, takesStridesWithDilation: true);
        int multiplier = reader.Positive("DepthMultiplier", 1).Value;
        return new(window, multiplier, Weighted.Read(reader, outputs: null, KernelArguments));
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!Window.Accepts(this, input, reader))
        {
            return false;
        }

        return SizeRules.CheckChannels(input.Channels, Multiplier, reader) && Weighted.CheckSoftmax(reader, Infer(input).Channels);
    }

    public override Shape Infer(Shape input) => Shape.Image(Window.Rows(input).Output, Window.Columns(input).Output, input.Channels * Multiplier);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) => Weighted.Parameters(
        input.Channels * Multiplier,
        Weighted.Kernel.Of("kernel", [Window.Kernel.Height, Window.Kernel.Width, input.Channels, Multiplier]) with { NormAxes = NormAxes.ToImmutableArray() });

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) => Window.SmallestInput(rows, columns);

    public override long ForwardFlops(Shape input) => 2 * Infer(input).Size * Window.Kernel.Height * Window.Kernel.Width;
}
