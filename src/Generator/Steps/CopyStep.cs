using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Copies the network's input into a buffer of its own: with a border, to be read again by the backward pass, or when all samples of a group are through the steps behind it.
/// Inference reads the caller's span where only the second holds, and rows from there in any case, unless these share lines of the L1 cache.
/// </summary>
internal sealed record CopyStep(StepSite Site) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override bool IsSkipped => !Setting.Trains && Output.Border.IsNone && (Output.IsRow ? Input.IsRow && !Setting.SharesLines(Output.Size) : !Output.OutlivesStretch);

    public override bool IsOfLayer => false;

    public override ImmutableArray<Kernel> Kernels =>
    [
        ForwardOfSample((writer, kernel) => ElementwiseEmitter.WriteMap(writer, kernel, this, Text, (_, x) => x)),
    ];

    public override IEnumerable<string> Faults() => FaultsOfShape();
}
