using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>What layers have in common that convolve every channel for itself. What is said of their kernel is what <see cref="WeightedSpec"/> says of one, under another name.</summary>
internal abstract record DepthwiseSpec(Pair Kernel) : WeightedSpec
{
    public int Multiplier { get; init; } = 1;

    public Pair Strides { get; init; } = Pair.Square(1);

    public Pair Dilation { get; init; } = Pair.Square(1);

    public Padding Padding { get; init; } = Padding.Valid;

    public Sides Pads { get; init; }

    public double DepthwiseL1 { get; init; }

    public double DepthwiseL2 { get; init; }

    public double DepthwiseMaxNorm { get; init; }

    protected AttributeText WriteWindow(AttributeText text) => text.Window("Kernel", Kernel, Strides, Pair.Square(1))
        .Steps("Dilation", "DilationHeight", "DilationWidth", Dilation, Pair.Square(1))
        .Choice(Padding, Padding.Valid)
        .Sides("Pad", Pads)
        .Number("DepthMultiplier", Multiplier, 1)
        .Number(nameof(DepthwiseL1), DepthwiseL1)
        .Number(nameof(DepthwiseL2), DepthwiseL2)
        .Number(nameof(DepthwiseMaxNorm), DepthwiseMaxNorm);

    protected ReferenceDepthwiseConv2D Depthwise(SampleShape input, bool useBias, string kernelName) => new(
        input,
        Multiplier,
        new Window(input.Height, Kernel.Height, Strides.Height, Dilation.Height, Padding, Pads.Top, Pads.Bottom),
        new Window(input.Width, Kernel.Width, Strides.Width, Dilation.Width, Padding, Pads.Left, Pads.Right),
        useBias,
        kernelName);
}

internal sealed record DepthwiseConv2DSpec(Pair Kernel) : DepthwiseSpec(Kernel)
{
    public override string Attribute => WriteCommon(WriteWindow(new AttributeText("DepthwiseConv2D"))).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => Follow(Depthwise(input, UseBias, "kernel"), batchSize);
}

internal sealed record SeparableConv2DSpec(int Filters, Pair Kernel) : DepthwiseSpec(Kernel)
{
    public double PointwiseL1 { get; init; }

    public double PointwiseL2 { get; init; }

    public override string Attribute
    {
        get
        {
            AttributeText text = WriteWindow(new AttributeText("SeparableConv2D").Positional(Filters)).Number(nameof(PointwiseL1), PointwiseL1).Number(nameof(PointwiseL2), PointwiseL2);
            return WriteCommon(text).ToString();
        }
    }

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        ReferenceDepthwiseConv2D depthwise = Depthwise(input, useBias: false, "depthwise_kernel");
        var rows = new Window(depthwise.Output.Height, 1, 1, 1, Padding.Valid);
        var columns = new Window(depthwise.Output.Width, 1, 1, 1, Padding.Valid);
        return [depthwise, .. Follow(new ReferenceConv2D(depthwise.Output, Filters, rows, columns, groups: 1, UseBias, "pointwise_kernel"), batchSize)];
    }
}
