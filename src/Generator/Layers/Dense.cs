using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>A fully connected layer with bias and activation.</summary>
internal sealed record Dense(int Units, Weighted Weighted) : WeightedLayer(Weighted)
{
    public override string Kind => "Dense";

    public override string Text => $"Dense({Units}{TextOf.Weighted(Weighted)})";

    public override Hyperparameters Hyperparameters => Weighted.AddTo(
        new Hyperparameters { { "units", Units } }, saysNoActivityPenalty: false, Weighted.KernelOfRank(2));

    /// <summary>The layer that an attribute declares.</summary>
    public static Dense Read(LayerReader reader)
    {
        int units = reader.Positive("units", 1).Value;
        return new(units, Weighted.Read(reader, outputs: units));
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!input.IsVector)
        {
            reader.Error(RuleId.DenseOnImage, null, input.Words);
        }

        return input.IsVector;
    }

    public override Shape Infer(Shape input) => Shape.Vector(Units);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) => Weighted.Parameters([input.Channels, Units]);

    public override long ForwardFlops(Shape input) => 2L * input.Channels * Units;
}
