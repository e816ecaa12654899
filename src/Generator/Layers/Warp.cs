namespace NetGen.Generator.Layers;

/// <summary>A layer that moves the pixels of images: every output pixel is read between those of the input, where a map of the plane says.</summary>
internal abstract record Warp(Fill Fill) : Augmentation
{
    public sealed override string Text =>
        $"{Kind}({Factors}{(Fill.IsNearest ? ", nearest pixel" : "")}{(Fill.Mode == FillMode.Reflect ? "" : $", {Fill.Mode}")}"
            + $"{(Fill.Value == 0 ? "" : $" {NumberText.Plain(Fill.Value)}")})";

    public sealed override Hyperparameters Hyperparameters
    {
        get
        {
            Hyperparameters own = Size();
            own.Add("fill_mode", SnakeCase.Of(Fill.Mode.ToString()));
            own.Add("interpolation", SnakeCase.Of(Fill.Interpolation.ToString()));
            own.Add("seed");
            own.Add("fill_value", Fill.Value);
            own.Add("data_format", Hyperparameters.DataFormat);
            return own;
        }
    }

    /// <summary>How far pixels move, under Keras's names.</summary>
    protected abstract Hyperparameters Size();

    /// <summary>The factors in words.</summary>
    protected abstract string Factors { get; }
}

/// <summary>What lies outside an image, and between its pixels.</summary>
/// <param name="Value">Under <see cref="FillMode.Constant"/>.</param>
internal readonly record struct Fill(FillMode Mode, double Value, Interpolation Interpolation)
{
    public bool IsNearest => Interpolation == Interpolation.Nearest;

    /// <summary>The arguments that all warps have. The rule: a value is there to be read.</summary>
    public static Fill Read(LayerReader reader)
    {
        var fill = new Fill(reader.Member("FillMode", FillMode.Reflect), reader.Number("FillValue", 0), reader.Member("Interpolation", Interpolation.Bilinear));
        if (reader.Has("FillValue") && fill.Mode != FillMode.Constant)
        {
            reader.Remark(RuleId.WithoutEffect, "FillValue", "FillValue", "only FillMode.Constant reads it", $"FillMode.{fill.Mode}");
            return fill with { Value = 0 };
        }

        return fill;
    }
}

/// <summary>Moves images up or down and to the left or right.</summary>
internal sealed record RandomTranslation(FactorRange HeightFactor, FactorRange WidthFactor, Fill Fill) : Warp(Fill)
{
    public override string Kind => "RandomTranslation";

    public override bool IsIdentity => HeightFactor.IsZero && WidthFactor.IsZero;

    protected override string Factors => $"{HeightFactor.Text}, {WidthFactor.Text}";

    protected override Hyperparameters Size() => new() { { "height_factor", HeightFactor }, { "width_factor", WidthFactor } };

    /// <summary>The layer that an attribute declares.</summary>
    public static RandomTranslation Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        bool isGiven = FactorRange.IsGiven(reader, "heightFactor", "Height") || FactorRange.IsGiven(reader, "widthFactor", "Width");
        FactorRange.CheckGiven(reader, isGiven, "heightFactor and widthFactor", "Height");
        return new(
            FactorRange.Read(reader, "heightFactor", "Height", "a share of the height, not pixels"),
            FactorRange.Read(reader, "widthFactor", "Width", "a share of the width, not pixels"),
            Fill.Read(reader));
    }
}

/// <summary>Turns images about their centre.</summary>
/// <param name="Factor">The angles as shares of a full turn.</param>
internal sealed record RandomRotation(FactorRange Factor, Fill Fill) : Warp(Fill)
{
    public override string Kind => "RandomRotation";

    public override bool IsIdentity => Factor.IsZero;

    protected override string Factors => Factor.Text;

    /// <summary>Keras keeps both ends of what it draws from.</summary>
    protected override Hyperparameters Size() => new() { { "factor", new[] { Factor.Lower, Factor.Upper } } };

    /// <summary>The layer that an attribute declares.</summary>
    public static RandomRotation Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        FactorRange.CheckGiven(reader, FactorRange.IsGiven(reader, "factor", ""), "factor", "");
        return new(FactorRange.Read(reader, "factor", "", "a share of a full turn, not degrees"), Fill.Read(reader));
    }
}

/// <summary>Zooms images in or out about their centre.</summary>
/// <param name="WidthFactor">Null where one draw zooms both directions.</param>
internal sealed record RandomZoom(FactorRange HeightFactor, FactorRange? WidthFactor, Fill Fill) : Warp(Fill)
{
    public override string Kind => "RandomZoom";

    public override bool IsIdentity => HeightFactor.IsZero && (WidthFactor?.IsZero ?? true);

    protected override string Factors => HeightFactor.Text + (WidthFactor is { } width ? $", {width.Text}" : "");

    protected override Hyperparameters Size() => WidthFactor is { } width
        ? new() { { "height_factor", HeightFactor }, { "width_factor", width } }
        : new() { { "height_factor", HeightFactor }, { "width_factor" } };

    /// <summary>The layer that an attribute declares.</summary>
    public static RandomZoom Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        const string Measure = "a share, not a percentage";
        FactorRange.CheckGiven(reader, FactorRange.IsGiven(reader, "heightFactor", "Height"), "heightFactor", "Height");
        FactorRange? width = FactorRange.IsGiven(reader, "widthFactor", "Width") ? FactorRange.Read(reader, "widthFactor", "Width", Measure) : null;
        return new(FactorRange.Read(reader, "heightFactor", "Height", Measure), width, Fill.Read(reader));
    }
}
