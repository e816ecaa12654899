using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>A function with numbers of its own, applied to every value.</summary>
internal sealed record CurveStep(StepSite Site, Layer Layer) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    private Kernel Forward => ForwardOfSample((writer, kernel) => ElementwiseEmitter.WriteMap(writer, kernel, this, Text, (op, x) => CurveFormulas.Forward(writer, op, Layer, x)));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => ElementwiseEmitter.WriteGradient(writer, kernel, this, (op, x) => CurveFormulas.Derivative(writer, op, Layer, x)),
        Operand.Values("x", Input),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape();
}
