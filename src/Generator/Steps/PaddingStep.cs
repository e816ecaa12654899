using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Zeros around an image. Where they are stored with it, the output is the same values in a larger shape, and there is something to do on the way back alone; else
/// it is a copy.
/// </summary>
internal sealed record PaddingStep(StepSite Site, ZeroPadding2D Layer) : Step(Site)
{
    public override string Words => MakesValues ? ElementwiseEmitter.Words(Form) : "zeros stored with the image; " + ElementwiseEmitter.Words(Form) + " on the way back";

    public override ImmutableArray<Kernel> Kernels => (MakesValues, Input.NeedsGradient) switch
    {
        (true, true) => [Forward, Backward],
        (true, false) => [Forward],
        _ => [Backward],
    };

    private Kernel Forward => ForwardOfSample((writer, kernel) => BorderEmitter.WriteAround(writer, kernel, Text, Form, new("x", Input), new("y", Output), Layer.Padding));

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => BorderEmitter.WriteInside(writer, kernel, Text + ", backward.", Form, Region.OfGradient("dy", Output), Region.OfGradient("dx", Input), Layer.Padding),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() =>
        Layer.Infer(Input.Shape) == Output.Shape && (MakesValues || Output.HasStoredPadding) ? [] : [$"{Name} gives another shape than its output's."];
}
