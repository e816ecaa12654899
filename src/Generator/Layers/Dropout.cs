namespace NetGen.Generator.Layers;

/// <summary>Random zeros in training.</summary>
internal sealed record Dropout(double Rate) : RandomLayer
{
    public override string Kind => "Dropout";

    public override string Text => $"Dropout({NumberText.Plain(Rate)})";

    public override Hyperparameters Hyperparameters => new() { { "rate", Rate }, { "seed" }, { "noise_shape" } };

    public override bool IsIdentity => Rate == 0;

    /// <summary>The layer that an attribute declares.</summary>
    public static Dropout Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(ReadRate(reader));
    }

    /// <summary>The rate of this layer and of its kin.</summary>
    internal static double ReadRate(LayerReader reader) => reader.ShareBelowOne("rate", "a share, not a percentage");
}

/// <summary>Random channels of zeros in training.</summary>
internal sealed record SpatialDropout2D(double Rate) : RandomLayer
{
    public override string Kind => "SpatialDropout2D";

    public override string Text => $"SpatialDropout2D({NumberText.Plain(Rate)})";

    public override Hyperparameters Hyperparameters => new() { { "rate", Rate }, { "seed" }, { "data_format", Hyperparameters.DataFormat } };

    public override bool SaysTrainable => false;

    public override bool IsIdentity => Rate == 0;

    /// <summary>The layer that an attribute declares.</summary>
    public static SpatialDropout2D Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(Dropout.ReadRate(reader));
    }

    public override bool Accepts(Shape input, LayerReader reader) => WindowRules.CheckImage(input, reader);
}
