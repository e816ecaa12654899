using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Transposed convolution, bias and activation. Everything of it is a part of the convolution that makes its input of its output: forward that one's gradient by the input,
/// on the way back its forward pass; the gradient by the kernel is the same, with input and gradient in each other's places.
/// </summary>
internal sealed record TransposedStep : WeightedStep
{
    // Some 20 microseconds on one thread.
    private const long FlopsWorthSharing = 2_000_000;

    private readonly Need _weights;
    private readonly Need? _linearGradient;
    private readonly Need? _lane;
    private readonly Need? _backwardWeights;

    /// <param name="site">Where it stands.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="activation">What is fused with it of the activation behind.</param>
    /// <param name="normalization">The batch normalization that its weights take in, or null.</param>
    /// <param name="negativeSlope">The activation's slope below 0, of LeakyReLU.</param>
    public TransposedStep(StepSite site, Conv2DTranspose layer, Activation activation, Node? normalization, double negativeSlope)
        : base(site, layer.Weighted.UseBias, activation, normalization, negativeSlope)
    {
        Layer = layer;
        Adjoint = new ConvolutionPlan(Form, layer.Adjoint(Input.Channels), pooling: null, Output, Input, hasInputGradient: true, isDirect: true);
        _weights = new Need(Setting.Named("Weights"), Block.Weights, checked(Bias + Form.Pad(Adjoint.Channels)));
        if (GoesBack)
        {
            _linearGradient = new Need("LinearGradient", Block.Work, GradientLength) { Frame = Frame.Of(GradientBorder, Output.Height, GradientRowStride, Output.Channels) };
            _lane = Trains ? new Need("Lane", Block.Lane, checked(LaneBias + Form.Pad(Adjoint.Channels))) : null;
            _backwardWeights = Input.NeedsGradient ? new Need("BackwardWeights", Block.Weights, checked(Adjoint.KernelSteps * Adjoint.PaddedFilters)) : null;
        }
    }

    public Conv2DTranspose Layer { get; }

    /// <summary>The convolution from the output to the input: its channels are the layer's filters, its filters the layer's channels.</summary>
    public ConvolutionPlan Adjoint { get; }

    /// <summary>Where the bias lies among the packed weights.</summary>
    public int Bias => Adjoint.InputGradientPackedLength;

    /// <summary>Where the bias's gradient lies among a lane's sums.</summary>
    public int LaneBias => Adjoint.KernelSteps * Adjoint.PaddedFilters;

    /// <summary>Whether the gradient by the input is wanted.</summary>
    public bool HasInputGradient => _backwardWeights is not null;

    /// <summary>The border around the gradient by the values before the activation: the padding of the other convolution.</summary>
    public Border GradientBorder => Adjoint.Border;

    public int GradientRowStride => (GradientBorder.Left + Output.Width + GradientBorder.Right) * Output.Channels;

    public int GradientOrigin => (GradientBorder.Top * GradientRowStride) + (GradientBorder.Left * Output.Channels);

    private int GradientLength => checked((GradientBorder.Top + Output.Height + GradientBorder.Bottom) * GradientRowStride);

    /// <summary>Where a lane's sums lie.</summary>
    public Need Lane => _lane ?? throw new InvalidOperationException($"{Name} does not train.");

    public override string Words => FormattableString.Invariant($"{Form.Bits}-bit vectors over filters; {Adjoint.InputGradient.Length} convolutions of pixels that meet the same taps");

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Need> Needs => [.. new[] { _weights, _backwardWeights, _linearGradient, _lane }.OfType<Need>()];

    public override ImmutableArray<Kernel> Kernels => [Pack, .. Forward, .. BackwardKernels()];

    public override bool IsShared => ForwardFlops >= FlopsWorthSharing;

    public override bool TakesStrides(Tensor tensor) => tensor.Is(Output);

    public override bool TakesGradientStrides => true;

    /// <summary>The parts of the forward pass, in rows of the input: several where each has as many rows of every phase, which together are all of its rows of the output.</summary>
    public RowParts Parts => RowParts.Of(Input.Height, IsShared && !Adjoint.LeavesGaps && Adjoint.InputGradient.All(phase => phase.Vertical.Count == Input.Height));

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => TransposedEmitter.WritePack(writer, kernel, this),
        PackOperands(_weights));

    private IEnumerable<Kernel> Forward => ForwardOfRows(
        Parts,
        (writer, kernel) => TransposedEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Operand.Values("y", Output, Access.Writes));

    private IEnumerable<Kernel> BackwardKernels()
    {
        if (_linearGradient is null)
        {
            yield break;
        }

        if (_backwardWeights is not null)
        {
            yield return Kernel(
                "PackInputGradient",
                Stage.Pack,
                Cut.Whole,
                (writer, kernel) => TransposedBackwardEmitter.WritePack(writer, kernel, this),
                Operand.Parameter("kernel", 0),
                Operand.Of("packed", _backwardWeights, Access.Writes));
        }

        yield return Kernel(
            "Backward",
            Stage.Backward,
            Cut.Sample,
            (writer, kernel) => TransposedBackwardEmitter.Write(writer, kernel, this),
            Trains ? Operand.Values("x", Input) : null,
            Activation == Activation.Linear ? null : Operand.Values("y", Output),
            Operand.Gradient("dy", Output),
            Operand.Of("dz", _linearGradient, Access.Scratch),
            _lane is null ? null : Operand.Of("dweights", _lane, Access.Adds),
            _backwardWeights is null ? null : Operand.Of("weights", _backwardWeights),
            _backwardWeights is null ? null : Operand.Gradient("dx", Input, Access.Writes));
        if (_lane is null)
        {
            yield break;
        }

        yield return ReduceRows(
            _lane, (writer, kernel) => TransposedBackwardEmitter.WriteReduce(writer, kernel, this), Adjoint.KernelSteps, Adjoint.PaddedFilters, first: 0, count: 1);
        if (HasBias)
        {
            yield return Kernel(
                "ReduceBias",
                Stage.Reduce,
                Cut.Whole,
                (writer, kernel) => TransposedBackwardEmitter.WriteReduceBias(writer, kernel, this),
                Operand.OfLanes("lanes", _lane),
                Operand.ParameterGradient("gradient", 1));
        }
    }

    public override void DemandLayout() => Input.Border = Input.Border.Union(Adjoint.GradientBorder);

    public override IEnumerable<string> Faults()
    {
        if (Layer.Infer(Input.Shape) != Output.Shape || Layer.Adjoint(Input.Channels).Infer(Output.Shape) != Input.Shape)
        {
            yield return $"{Name} gives another shape than its output's, or its convolution another than its input's.";
        }

        if (Input.Border.Union(Adjoint.GradientBorder) != Input.Border)
        {
            yield return $"{Name} reads beyond the border of its input.";
        }
    }
}
