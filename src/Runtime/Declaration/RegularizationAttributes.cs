using System;

namespace NetGen;

/// <summary>
/// In training, sets each value to 0 with probability <c>rate</c> and multiplies the others by <c>1 / (1 - rate)</c>;
/// otherwise the identity (Keras: <c>Dropout</c>). The mask depends on the seed, the step, the sample and the position
/// alone. The shape stays.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class DropoutAttribute : PlainLayerAttribute
{
    /// <summary>A dropout layer.</summary>
    /// <param name="rate">The share of values dropped, in [0, 1): 0.5 drops every other value.</param>
    public DropoutAttribute(double rate) => Rate = rate;

    /// <summary>The share of values dropped.</summary>
    public double Rate { get; }
}

/// <summary>
/// In training, sets whole channels of an image to 0, each with probability <c>rate</c>, and multiplies the others by
/// <c>1 / (1 - rate)</c>; otherwise the identity (Keras: <c>SpatialDropout2D</c>; Tompson et al. 2015). Neighbouring pixels
/// of a feature map are much alike, so that dropping single ones, as <see cref="DropoutAttribute"/> does, hides little.
/// The mask depends on the seed, the step, the sample and the channel alone. The shape, (height, width, channels), stays.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SpatialDropout2DAttribute : PlainLayerAttribute
{
    /// <summary>A dropout layer for whole channels.</summary>
    /// <param name="rate">The share of channels dropped, in [0, 1): 0.5 drops every other channel.</param>
    public SpatialDropout2DAttribute(double rate) => Rate = rate;

    /// <summary>The share of channels dropped.</summary>
    public double Rate { get; }
}

/// <summary>
/// In training, adds to each value a random number of the normal distribution with mean 0; otherwise the identity
/// (Keras: <c>GaussianNoise</c>). The numbers depend on the seed, the step, the sample and the position alone. The shape stays.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GaussianNoiseAttribute : PlainLayerAttribute
{
    /// <summary>A layer of noise.</summary>
    /// <param name="stddev">The standard deviation of the noise, in the units of the values; in [0, 1].</param>
    public GaussianNoiseAttribute(double stddev) => StandardDeviation = stddev;

    /// <summary>The standard deviation of the noise.</summary>
    public double StandardDeviation { get; }
}
