using System;

namespace NetGen.Generator.Layers;

/// <summary>Normally distributed factors about 1 in training.</summary>
internal sealed record GaussianDropout(double Rate) : RandomLayer
{
    public override string Kind => "GaussianDropout";

    public override string Text => $"GaussianDropout({NumberText.Plain(Rate)})";

    public override Hyperparameters Hyperparameters => new() { { "rate", Rate }, { "seed" } };

    public override bool IsIdentity => Rate == 0;

    /// <summary>The factors' standard deviation: that of the factors of dropout at the same rate.</summary>
    public double StandardDeviation => Math.Sqrt(Rate / (1 - Rate));

    /// <summary>The layer that an attribute declares.</summary>
    public static GaussianDropout Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(Dropout.ReadRate(reader));
    }
}
