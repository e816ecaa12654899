using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Copies an image without its sides; the gradient by these is 0.</summary>
internal sealed record CroppingStep(StepSite Site, Cropping2D Layer) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override ImmutableArray<Kernel> Kernels => Input.NeedsGradient ? [Forward, Backward] : [Forward];

    private Kernel Forward => ForwardOfSample((writer, kernel) => BorderEmitter.WriteInside(writer, kernel, Text, Form, new("x", Input), new("y", Output), Layer.Cropping));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => BorderEmitter.WriteAround(
            writer, kernel, Text + ", backward.", Form, Region.OfGradient("dy", Output), Region.OfGradient("dx", Input), Layer.Cropping),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape(Layer.Infer(Input.Shape));
}
