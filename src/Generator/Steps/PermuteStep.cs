using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Copies values so that their axes stand in another order; on the way back the gradients in the order before.</summary>
internal sealed record PermuteStep(StepSite Site, Permute Layer) : Step(Site)
{
    public override string Words => Layer.KeepsLast ? ElementwiseEmitter.Words(Form) : "value by value";

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    private Kernel Forward => ForwardOfSample((writer, kernel) => RearrangementEmitter.WritePermute(writer, kernel, Text, Form, new("x", Input), new("y", Output), Layer.Axes));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => RearrangementEmitter.WritePermute(
            writer, kernel, Text + ", backward.", Form, Region.OfGradient("dy", Output), Region.OfGradient("dx", Input), Layer.Inverse),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape(Layer.Infer(Input.Shape));
}
