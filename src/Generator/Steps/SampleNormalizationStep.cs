using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>A normalization of each sample by itself, and the activation behind it where that is fused.</summary>
internal sealed record SampleNormalizationStep : Step
{
    private readonly Need? _weights;
    private readonly Need? _statistics;
    private readonly Need? _sums;
    private readonly Need? _slopes;

    public SampleNormalizationStep(
        StepSite site, SampleNormalization layer, Activation activation = Activation.Linear, double negativeSlope = ActivationLayer.DefaultSlope)
        : base(site)
    {
        Layer = layer;
        Activation = activation;
        NegativeSlope = negativeSlope;
        Plan = SampleNormalizationPlan.Of(layer, Form, Input.Shape);
        _weights = layer.Affine.Count > 0 ? new Need(Setting.Named("Weights"), Block.Weights, Plan.Terms + Plan.Packed) : null;
        _statistics = ReadsStatisticsBackward || Plan.Together > 0
            ? new Need(Setting.Named("Statistics"), Block.Work, Plan.StatisticsLength) { IsPerSample = ReadsStatisticsBackward }
            : null;
        _sums = GoesBack && Trains ? new Need("Sums", Block.Lane, 2 * Plan.Pitch) : null;
        _slopes = GoesBack && Input.NeedsGradient && Plan.Together > 0 ? new Need("Slopes", Block.Work, 2 * Plan.StatisticPitch) : null;
    }

    public SampleNormalization Layer { get; }

    /// <summary>The fused activation; linear where it is a step of its own.</summary>
    public Activation Activation { get; }

    public double NegativeSlope { get; }

    public SampleNormalizationPlan Plan { get; }

    /// <summary>Whether statistics are kept: for the way back, or from one sweep to the next.</summary>
    public bool KeepsStatistics => _statistics is not null;

    /// <summary>The sums of a lane: the gradients by its factors and terms.</summary>
    public Need? Sums => _sums;

    public override string Words => ElementwiseEmitter.Words(Form);

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Node> Owned => Node.Parameters.Length > 0 ? [Node] : [];

    public override ImmutableArray<Need> Needs => [.. new[] { _weights, _statistics, _sums, _slopes }.OfType<Need>()];

    public override ImmutableArray<Kernel> Kernels => [.. PackKernels(), Forward, .. BackwardKernels()];

    /// <summary>Whether the way back reads the statistics: not for a term alone.</summary>
    private bool ReadsStatisticsBackward => GoesBack && (Input.NeedsGradient || Layer.Affine.Gamma is not null);

    private Operand? WeightsOperand => _weights is null ? null : Operand.Of("weights", _weights);

    private Operand? StatisticsOperand => _statistics is null ? null : Operand.Of("statistics", _statistics);

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => SampleNormalizationEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        WeightsOperand,
        _statistics is null ? null : Operand.Of("statistics", _statistics, ReadsStatisticsBackward ? Access.Writes : Access.Scratch),
        Operand.Values("y", Output, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape();

    private IEnumerable<Kernel> PackKernels()
    {
        if (_weights is not null)
        {
            yield return Kernel(
                "Pack",
                Stage.Pack,
                Cut.Whole,
                (writer, kernel) => SampleNormalizationEmitter.WritePack(writer, kernel, this),
                [.. Node.Parameters.Select((parameter, i) => Operand.Parameter(parameter.Role, i)), Operand.Of("packed", _weights, Access.Writes)]);
        }
    }

    private IEnumerable<Kernel> BackwardKernels()
    {
        bool scales = Layer.Affine.Gamma is not null;
        if (_sums is not null)
        {
            yield return Kernel(
                "Sums",
                Stage.Backward,
                Cut.Sample,
                (writer, kernel) => SampleNormalizationSumsEmitter.WriteSums(writer, kernel, this),
                scales ? Operand.Values("x", Input) : null,
                Operand.Gradient("dy", Output),
                scales ? StatisticsOperand : null,
                Operand.Of("sums", _sums, Access.Adds));
        }

        if (GoesBack && Input.NeedsGradient)
        {
            yield return Kernel(
                "InputGradient",
                Stage.Backward,
                Cut.Sample,
                (writer, kernel) => SampleNormalizationBackwardEmitter.WriteInputGradient(writer, kernel, this),
                Operand.Values("x", Input),
                Operand.Gradient("dy", Output),
                StatisticsOperand,
                scales ? WeightsOperand : null,
                _slopes is null ? null : Operand.Of("slopes", _slopes, Access.Scratch),
                Operand.Gradient("dx", Input, Access.Writes));
        }

        if (_sums is not null)
        {
            yield return Reduce(_sums, (writer, kernel) => SampleNormalizationSumsEmitter.WriteReduce(writer, kernel, this), count: Layer.Affine.Count);
        }
    }
}
