namespace NetGen.Generator.Layers;

/// <summary>An image without rows and columns at its sides.</summary>
internal sealed record Cropping2D(Border Cropping) : Layer
{
    public override string Kind => "Cropping2D";

    public override string Text => $"Cropping2D({TextOf.Border(Cropping)})";

    public override Hyperparameters Hyperparameters => new() { { "cropping", Cropping }, { "data_format", Hyperparameters.DataFormat } };

    /// <summary>The layer that an attribute declares. Its rule: no side is negative.</summary>
    public static Cropping2D Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(BorderRules.Read(reader, "cropping", usual: 0));
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!WindowRules.CheckImage(input, reader))
        {
            return false;
        }

        if ((long)Cropping.Top + Cropping.Bottom < input.Height && (long)Cropping.Left + Cropping.Right < input.Width)
        {
            return true;
        }

        reader.Error(RuleId.NothingLeft, null, Kind, TextOf.Border(Cropping), input.ToString());
        return false;
    }

    public override Shape Infer(Shape input) => Shape.Image(
        input.Height - Cropping.Top - Cropping.Bottom, input.Width - Cropping.Left - Cropping.Right, input.Channels);

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) =>
        (rows + Cropping.Top + Cropping.Bottom, columns + Cropping.Left + Cropping.Right);
}
