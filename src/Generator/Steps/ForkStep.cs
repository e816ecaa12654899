using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Gives several layers the same values, in training. Each of them writes a gradient of its own, and the gradient by the values is the sum of these,
/// in the order of the readers.
/// </summary>
internal sealed record ForkStep(StepSite Site, ImmutableArray<Tensor> Readers) : Step(Site)
{
    public override ImmutableArray<Tensor> Outputs => Readers;

    public override string Words => ElementwiseEmitter.Words(Form);

    public override bool IsOfLayer => false;

    public override ImmutableArray<Kernel> Kernels =>
    [
        Kernel(
            "Backward",
            Stage.Backward,
            Cut.Sample,
            (writer, kernel) => ElementwiseEmitter.WriteSum(writer, kernel, this),
            [.. Readers.Select((reader, i) => Operand.Gradient(NameOf(i), reader)), Operand.Gradient("dx", Input, Access.Writes)]),
    ];

    /// <summary>The name of the gradient that a reader writes.</summary>
    public static string NameOf(int reader) => "dy" + Code.Literal.Of(reader + 1);

    public override IEnumerable<string> Faults() =>
        Setting.Trains && Readers.Length > 1 && Readers.All(reader => reader.Is(Input) && reader.Shape == Input.Shape)
            ? []
            : [$"{Name} gives others than its own values, or gives them to one reader."];
}
