namespace NetGen.Generator.Layers;

/// <summary>Normally distributed noise, added in training.</summary>
internal sealed record GaussianNoise(double StandardDeviation) : RandomLayer
{
    public override string Kind => "GaussianNoise";

    public override string Text => $"GaussianNoise({NumberText.Plain(StandardDeviation)})";

    public override Hyperparameters Hyperparameters => new() { { "stddev", StandardDeviation }, { "seed" } };

    public override bool IsIdentity => StandardDeviation == 0;

    /// <summary>The layer that an attribute declares.</summary>
    public static GaussianNoise Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(reader.Share("stddev", "in the units of values that [Rescaling] has brought near 1"));
    }
}
