using System;

namespace NetGen.Generator.Layers;

/// <summary>In training, random values take SELU's lowest value; a linear map then gives all the mean and the variance that they had.</summary>
internal sealed record AlphaDropout(double Rate) : RandomLayer
{
    /// <summary>What SELU tends to for large negative values: minus its scale times its alpha.</summary>
    private const double LowestOfSelu = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    public override string Kind => "AlphaDropout";

    public override string Text => $"AlphaDropout({NumberText.Plain(Rate)})";

    public override Hyperparameters Hyperparameters => new() { { "rate", Rate }, { "seed" }, { "noise_shape" } };

    public override bool IsIdentity => Rate == 0;

    /// <summary>The factor of the map.</summary>
    public double Scale => 1 / Math.Sqrt((1 - Rate) * (1 + (Rate * LowestOfSelu * LowestOfSelu)));

    /// <summary>What the map adds.</summary>
    public double Offset => -Scale * LowestOfSelu * Rate;

    /// <summary>What the map makes of a dropped value.</summary>
    public double Dropped => (Scale * LowestOfSelu) + Offset;

    /// <summary>The layer that an attribute declares.</summary>
    public static AlphaDropout Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(Dropout.ReadRate(reader));
    }
}
