using System;

namespace NetGen;

/// <summary>
/// Trains on images in which a rectangle shows another image, and on targets mixed by the area (Yun et al. 2019; Keras: <c>CutMix</c>). The area is drawn for
/// each sample by the beta distribution of (f, f), for a factor <c>f</c> that is drawn evenly for it; the rectangle has the image's proportions.
/// </summary>
/// <remarks>Where a network puts out an image of its input's size, targets are cut as the images are.</remarks>
/// <example>
/// <code>
/// trainer.Fit(train, new FitOptions { Epochs = 20, Mixing = new CutMix() });
/// </code>
/// </example>
public sealed class CutMix : SampleMixing
{
    // Keras's, so that there is a beta distribution at a factor of 0.
    private const double SmallestFactor = 1e-6;

    /// <summary>A way to mix.</summary>
    /// <param name="factor">The largest factor that is drawn; in [0, 1], default 1. Near 0 a rectangle has all of the image or nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number does not lie in [0, 1].</exception>
    public CutMix(double factor = 1)
        : this(0, Factor(factor, nameof(factor)))
    {
    }

    /// <summary>A way to mix.</summary>
    /// <param name="lower">The smallest factor that is drawn; in [0, 1].</param>
    /// <param name="upper">The largest, at least <paramref name="lower"/>; in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number does not lie in [0, 1], or the smallest factor is above the largest.</exception>
    public CutMix(double lower, double upper)
    {
        Lower = Factor(lower, nameof(lower));
        Upper = Factor(upper, nameof(upper));
        if (lower > upper)
        {
            throw new ArgumentOutOfRangeException(nameof(lower), lower, FormattableString.Invariant($"The smallest factor must not be above the largest, {upper}."));
        }
    }

    /// <summary>The smallest factor that is drawn.</summary>
    public double Lower { get; }

    /// <summary>The largest factor that is drawn.</summary>
    public double Upper { get; }

    /// <summary>"CutMix(0, 1)".</summary>
    public override string ToString() => FormattableString.Invariant($"CutMix({Lower:R}, {Upper:R})");

    internal override Mixture Draw(ref RandomStream random, ReadOnlySpan<int> shape)
    {
        double factor = Lower + ((Upper - Lower) * random.NextUniform()) + SmallestFactor;
        float side = MathF.Sqrt(1 - (float)BetaDistribution.NextSymmetric(ref random, factor));
        (float left, float right) = Bounds(ref random, side, shape[1]);
        (float top, float bottom) = Bounds(ref random, side, shape[0]);
        return new Mixture(1 - ((right - left) * (bottom - top) / (shape[0] * shape[1])), new Patch(top, bottom, left, right));
    }

    internal override string? FindMisfit(NetworkInfo info, Loss loss)
    {
        if (info.InputShape.Count != 3)
        {
            return $"CutMix cuts images, and {info.Name} takes vectors of {info.InputSize} values; MixUp mixes those.";
        }

        bool isImage = info.OutputShape.Count == 3 && DatasetCheck.Rows(info) > 1;
        return isImage && (info.OutputShape[0], info.OutputShape[1]) != (info.InputShape[0], info.InputShape[1])
            ? $"CutMix cuts the targets of pixels as it cuts images, and {info.Name} puts out ({string.Join(", ", info.OutputShape)}) for images of "
                + $"({string.Join(", ", info.InputShape)}): the heights and widths differ."
            : base.FindMisfit(info, loss);
    }

    /// <summary>Where a part of a side lies on it, every place equally likely.</summary>
    private static (float From, float To) Bounds(ref RandomStream random, float part, int length)
    {
        float size = part * length;
        float from = (float)random.NextUniform() * (length - size);
        return (from, from + size);
    }

    private static double Factor(double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A factor of CutMix lies between 0 and 1.");
}
