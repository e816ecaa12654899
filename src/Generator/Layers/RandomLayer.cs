namespace NetGen.Generator.Layers;

/// <summary>A layer that changes values at random in training and does nothing otherwise. The shape stays, but for a random cropping.</summary>
internal abstract record RandomLayer : Layer
{
    /// <summary>Whether the layer does nothing in training either: its rate or strength is 0.</summary>
    public abstract bool IsIdentity { get; }

    public override Shape Infer(Shape input) => input;
}
