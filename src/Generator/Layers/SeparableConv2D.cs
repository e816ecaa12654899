using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>A convolution of every channel for itself, then one of every pixel for itself, with bias and activation behind the second.</summary>
/// <param name="Filters">Outputs of a pixel.</param>
/// <param name="Window">How the channels' kernels slide.</param>
/// <param name="Multiplier">Kernels of each channel.</param>
/// <param name="Depthwise">What is said of the channels' kernels.</param>
/// <param name="Weighted">What is said of the pixels' kernel, the bias and the activation.</param>
internal sealed record SeparableConv2D(int Filters, KernelWindow Window, int Multiplier, ParameterOptions Depthwise, Weighted Weighted) : WeightedLayer(Weighted)
{
    /// <summary>The pixels' kernel among the parameters.</summary>
    public const int PointwiseKernel = 1;

    private static readonly Extent One = new(1, 1);

    public override string Kind => "SeparableConv2D";

    public override string Text => $"SeparableConv2D({Filters}, {Window.Kernel}{Window.Text}{TextOf.Multiplier(Multiplier)}{TextOf.Weighted(Weighted)})";

    public override Hyperparameters Hyperparameters => Weighted.AddTo(
        Window.AddTo(new Hyperparameters { { "depth_multiplier", Multiplier }, { "filters", Filters } }),
        saysNoActivityPenalty: true,
        ("depthwise", Depthwise, DepthwiseConv2D.NormAxes),
        ("pointwise", Weighted.Kernel, [0, 1, 2]));

    /// <summary>The convolution of every pixel.</summary>
    public Conv2D Pointwise => new(Filters, One, One, One, Padding.Valid, Groups: 1, Weighted);

    /// <summary>The layer that an attribute declares.</summary>
    public static SeparableConv2D Read(LayerReader reader)
    {
        int filters = reader.Positive("filters", 1).Value;
        var window = KernelWindow.Read(reader, takesStridesWithDilation: true);
        int multiplier = reader.Positive("DepthMultiplier", 1).Value;
        var depthwise = ParameterOptions.Read(DepthwiseConv2D.KernelArguments, Initializer.GlorotUniform, exists: true, "", reader);
        return new(filters, window, multiplier, depthwise, Weighted.Read(reader, filters, "Pointwise"));
    }

    public override bool Accepts(Shape input, LayerReader reader) =>
        Window.Accepts(this, input, reader) && SizeRules.CheckChannels(input.Channels, Multiplier, reader);

    public override Shape Infer(Shape input) => Shape.Image(Window.Rows(input).Output, Window.Columns(input).Output, Filters);

    /// <summary>What lies between the two convolutions.</summary>
    public Shape Between(Shape input) => Shape.Image(Window.Rows(input).Output, Window.Columns(input).Output, input.Channels * Multiplier);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) => Weighted.Parameters(
        Filters,
        Depthwise.Of("depthwise_kernel", [Window.Kernel.Height, Window.Kernel.Width, input.Channels, Multiplier]) with { NormAxes = DepthwiseConv2D.NormAxes.ToImmutableArray() },
        Weighted.Kernel.Of("pointwise_kernel", [1, 1, input.Channels * Multiplier, Filters]));

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) => Window.SmallestInput(rows, columns);

    public override long ForwardFlops(Shape input) => (2 * Between(input).Size * Window.Taps) + Pointwise.ForwardFlops(Between(input));
}
