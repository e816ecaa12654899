using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Batch normalization on its own; in training also what is added to its outcome, and the activation behind either, where these are fused. It takes the moving
/// statistics where the layer is not trained: in predictions, in evaluations, and in training if the layer is not trainable.
/// </summary>
internal sealed record BatchNormalizationStep : Step
{
    private readonly Need _weights;
    private readonly Need? _affine;
    private readonly Need? _statistics;
    private readonly Need? _standard;
    private readonly Need? _moments;
    private readonly Need? _sums;
    private readonly Need? _slopes;

    public BatchNormalizationStep(StepSite site, BatchNormalization layer, Activation activation = Activation.Linear, double negativeSlope = ActivationLayer.DefaultSlope)
        : base(site)
    {
        Layer = layer;
        Activation = activation;
        NegativeSlope = negativeSlope;
        Plan = new BatchNormalizationPlan(Form, Input.Shape);
        _weights = new Need(Setting.Named("Weights"), Block.Weights, Plan.PackedLength);
        if (TakesBatchStatistics)
        {
            _affine = Affine > 0 ? new Need("Affine", Block.Weights, Plan.PairLength) : null;
            _statistics = new Need("Statistics", Block.Lane, Plan.PairLength);
            _standard = new Need("Standard", Block.Weights, Plan.StandardLength);
            _moments = new Need("Moments", Block.Weights, Plan.PairLength);
            _sums = GoesBack ? new Need("Sums", Block.Lane, Plan.PairLength) : null;
            _slopes = Input.NeedsGradient ? new Need("Slopes", Block.Weights, Plan.SlopeLength) : null;
        }
    }

    public BatchNormalization Layer { get; }

    /// <summary>The fused activation, behind the addition where one is fused; linear where it is a step of its own.</summary>
    public Activation Activation { get; }

    public double NegativeSlope { get; }

    public BatchNormalizationPlan Plan { get; }

    /// <summary>What is added to the normalized values before the activation; or null.</summary>
    public Tensor? Added => Inputs.Length > 1 ? Inputs[1] : null;

    /// <summary>Whether the gradient by the sum is another than that by the output. It is the gradient by what is added, too, and is written down as that.</summary>
    public bool BendsSum => Added is not null && Activation != Activation.Linear;

    /// <summary>Whether the slope of the activation follows from what is normalized.</summary>
    public bool BendsOutcome => Added is null && Activation != Activation.Linear;

    /// <summary>Number of the parameters that are learned: factors and terms.</summary>
    private int Affine => (Layer.Gamma is null ? 0 : 1) + (Layer.Beta is null ? 0 : 1);

    /// <summary>Whether this plan normalizes with the statistics of a batch.</summary>
    public bool TakesBatchStatistics => Setting.Trains && Layer.IsTrainable;

    public override string Words => ElementwiseEmitter.Words(Form);

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Node> Owned => [Node];

    /// <summary>What normalizes a batch: means, reciprocals of deviations, factors and terms.</summary>
    public Need Standard => _standard ?? throw new InvalidOperationException($"{Name} takes no statistics of a batch.");

    /// <summary>Per lane: the mean of its values and the sum of their squared distances from it.</summary>
    public Need Statistics => _statistics ?? throw new InvalidOperationException($"{Name} takes no statistics of a batch.");

    /// <summary>Per lane: the sums that are the gradients by factor and term, and that the gradient by the input needs of all samples.</summary>
    public Need Sums => _sums ?? throw new InvalidOperationException($"{Name} has no way back.");

    public override ImmutableArray<Need> Needs =>
        [.. new[] { _weights, _affine, _statistics, _standard, _moments, _sums, _slopes }.OfType<Need>()];

    /// <summary>Where few channels are laid out along a row of pixels, these must lie one behind the other.</summary>
    public override bool TakesStrides(Tensor tensor) => Plan.Period == Plan.Channels;

    public override bool TakesGradientStrides => Plan.Period == Plan.Channels;

