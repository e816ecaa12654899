namespace NetGen.Generator.Layers;

/// <summary>
/// A layer that changes images in training, each in its own way. It has no backward pass: it stands where no gradient goes,
/// before the first layer with weights.
/// </summary>
internal abstract record Augmentation : RandomLayer
{
    public sealed override bool Accepts(Shape input, LayerReader reader) => WindowRules.CheckImage(input, reader);
}

/// <summary>Mirrors images or leaves them alone.</summary>
internal sealed record RandomFlip(FlipMode Mode) : Augmentation
{
    public override string Kind => "RandomFlip";

    public override string Text => $"RandomFlip({Mode})";

    public override Hyperparameters Hyperparameters => new()
    {
        { "data_format", Hyperparameters.DataFormat },
        { "seed" },
        { "mode", SnakeCase.Of(Mode.ToString()) },
    };

    public override bool IsIdentity => false;

    /// <summary>The layer that an attribute declares.</summary>
    public static RandomFlip Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(reader.Member("mode", FlipMode.HorizontalAndVertical));
    }
}

/// <summary>Moves the values of every channel away from their mean or towards it.</summary>
internal sealed record RandomContrast(double Factor, double MinValue, double MaxValue) : Augmentation
{
    public override string Kind => "RandomContrast";

    public override string Text => $"RandomContrast({NumberText.Plain(Factor)})";

    /// <summary>Keras keeps the two ends of what it draws from; of one number it makes 0 and that number.</summary>
    public override Hyperparameters Hyperparameters => new()
    {
        { "data_format", Hyperparameters.DataFormat },
        { "factor", new[] { 0.0, Factor } },
        { "value_range", new[] { MinValue, MaxValue } },
        { "seed" },
    };

    public override bool IsIdentity => Factor == 0;

    /// <summary>The layer that an attribute declares. Its rule: there are values between the lowest and the highest.</summary>
    public static RandomContrast Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        double factor = reader.Share("factor", "a share, not a percentage");
        double lowest = reader.Number("MinValue", 0);
        double highest = reader.Number("MaxValue", 255);
        if (!reader.Failed && highest <= lowest)
        {
            string given = reader.Has("MaxValue") ? "MaxValue" : "MinValue";
            reader.Error(
                RuleId.NumberOutOfRange,
                given,
                given,
                reader.Kind,
                NumberText.Plain(given == "MaxValue" ? highest : lowest),
                given == "MaxValue" ? $"above MinValue, {NumberText.Plain(lowest)}" : $"below MaxValue, {NumberText.Plain(highest)}");
        }

        return new(factor, lowest, highest);
    }
}
