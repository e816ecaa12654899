using System;
using System.Globalization;

namespace NetGen;

/// <summary>The mean of <c>y - t * ln(y + 1e-7)</c> (Keras: <c>Poisson</c>), for outputs that are expected counts, above 0.</summary>
internal sealed class PoissonLoss : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    /// <inheritdoc/>
    public override string? FindTargetError(ReadOnlySpan<float> target)
    {
        foreach (float value in target)
        {
            if (value < 0)
            {
                return $"holds {value.ToString(CultureInfo.InvariantCulture)}; {Name} takes counts, at least 0.";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    protected override (double Value, double Slope) Judge(double output, double target)
    {
        double mean = output + Probability.Epsilon;
        return (output - (target * Math.Log(mean)), 1 - (target / mean));
    }
}
