using System;

namespace NetGen;

/// <summary>
/// Trains on blends of two samples and of their targets, <c>w * x + (1 - w) * x'</c>, where <c>w</c> is drawn for each sample by the beta distribution of
/// (alpha, alpha) (Zhang et al. 2018; Keras: <c>MixUp</c>).
/// </summary>
/// <example>
/// <code>
/// trainer.Fit(train, new FitOptions { Epochs = 20, Mixing = new MixUp(alpha: 0.2) });
/// </code>
/// </example>
public sealed class MixUp : SampleMixing
{
    /// <summary>A way to mix.</summary>
    /// <param name="alpha">How strongly: near 0 one sample prevails, at 1 every share is equally likely; finite and above 0, default 0.2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0, or not finite.</exception>
    public MixUp(double alpha = 0.2)
    {
        if (!(alpha > 0 && double.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "How strongly MixUp mixes is finite and above 0.");
        }

        Alpha = alpha;
    }

    /// <summary>How strongly samples are mixed.</summary>
    public double Alpha { get; }

    /// <summary>"MixUp(0.2)".</summary>
    public override string ToString() => FormattableString.Invariant($"MixUp({Alpha:R})");

    internal override Mixture Draw(ref RandomStream random, ReadOnlySpan<int> shape) =>
        new((float)BetaDistribution.NextSymmetric(ref random, Alpha), Patch: null);
}
