using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>A layer as these tests speak of it: it writes itself as an attribute and builds its plain-loop reference.</summary>
internal abstract record LayerSpec
{
    /// <summary>Whether training changes the layer's parameters.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>The places of the layers that it reads, -1 for the network's input; null where it reads the layer above.</summary>
    public IReadOnlyList<int>? Inputs { get; init; }

    /// <summary>The attribute, in brackets, without what says what it reads.</summary>
    public abstract string Attribute { get; }

    /// <summary>The operations that compute the layer, in order.</summary>
    /// <param name="input">The shape that comes in.</param>
    /// <param name="batchSize">Samples per batch: activity penalties are divided by it.</param>
    public abstract IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize);

    /// <inheritdoc cref="Build(SampleShape, int)"/>
    public virtual IReadOnlyList<ReferenceOperation> Build(IReadOnlyList<SampleShape> inputs, int batchSize) => Build(inputs[0], batchSize);

    public SampleShape Infer(params IReadOnlyList<SampleShape> inputs) => Build(inputs, batchSize: 1) is [.., ReferenceOperation last] ? last.Output : inputs[0];
}

/// <summary>What layers with a kernel and a bias have in common.</summary>
internal abstract record WeightedSpec : LayerSpec
{
    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public double KernelL1 { get; init; }

    public double KernelL2 { get; init; }

    public double BiasL1 { get; init; }

    public double BiasL2 { get; init; }

    public double ActivityL1 { get; init; }

    public double ActivityL2 { get; init; }

    public double KernelMaxNorm { get; init; }

    public bool KernelNonNegative { get; init; }

    public double BiasMaxNorm { get; init; }

    public bool BiasNonNegative { get; init; }

    protected AttributeText WriteCommon(AttributeText text) => text
        .Choice(Activation, Activation.Linear)
        .Flag(nameof(UseBias), UseBias, usual: true)
        .Number(nameof(KernelL1), KernelL1)
        .Number(nameof(KernelL2), KernelL2)
        .Number(nameof(BiasL1), BiasL1)
        .Number(nameof(BiasL2), BiasL2)
        .Number(nameof(ActivityL1), ActivityL1)
        .Number(nameof(ActivityL2), ActivityL2)
        .Number(nameof(KernelMaxNorm), KernelMaxNorm)
        .Flag(nameof(KernelNonNegative), KernelNonNegative, usual: false)
        .Number(nameof(BiasMaxNorm), BiasMaxNorm)
        .Flag(nameof(BiasNonNegative), BiasNonNegative, usual: false)
        .Flag(nameof(Trainable), Trainable, usual: true);

    protected IReadOnlyList<ReferenceOperation> Follow(ReferenceOperation linear, int batchSize)
    {
        List<ReferenceOperation> operations = [linear];
        if (Activation != Activation.Linear)
        {
            operations.Add(new ReferenceActivation(linear.Output, Activation, ReferenceActivation.FunctionSlope));
        }

        if (ActivityL1 != 0 || ActivityL2 != 0)
        {
            operations.Add(new ReferenceActivityPenalty(linear.Output, ActivityL1, ActivityL2, batchSize));
        }

        return operations;
    }
}

internal sealed record Conv2DSpec(int Filters, Pair Kernel) : WeightedSpec
{
    public Pair Strides { get; init; } = Pair.Square(1);

    public Pair Dilation { get; init; } = Pair.Square(1);

    public int Groups { get; init; } = 1;

    public Padding Padding { get; init; } = Padding.Valid;

    public Sides Pads { get; init; }

    public Convolution Algorithm { get; init; } = Convolution.Auto;

    public override string Attribute
    {
        get
        {
            AttributeText text = new AttributeText("Conv2D").Positional(Filters).Window("Kernel", Kernel, Strides, Pair.Square(1))
                .Steps("Dilation", "DilationHeight", "DilationWidth", Dilation, Pair.Square(1))
                .Number("Groups", Groups, 1)
                .Choice(Padding, Padding.Valid)
                .Choice(Algorithm, Convolution.Auto)
                .Sides("Pad", Pads);
            return WriteCommon(text).ToString();
        }
    }

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        var rows = new Window(input.Height, Kernel.Height, Strides.Height, Dilation.Height, Padding, Pads.Top, Pads.Bottom);
        var columns = new Window(input.Width, Kernel.Width, Strides.Width, Dilation.Width, Padding, Pads.Left, Pads.Right);
        return Follow(new ReferenceConv2D(input, Filters, rows, columns, Groups, UseBias), batchSize);
    }
}

internal sealed record DenseSpec(int Units) : WeightedSpec
{
    public override string Attribute => WriteCommon(new AttributeText("Dense").Positional(Units)).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
        Follow(new ReferenceDense(input, Units, UseBias), batchSize);
}
