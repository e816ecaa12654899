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

/// <summary>Both ends of a factor that are given; null where the one number gives them.</summary>
internal readonly record struct Ends(double? Lower, double? Upper)
{
    /// <summary>A number of the range, for a draw from 0 to 1.</summary>
    public double At(double factor, double draw)
    {
        double lower = Lower ?? -factor;
        return lower + (((Upper ?? factor) - lower) * draw);
    }

    public AttributeText Write(AttributeText text, string name) => text.Number(name + "Lower", Lower).Number(name + "Upper", Upper);
}

/// <summary>What the layers that move pixels have in common.</summary>
internal abstract record WarpSpec : RandomLayerSpec
{
    public FillMode Fill { get; init; } = FillMode.Reflect;

    public double FillValue { get; init; }

    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    public sealed override string Attribute =>
        Write().Choice(Fill, FillMode.Reflect).Number("FillValue", FillValue).Choice(Interpolation, Interpolation.Bilinear).ToString();

    protected abstract AttributeText Write();
}

internal sealed record RandomTranslationSpec(double HeightFactor, double WidthFactor) : WarpSpec
{
    public Ends Height { get; init; }

    public Ends Width { get; init; }

    protected override AttributeText Write() =>
        Width.Write(Height.Write(new AttributeText("RandomTranslation").Positional(HeightFactor).Positional(WidthFactor), "Height"), "Width");
}

internal sealed record RandomRotationSpec(double Factor) : WarpSpec
{
    public Ends Ends { get; init; }

    protected override AttributeText Write() => Ends.Write(new AttributeText("RandomRotation").Positional(Factor), "");
}

internal sealed record RandomZoomSpec(double HeightFactor, double? WidthFactor = null) : WarpSpec
{
    public Ends Height { get; init; }

    public Ends Width { get; init; }

    protected override AttributeText Write()
    {
        AttributeText text = new AttributeText("RandomZoom").Positional(HeightFactor);
        return Width.Write(Height.Write(WidthFactor is { } width ? text.Positional(width) : text, "Height"), "Width");
    }
}

internal sealed record RandomContrastSpec(double Factor) : RandomLayerSpec
{
    public Ends Ends { get; init; }

    public double MinValue { get; init; }

    public double MaxValue { get; init; } = 255;

    public override string Attribute => Ends.Write(new AttributeText("RandomContrast").Positional(Factor), "")
        .Number(nameof(MinValue), MinValue)
        .Number(nameof(MaxValue), MaxValue, usual: 255)
        .ToString();
}

internal sealed record RandomBrightnessSpec(double Factor) : RandomLayerSpec
{
    public Ends Ends { get; init; }

    public double MinValue { get; init; }

    public double MaxValue { get; init; } = 255;

    public override string Attribute => Ends.Write(new AttributeText("RandomBrightness").Positional(Factor), "")
        .Number(nameof(MinValue), MinValue)
        .Number(nameof(MaxValue), MaxValue, usual: 255)
        .ToString();
}

/// <summary>Its reference is that of inference, the middle.</summary>
internal sealed record RandomCropSpec(int Height, int Width) : LayerSpec
{
    public override string Attribute => new AttributeText("RandomCrop").Positional(Height).Positional(Width).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        int top = (input.Height - Height) / 2;
        int left = (input.Width - Width) / 2;
        return [new ReferenceGather(input, SampleShape.Image(Height, Width, input.Channels), (row, column, channel) => (row + top, column + left, channel))];
    }
}
