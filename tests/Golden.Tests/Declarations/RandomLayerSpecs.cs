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

internal sealed record GaussianDropoutSpec(double Rate) : RandomLayerSpec
{
    public override string Attribute => new AttributeText("GaussianDropout").Positional(Rate).ToString();
}

internal sealed record AlphaDropoutSpec(double Rate) : RandomLayerSpec
{
    public override string Attribute => new AttributeText("AlphaDropout").Positional(Rate).ToString();
}

internal sealed record GaussianNoiseSpec(double StandardDeviation) : RandomLayerSpec
{
    public override string Attribute => new AttributeText("GaussianNoise").Positional(StandardDeviation).ToString();
}

internal sealed record RandomFlipSpec(FlipMode Mode) : RandomLayerSpec
{
    public override string Attribute => new AttributeText("RandomFlip").Positional(Mode).ToString();
}

/// <summary>What the layers that move pixels have in common.</summary>
internal abstract record WarpSpec : RandomLayerSpec
{
    public FillMode Fill { get; init; } = FillMode.Reflect;

    public double FillValue { get; init; }

    public sealed override string Attribute => Write().Choice(Fill, FillMode.Reflect).Number("FillValue", FillValue).ToString();

    protected abstract AttributeText Write();
}

internal sealed record RandomTranslationSpec(double HeightFactor, double WidthFactor) : WarpSpec
{
    protected override AttributeText Write() => new AttributeText("RandomTranslation").Positional(HeightFactor).Positional(WidthFactor);
}

internal sealed record RandomRotationSpec(double Factor) : WarpSpec
{
    protected override AttributeText Write() => new AttributeText("RandomRotation").Positional(Factor);
}

internal sealed record RandomZoomSpec(double HeightFactor, double? WidthFactor = null) : WarpSpec
{
    protected override AttributeText Write()
    {
        AttributeText text = new AttributeText("RandomZoom").Positional(HeightFactor);
        return WidthFactor is { } width ? text.Positional(width) : text;
    }
}

internal sealed record RandomContrastSpec(double Factor) : RandomLayerSpec
{
    public double MinValue { get; init; }

    public double MaxValue { get; init; } = 255;

    public override string Attribute => new AttributeText("RandomContrast").Positional(Factor)
        .Number(nameof(MinValue), MinValue)
        .Number(nameof(MaxValue), MaxValue, usual: 255)
        .ToString();
}
