namespace NetGen.Generator.Layers;

/// <summary>An image or a matrix as a vector, row-major, channels fastest.</summary>
internal sealed record Flatten : Layer
{
    public override string Kind => "Flatten";

    public override string Text => "Flatten";

    public override Hyperparameters Hyperparameters => new() { { "data_format", Hyperparameters.DataFormat } };

    /// <summary>The layer that an attribute declares.</summary>
    public static Flatten Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new();
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (input.IsVector)
        {
            reader.Remark(RuleId.FlattenOnVector, null, input.ToString());
        }

        return true;
    }

    public override Shape Infer(Shape input) => Shape.Vector(checked((int)input.Size));
}
