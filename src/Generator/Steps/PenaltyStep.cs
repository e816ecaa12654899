using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Adds a penalty on its input to the loss.</summary>
internal sealed record PenaltyStep(StepSite Site, Penalty Penalty) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override bool IsSkipped => !Setting.Trains;

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    private Kernel Forward => ForwardOfSample((writer, kernel) => PenaltyEmitter.WriteForward(writer, kernel, this)) with
    { GivesPenalty = true };

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => PenaltyEmitter.WriteBackward(writer, kernel, this),
        Operand.Values("x", Input),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes),
        Operand.Number("share", OperandKind.Share));

    public override IEnumerable<string> Faults() => FaultsOfShape();
}
