using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>A fully connected layer with bias and activation.</summary>
internal sealed record Dense(int Units, Weighted Weighted) : Layer
{
    public override string Kind => "Dense";

    public override string Text => $"Dense({Units}{TextOf.Weighted(Weighted)})";

    public override Shape Infer(Shape input) => Shape.Vector(Units);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) => Weighted.Parameters([input.Channels, Units]);

    public override long ForwardFlops(Shape input) => 2L * input.Channels * Units;
}
