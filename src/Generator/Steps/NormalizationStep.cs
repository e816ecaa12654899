using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Input less a mean, over a deviation, per channel.</summary>
internal sealed record NormalizationStep : Step
{
    private readonly Need _statistics;

    public NormalizationStep(StepSite site)
        : base(site)
    {
        Plan = new NormalizationPlan(Input.Width * Input.Channels);
        _statistics = new Need(Setting.Named("Weights"), Block.Weights, Plan.PackedLength);
    }

    public NormalizationPlan Plan { get; }

    public override string Words => ElementwiseEmitter.Words(Form);

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Node> Owned => [Node];

    public override ImmutableArray<Need> Needs => [_statistics];

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Pack, Forward, Backward] : [Pack, Forward];

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => NormalizationEmitter.WritePack(writer, kernel, this),
        Operand.Parameter("mean", 0),
        Operand.Parameter("variance", 1),
        Operand.Of("packed", _statistics, Access.Writes));

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => NormalizationEmitter.WriteForward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Of("statistics", _statistics),
        Operand.Values("y", Output, Access.Writes));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => NormalizationEmitter.WriteBackward(writer, kernel, this),
        Operand.Of("statistics", _statistics),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape();
}
