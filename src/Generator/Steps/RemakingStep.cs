using System.Collections.Immutable;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Normalizes a sample once more on the way back, just before the layer that has read the outcome wants it again. What a normalization reads is kept for its own sake; what it makes
/// need not be, so long as it takes less time to compute than to write to memory and to read from there.
/// </summary>
/// <param name="Site">Where it stands: behind the reader, and so before it on the way back.</param>
/// <param name="Normalization">What made the values first.</param>
internal sealed record RemakingStep(StepSite Site, BatchNormalizationStep Normalization) : Step(Site)
{
    public override string Words => ElementwiseEmitter.Words(Form);

    public override bool IsOfLayer => false;

    public override bool IsOfWayBack => true;

    public override bool TakesStrides(Tensor tensor) => Normalization.TakesStrides(tensor);

    public override ImmutableArray<Need> Needs => [Normalization.Standard];

    public override ImmutableArray<Kernel> Kernels =>
    [
        Kernel(
            "Normalize",
            Stage.Backward,
            Cut.Sample,
            (writer, kernel) => BatchStatisticsEmitter.WriteNormalize(writer, kernel, Normalization),
            Operand.Values("x", Input),
            Operand.Of("standard", Normalization.Standard),
            Inputs.Length > 1 ? Operand.Values("added", Inputs[1]) : null,
            Operand.Values("y", Output, Access.Writes)),
    ];
}
