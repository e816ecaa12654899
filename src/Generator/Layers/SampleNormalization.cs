using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>(x - mean) / sqrt(variance + epsilon) * gamma + beta with statistics of the sample itself: the same in training and in predictions.</summary>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Affine">Factor and term.</param>
internal abstract record SampleNormalization(double Epsilon, AffineOptions Affine) : Layer
{
    public override bool HasTrainable => Affine.Count > 0;

    /// <summary>Values that one statistic is taken over.</summary>
    public abstract int ValuesOf(Shape input);

    /// <summary>Whether each statistic is of one channel alone, so that what shifts a channel as a whole is taken away again.</summary>
    public abstract bool IsByChannel(Shape input);

    /// <summary>The shape of factor and term.</summary>
    public abstract ImmutableArray<int> ParameterShape(Shape input);

    public override Shape Infer(Shape input) => input;

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) => Affine.Parameters(ParameterShape(input));

    /// <summary>Two for the mean and three for the variance, two to standardize, and the factor and the term.</summary>
    public override long ForwardFlops(Shape input) => (6 + Affine.Count) * input.Size;

    /// <summary>A statistic of one value has that value for its mean.</summary>
    protected bool CheckValues(Shape input, LayerReader reader, string? argument)
    {
        if (ValuesOf(input) == 1)
        {
            string? place = reader.Has(argument ?? "") ? argument : null;
            reader.Remark(RuleId.OneValuePerStatistic, place, Kind, input.ToString(), Affine.Beta is null ? "0" : "beta");
        }

        return true;
    }
}
