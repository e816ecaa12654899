using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>(x - mean) / deviation, per feature; the statistics are of data and not learned.</summary>
internal sealed record Normalization : Layer
{
    public override string Kind => "Normalization";

    public override string Text => "Normalization";

    /// <summary>The statistics are parameters here and lie in files; Keras has them in its configuration where they were given to the constructor.</summary>
    public override Hyperparameters Hyperparameters => new() { { "axis", new[] { -1 } }, { "invert", false }, { "mean" }, { "variance" } };

    /// <summary>The layer that an attribute declares.</summary>
    public static Normalization Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new();
    }

    public override Shape Infer(Shape input) => input;

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) =>
    [
        Statistic("mean", Initializer.Zeros, input),
        Statistic("variance", Initializer.Ones, input),
    ];

    public override long ForwardFlops(Shape input) => 2 * input.Size;

    private static ParameterSpec Statistic(string role, Initializer first, Shape input) =>
        new(role, ImmutableArray.Create(input.Channels), new Initialization(first, 0), default, default, IsTrainable: false);
}
