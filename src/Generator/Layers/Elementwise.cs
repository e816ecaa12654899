namespace NetGen.Generator.Layers;

/// <summary>An activation function as a layer of its own.</summary>
/// <param name="NegativeSlope">Of LeakyReLU.</param>
internal sealed record ActivationLayer(Activation Function, double NegativeSlope) : Layer
{
    public override string Kind => "Activation";

    public override string Text => $"Activation({Function})";

    public override Shape Infer(Shape input) => input;
}

/// <summary>Random zeros in training.</summary>
internal sealed record Dropout(double Rate) : Layer
{
    public override string Kind => "Dropout";

    public override string Text => $"Dropout({TextOf.Number(Rate)})";

    public override Shape Infer(Shape input) => input;
}

/// <summary>x * scale + offset.</summary>
internal sealed record Rescaling(double Scale, double Offset) : Layer
{
    public override string Kind => "Rescaling";

    public override string Text => $"Rescaling({TextOf.Number(Scale)}, {TextOf.Number(Offset)})";

    public override Shape Infer(Shape input) => input;

    public override long ForwardFlops(Shape input) => 2 * input.Size;
}
