using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>A layer that is active only in training; its reference is that of inference, the identity.</summary>
internal abstract record RandomLayerSpec : LayerSpec
{
    public sealed override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => [];
}

internal sealed record DropoutSpec(double Rate) : RandomLayerSpec
{
    public override string Attribute => new AttributeText("Dropout").Positional(Rate).ToString();
}

internal sealed record SpatialDropoutSpec(double Rate) : RandomLayerSpec
{
    public override string Attribute => new AttributeText("SpatialDropout2D").Positional(Rate).ToString();
}

internal sealed record GaussianNoiseSpec(double StandardDeviation) : RandomLayerSpec
{
    public override string Attribute => new AttributeText("GaussianNoise").Positional(StandardDeviation).ToString();
}
