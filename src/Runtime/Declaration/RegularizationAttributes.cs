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
/// In training, multiplies each value by a random number of the normal distribution with mean 1 and standard deviation
/// <c>sqrt(rate / (1 - rate))</c>, that of the factors of <see cref="DropoutAttribute"/>; otherwise the identity (Keras: <c>GaussianDropout</c>; Srivastava et
/// al. 2014). The numbers depend on the seed, the step, the sample and the position alone. The shape stays.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GaussianDropoutAttribute : PlainLayerAttribute
{
    /// <summary>A layer of random factors.</summary>
    /// <param name="rate">The rate of a dropout that disturbs as much, in [0, 1): at 0.5 the standard deviation is 1.</param>
    public GaussianDropoutAttribute(double rate) => Rate = rate;

    /// <summary>The rate of a dropout that disturbs as much.</summary>
    public double Rate { get; }
}

/// <summary>
/// Dropout for networks of <see cref="Activation.SELU"/>, which keep the mean 0 and the variance 1 of what they compute: in training, sets each value
/// to SELU's lowest, -1.758, with probability <c>rate</c>, and maps all values linearly so that mean and variance stay; otherwise the identity (Keras:
/// <c>AlphaDropout</c>; Klambauer et al. 2017). The mask depends on the seed, the step, the sample and the position alone. The shape stays.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AlphaDropoutAttribute : PlainLayerAttribute
{
    /// <summary>A dropout layer for SELU.</summary>
    /// <param name="rate">The share of values dropped, in [0, 1); 0.05 to 0.1 are usual.</param>
    public AlphaDropoutAttribute(double rate) => Rate = rate;

    /// <summary>The share of values dropped.</summary>
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
