using System;

namespace NetGen;

/// <summary>
/// In training, makes every image brighter or darker: adds a number to all its values, and cuts them off at <see cref="MinValue"/> and <see cref="MaxValue"/>;
/// otherwise the identity (Keras: <c>RandomBrightness</c>). The number, one per image, is a factor drawn evenly, times the distance between the two.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RandomBrightnessAttribute : AugmentationAttribute
{
    /// <summary>A layer that changes the brightness of images.</summary>
    /// <param name="factor">The largest factor either way; in [0, 1]. 0.2 adds up to a fifth of the range of values, or takes it away.</param>
    public RandomBrightnessAttribute(double factor) => Factor = factor;

    /// <summary>A layer that changes the brightness of images by factors of a range, <see cref="Lower"/> to <see cref="Upper"/>.</summary>
    public RandomBrightnessAttribute()
    {
    }

    /// <summary>The largest factor either way.</summary>
    public double Factor { get; }

    /// <summary>The lower end of factors (Keras: <c>factor[0]</c>); negative is darker, -1 black; in [-1, 1]. Default: -Factor.</summary>
    public double Lower { get; set; }

    /// <summary>Their upper end (Keras: <c>factor[1]</c>), at least the lower one; positive is brighter, 1 white; in [-1, 1]. Default: Factor.</summary>
    public double Upper { get; set; }

    /// <summary>The lowest value of an image (Keras: <c>value_range[0]</c>). Finite; default 0.</summary>
    public double MinValue { get; set; }

    /// <summary>
    /// The highest value of an image (Keras: <c>value_range[1]</c>), above <see cref="MinValue"/>: 1 behind
    /// <c>[Rescaling(1.0 / 255)]</c>. Finite; default 255.
    /// </summary>
    public double MaxValue { get; set; } = 255;
}
