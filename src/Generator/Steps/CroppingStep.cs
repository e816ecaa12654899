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

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => BorderEmitter.WriteInside(writer, kernel, Text, Form, new("x", Input), new("y", Output), Layer.Cropping),
        Operand.Values("x", Input),
        Operand.Values("y", Output, Access.Writes));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => BorderEmitter.WriteAround(
            writer, kernel, Text + ", backward.", Form, Region.OfGradient("dy", Output), Region.OfGradient("dx", Input), Layer.Cropping),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => Layer.Infer(Input.Shape) == Output.Shape ? [] : [$"{Name} gives another shape than its output's."];
}
