using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Copies an image that others read too into a vector of its own. The gradient by the one is the gradient by the other.</summary>
internal sealed record FlattenStep(StepSite Site) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override ImmutableArray<Kernel> Kernels =>
    [
        Kernel(
            "Forward",
            Stage.Forward,
            Cut.Sample,
            (writer, kernel) => ElementwiseEmitter.WriteCopy(writer, kernel, this),
            Operand.Values("x", Input),
            Operand.Values("y", Output, Access.Writes)),
    ];

    public override IEnumerable<string> Faults() =>
        Input.Size == Output.Size && !Output.Shape.IsImage && Output.Border.IsNone ? [] : [$"{Name} makes no vector of its input."];
}
