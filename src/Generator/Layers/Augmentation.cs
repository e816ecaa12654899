namespace NetGen.Generator.Layers;

/// <summary>
/// A layer that changes images in training, each in its own way. It has no backward pass: it stands where no gradient goes,
/// before the first layer with weights.
/// </summary>
internal abstract record Augmentation : RandomLayer
{
    public override bool Accepts(Shape input, LayerReader reader) => WindowRules.CheckImage(input, reader);
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
