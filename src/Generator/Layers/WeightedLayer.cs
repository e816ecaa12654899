namespace NetGen.Generator.Layers;

/// <summary>A layer with a kernel, a bias and an activation.</summary>
internal abstract record WeightedLayer(Weighted Weighted) : Layer
{
    public override bool IsWeighted => true;

    public override (Activation Function, string Argument) Activation => (Weighted.Activation, "Activation");
}
