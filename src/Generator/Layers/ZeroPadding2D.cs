namespace NetGen.Generator.Layers;

/// <summary>Zeros around an image.</summary>
internal sealed record ZeroPadding2D(Border Padding) : Layer
{
    public override string Kind => "ZeroPadding2D";

    public override string Text => $"ZeroPadding2D({TextOf.Border(Padding)})";

    public override Hyperparameters Hyperparameters => new() { { "padding", Padding }, { "data_format", Hyperparameters.DataFormat } };

    /// <summary>The layer that an attribute declares. Its rule: no side is negative, which Keras takes for a cropping.</summary>
    public static ZeroPadding2D Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(BorderRules.Read(reader, "padding", usual: 1));
    }

    public override bool Accepts(Shape input, LayerReader reader) => WindowRules.CheckImage(input, reader) && BorderRules.CheckPadded(input, Padding, reader);

    public override Shape Infer(Shape input) => Shape.Image(
        Padding.Top + input.Height + Padding.Bottom, Padding.Left + input.Width + Padding.Right, input.Channels);

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) =>
        (System.Math.Max(rows - Padding.Top - Padding.Bottom, 1), System.Math.Max(columns - Padding.Left - Padding.Right, 1));
}
