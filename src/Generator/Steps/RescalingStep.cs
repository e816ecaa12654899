using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Input times a scale, plus an offset.</summary>
internal sealed record RescalingStep(StepSite Site, Rescaling Layer) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    private Kernel Forward => ForwardOfSample(
        (writer, kernel) => ElementwiseEmitter.WriteMap(
            writer, kernel, this, Text, (op, x) => $"{x} * {op.Constant(Layer.Scale)} + {op.Constant(Layer.Offset)}"));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => ElementwiseEmitter.WriteScaling(writer, kernel, this, Layer.Scale),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape();
}