    public override ImmutableArray<Kernel> Kernels =>
    [
        Pack,
        .. TakesBatchStatistics ? TrainingKernels() : Input.NeedsGradient ? [Forward, Backward] : [Forward],
    ];

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => BatchNormalizationEmitter.WritePack(writer, kernel, this),
        [.. ParameterOperands(), Operand.Of("packed", _weights, Access.Writes)]);

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => BatchNormalizationEmitter.WriteForward(writer, kernel, this, Text),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Operand.Values("y", Output, Access.Writes));

    private Kernel Evaluate => Kernel(
        "Evaluate",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => BatchNormalizationEmitter.WriteForward(writer, kernel, this, $"{Text}: with the moving statistics, when not training."),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Added is null ? null : Operand.Values("added", Added),
        Operand.Values("y", Output, Access.Writes)) with
    { Condition = Condition.WhileEvaluating };

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => BatchNormalizationEmitter.WriteBackward(writer, kernel, this),
        Operand.Of("weights", _weights),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults()
    {
        foreach (string fault in FaultsOfShape())
        {
            yield return fault;
        }

        if (Added is not { } added)
        {
            yield break;
        }

        if (!TakesBatchStatistics || added.Shape != Output.Shape)
        {
            yield return $"{Name} adds what has another shape, or normalizes by other statistics than a batch's.";
        }

        bool sharesGradient = added.GradientIdentity == Output.GradientIdentity;
        if (BendsSum ? sharesGradient || !added.NeedsGradient : added.NeedsGradient && !sharesGradient)
        {
            yield return $"{Name} has the gradient by what it adds elsewhere than where its kernels look for it.";
        }
    }

    /// <summary>The layer's parameters under Keras's names, which kernels that pack read.</summary>
    /// <param name="layer">The layer in its place.</param>
    /// <param name="first">The number of its first parameter among those of the step.</param>
    public static IEnumerable<Operand> ParameterOperands(Node layer, int first = 0) =>
        layer.Parameters.Select((parameter, i) => Operand.Parameter(LocalOf(parameter.Role), first + i));

    private IEnumerable<Operand> ParameterOperands() => ParameterOperands(Node);

    /// <summary>"moving_mean" as "movingMean".</summary>
    private static string LocalOf(string role) => string.Concat(role.Split('_').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1)));

    private IEnumerable<Kernel> TrainingKernels()
    {
        if (_statistics is null || _standard is null || _moments is null)
        {
            yield break;
        }

        if (_affine is not null)
        {
            yield return Kernel(
                "PackAffine",
                Stage.Pack,
                Cut.Whole,
                (writer, kernel) => BatchStatisticsEmitter.WritePack(writer, kernel, this),
                [.. ParameterOperands().Take(Affine), Operand.Of("packed", _affine, Access.Writes)]);
        }

        yield return Kernel(
            "Statistics",
            Stage.Forward,
            Cut.Sample,
            (writer, kernel) => BatchStatisticsEmitter.WriteStatistics(writer, kernel, this),
            Operand.Values("x", Input),
            Operand.Of("statistics", _statistics, Access.Adds),
            Operand.Number("before", OperandKind.Before)) with
        { Condition = Condition.WhileTraining };
        yield return Kernel(
            "Meet",
            Stage.Forward,
            Cut.Meeting,
            (writer, kernel) => BatchStatisticsEmitter.WriteMeeting(writer, kernel, this),
            Operand.OfLanes("lanes", _statistics),
            Operand.Number("size", OperandKind.LaneSize),
            Operand.Number("count", OperandKind.SampleCount),
            _affine is null ? null : Operand.Of("affine", _affine),
            Operand.Of("standard", _standard, Access.Writes),
            Operand.Of("moments", _moments, Access.Writes));
        yield return Kernel(
            "Normalize",
            Stage.Forward,
            Cut.Sample,
            (writer, kernel) => BatchStatisticsEmitter.WriteNormalize(writer, kernel, this),
            Operand.Values("x", Input),
            Operand.Of("standard", _standard),
            Added is null ? null : Operand.Values("added", Added),
            Operand.Values("y", Output, Access.Writes)) with
        { Condition = Condition.WhileTraining };
        yield return Evaluate;
        foreach (Kernel kernel in BackwardKernels(_standard))
        {
            yield return kernel;
        }

        int statistics = Parameters.Length - 2;
        yield return Kernel(
            "UpdateState",
            Stage.State,
            Cut.Whole,
            (writer, kernel) => BatchStatisticsEmitter.WriteState(writer, kernel, this),
            Operand.Of("moments", _moments),
            Operand.State("movingMean", statistics),
            Operand.State("movingVariance", statistics + 1));
    }

    private IEnumerable<Kernel> BackwardKernels(Need standard)
    {
        if (_sums is null)
        {
            yield break;
        }

        yield return Kernel(
            "Sums",
            Stage.Backward,
            Cut.Sample,
            (writer, kernel) => BatchStatisticsEmitter.WriteSums(writer, kernel, this),
            Operand.Values("x", Input),
            BendsSum ? Operand.Values("y", Output.OnWayBack) : null,
            Operand.Gradient("dy", Output),
            Operand.Of("standard", standard),
            Operand.Of("sums", _sums, Access.Adds),
            BendsSum ? Operand.Gradient("dadded", Added!, Access.Writes) : null);
        if (_slopes is not null)
        {
            yield return Kernel(
                "MeetBack",
                Stage.Backward,
                Cut.Meeting,
                (writer, kernel) => BatchStatisticsEmitter.WriteMeetingBack(writer, kernel, this),
                Operand.OfLanes("lanes", _sums),
                Operand.Number("count", OperandKind.SampleCount),
                Operand.Of("standard", standard),
                Operand.Of("slopes", _slopes, Access.Writes));
            yield return Kernel(
                "InputGradient",
                Stage.Backward,
                Cut.Sample,
                (writer, kernel) => BatchStatisticsEmitter.WriteInputGradient(writer, kernel, this),
                Operand.Values("x", Input),
                Operand.Gradient("dy", BendsSum ? Added! : Output),
                Operand.Of("standard", standard),
                Operand.Of("slopes", _slopes),
                Operand.Gradient("dx", Input, Access.Writes));
        }

        if (Affine > 0)
        {
            yield return Reduce(_sums, (writer, kernel) => BatchStatisticsEmitter.WriteReduce(writer, kernel, this), count: Affine);
        }
    }
}
