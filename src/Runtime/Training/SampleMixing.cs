using System;

namespace NetGen;

/// <summary>
/// What the ways have in common to train on mixtures of samples: each sample of a batch is mixed with another one of it, drawn at random, and so are their
/// targets. What is drawn depends on the seed, the step and the sample's place in the batch alone. Validation and predictions see the samples as they are.
/// </summary>
public abstract class SampleMixing
{
    private protected SampleMixing()
    {
    }

    /// <summary>What becomes of a sample.</summary>
    /// <param name="random">Where its chance comes from.</param>
    /// <param name="shape">The shape of a sample.</param>
    internal abstract Mixture Draw(ref RandomStream random, ReadOnlySpan<int> shape);

    /// <summary>Why a network's samples and the targets of a loss cannot be mixed; null where they can.</summary>
    internal virtual string? FindMisfit(NetworkInfo info, Loss loss) => loss.ForMixedTargets is not null
        ? null
        : $"{GetType().Name} mixes the targets of samples, and a mixture means nothing to {loss.Name}{(loss.TakesClasses ? ", which takes class indices" : "")}: "
            + "use Loss.SparseCategoricalCrossentropy or Loss.CategoricalCrossentropy, or leave Mixing out.";
}

/// <summary>What a sample is made of: itself and its partner, value by value, or the partner's patch in its place.</summary>
/// <param name="Share">The share of the sample itself; the rest is its partner's.</param>
/// <param name="Patch">Where the partner takes the sample's place; null where all values are blended.</param>
internal readonly record struct Mixture(float Share, Patch? Patch);

/// <summary>A rectangle of an image, in pixels: those whose row and column are at least the first bound and below the second are inside.</summary>
internal readonly record struct Patch(float Top, float Bottom, float Left, float Right)
{
    /// <summary>The pixels of a side from one bound to below another, which rounding may have put behind the side's end.</summary>
    public static (int First, int End) Inside(float from, float to, int length) => ((int)MathF.Ceiling(from), Math.Min((int)MathF.Ceiling(to), length));
}
