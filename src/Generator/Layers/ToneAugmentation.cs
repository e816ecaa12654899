namespace NetGen.Generator.Layers;

/// <summary>A layer that changes the values of an image and leaves its pixels where they are. What leaves the range of values is cut off.</summary>
internal abstract record ToneAugmentation(double MinValue, double MaxValue) : Augmentation
{
    /// <summary>The range of values. Its rule: there are values between the lowest and the highest.</summary>
    protected static (double Lowest, double Highest) ReadLimits(LayerReader reader)
    {
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

        return (lowest, highest);
    }
}

/// <summary>Moves the values of every channel away from their mean or towards it.</summary>
/// <param name="Lower">The most by which contrast shrinks.</param>
/// <param name="Upper">The most by which it grows.</param>
/// <param name="IsPair">Whether both were given, or one number for both.</param>
internal sealed record RandomContrast(double Lower, double Upper, bool IsPair, double MinValue, double MaxValue) : ToneAugmentation(MinValue, MaxValue)
{
    public override string Kind => "RandomContrast";

    public override string Text => $"RandomContrast({(IsPair ? $"1 - {NumberText.Plain(Lower)} to 1 + {NumberText.Plain(Upper)}" : NumberText.Plain(Upper))})";

    /// <summary>Keras keeps the two ends of what it draws from; of one number it makes 0 and that number.</summary>
    public override Hyperparameters Hyperparameters => new()
    {
        { "data_format", Hyperparameters.DataFormat },
        { "factor", new[] { IsPair ? Lower : 0.0, Upper } },
        { "value_range", new[] { MinValue, MaxValue } },
        { "seed" },
    };

    public override bool IsIdentity => Lower == 0 && Upper == 0;

    /// <summary>What 1 is added to.</summary>
    public FactorRange Range => new(0 - Lower, Upper);

    /// <summary>The layer that an attribute declares. The ends are distances from 1, each in its own direction.</summary>
    public static RandomContrast Read(LayerReader reader)
    {
        const string Measure = "a share, not a percentage";
        reader.CheckNoActivation();
        FactorRange.CheckGiven(reader, FactorRange.IsGiven(reader, "factor", ""), "factor", "");
        double both = reader.Share("factor", Measure);
        double lower = reader.Has("Lower") ? reader.Share("Lower", Measure) : both;
        double upper = reader.Has("Upper") ? reader.Share("Upper", Measure) : both;
        (double lowest, double highest) = ReadLimits(reader);
        return new(lower, upper, reader.Has("Lower") || reader.Has("Upper"), lowest, highest);
    }
}

/// <summary>Adds a number to all values of an image.</summary>
internal sealed record RandomBrightness(FactorRange Factor, double MinValue, double MaxValue) : ToneAugmentation(MinValue, MaxValue)
{
    public override string Kind => "RandomBrightness";

    public override string Text => $"RandomBrightness({Factor.Text})";

    public override Hyperparameters Hyperparameters => new()
    {
        { "data_format", Hyperparameters.DataFormat },
        { "factor", new[] { Factor.Lower, Factor.Upper } },
        { "value_range", new[] { MinValue, MaxValue } },
        { "seed" },
    };

    public override bool IsIdentity => Factor.IsZero;

    /// <summary>The layer that an attribute declares.</summary>
    public static RandomBrightness Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        FactorRange.CheckGiven(reader, FactorRange.IsGiven(reader, "factor", ""), "factor", "");
        FactorRange factor = FactorRange.Read(reader, "factor", "", "a share of the range of values");
        (double lowest, double highest) = ReadLimits(reader);
        return new(factor, lowest, highest);
    }
}
