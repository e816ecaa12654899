using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>Copies values into another shape, in which they lie one behind the other as before. The gradient by the one is the gradient by the other.</summary>
internal sealed record ReshapeStep(StepSite Site) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    /// <summary>Whether no zeros lie between the values, neither where they come from nor where they go: then they are where they should be.</summary>
    public override bool IsSkipped => Input.IsRow == Output.IsRow && Input.Border.IsNone && !Input.HasStoredPadding && Output.Border.IsNone;

    public override ImmutableArray<Kernel> Kernels =>
    [
        ForwardOfSample((writer, kernel) => RearrangementEmitter.WriteReshape(writer, kernel, this)),
    ];

    public override IEnumerable<string> Faults() => Input.Size == Output.Size ? [] : [$"{Name} loses or adds values."];
}
