using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>One operation of the plan: one method per direction in the emitted code.</summary>
/// <param name="Node">The layer it comes from; with fusion the first of them.</param>
/// <param name="Name">Begins the names of its methods: "Conv2d".</param>
/// <param name="Text">The layers in the words of the attributes, with shapes.</param>
internal abstract record Step(Node Node, string Name, string Text, Tensor Input, Tensor Output)
{
    /// <summary>Inference passes it by: its output is its input.</summary>
    public virtual bool IsTrainingOnly => false;

    /// <summary>Floating-point operations of one sample's forward pass, as far as layers count them: none for what only follows from another step.</summary>
    public virtual long ForwardFlops => 0;
}

/// <summary>
/// Copies the network's input into a buffer of its own: with a border, as a row for a dense layer, or to be read again by the
/// backward pass. Inference reads the caller's span where only the last holds.
/// </summary>
internal sealed record CopyStep(Node Node, string Name, string Text, Tensor Input, Tensor Output) : Step(Node, Name, Text, Input, Output)
{
    public override bool IsTrainingOnly => Output.Border.IsNone && !Output.IsRow;
}

/// <summary>Convolution, bias, activation and, fused, pooling over windows that do not overlap.</summary>
/// <param name="Activation">An activation whose derivative follows from its output; linear where it is a step of its own.</param>
/// <param name="Pooling">The fused pooling, or null.</param>
internal sealed record ConvolutionStep(
    Node Node, string Name, string Text, Tensor Input, Tensor Output, Conv2D Layer, Activation Activation, Pooling2D? Pooling, ConvolutionPlan Plan)
    : Step(Node, Name, Text, Input, Output)
{
    // Some 100 microseconds on one thread: to hand strips to others takes a few.
    private const long FlopsWorthSharing = 20_000_000;

    public override long ForwardFlops => Node.ForwardFlops + (Pooling?.ForwardFlops(Node.OutputShape) ?? 0);

    /// <summary>Whether threads may share the strips of one sample.</summary>
    public bool SharesStrips => ForwardFlops >= FlopsWorthSharing;
}

/// <summary>Product with a matrix, bias and activation, over the samples of a group.</summary>
internal sealed record DenseStep(
    Node Node, string Name, string Text, Tensor Input, Tensor Output, Dense Layer, Activation Activation, DensePlan Plan)
    : Step(Node, Name, Text, Input, Output)
{
    public override long ForwardFlops => Node.ForwardFlops;
}

/// <summary>Pooling on its own.</summary>
internal sealed record PoolingStep(Node Node, string Name, string Text, Tensor Input, Tensor Output, Pooling2D Layer)
    : Step(Node, Name, Text, Input, Output)
{
    public override long ForwardFlops => Node.ForwardFlops;
}

/// <summary>An activation on its own.</summary>
internal sealed record ActivationStep(
    Node Node, string Name, string Text, Tensor Input, Tensor Output, Activation Function, double NegativeSlope)
    : Step(Node, Name, Text, Input, Output);

/// <summary>Input times a scale, plus an offset.</summary>
internal sealed record RescalingStep(Node Node, string Name, string Text, Tensor Input, Tensor Output, Rescaling Layer)
    : Step(Node, Name, Text, Input, Output)
{
    public override long ForwardFlops => Node.ForwardFlops;
}

/// <summary>Input less a mean, over a deviation, per channel.</summary>
internal sealed record NormalizationStep(Node Node, string Name, string Text, Tensor Input, Tensor Output, NormalizationPlan Plan)
    : Step(Node, Name, Text, Input, Output)
{
    public override long ForwardFlops => Node.ForwardFlops;
}

/// <summary>Changes values at random.</summary>
internal sealed record RandomStep(Node Node, string Name, string Text, Tensor Input, Tensor Output, RandomLayer Layer)
    : Step(Node, Name, Text, Input, Output)
{
    public override bool IsTrainingOnly => true;
}

/// <summary>Adds a penalty on its input to the loss.</summary>
internal sealed record PenaltyStep(Node Node, string Name, string Text, Tensor Input, Tensor Output, Penalty Penalty)
    : Step(Node, Name, Text, Input, Output)
{
    public override bool IsTrainingOnly => true;
}
