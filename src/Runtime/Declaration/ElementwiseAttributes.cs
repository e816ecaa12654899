using System;

namespace NetGen;

/// <summary>An activation function as a layer of its own (Keras: <c>Activation</c>). The shape stays.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ActivationAttribute : LayerAttribute
{
    /// <summary>An activation layer.</summary>
    /// <param name="function">The function; softmax runs over the last axis.</param>
    public ActivationAttribute(Activation function) => Function = function;

    /// <summary>The function.</summary>
    public Activation Function { get; }

    /// <summary>
    /// The slope below 0 of <see cref="Activation.LeakyReLU"/>. At least 0; default 0.2, as in Keras's function; its layer
    /// <c>LeakyReLU</c> has 0.3.
    /// </summary>
    public double NegativeSlope { get; set; } = 0.2;
}

/// <summary>
/// Standardizes features with the statistics of data, <c>(x - mean) / sqrt(variance)</c>, in training and inference (Keras:
/// <c>Normalization</c>): the values of a vector each by its own, those of an image by channel. The shape stays.
/// </summary>
/// <remarks>
/// Two parameters that training leaves alone, <c>normalization/mean</c>, 0 at first, and <c>normalization/variance</c>, 1 at first, are
/// saved with the weights; <see cref="NormalizationAdaptation.Adapt(INetwork, DataSource)"/> takes them from data. A deviation below 1e-7 counts as 1e-7, as in Keras.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class NormalizationAttribute : PlainLayerAttribute;

/// <summary>
/// <c>x * scale + offset</c>, in training and inference (Keras: <c>Rescaling</c>), so that the network takes raw pixels:
/// <c>[Rescaling(1.0 / 255)]</c>. The shape stays.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RescalingAttribute : PlainLayerAttribute
{
    /// <summary>A rescaling layer.</summary>
    /// <param name="scale">The factor; finite.</param>
    /// <param name="offset">Added after the factor; finite; default 0.</param>
    public RescalingAttribute(double scale, double offset = 0)
    {
        Scale = scale;
        Offset = offset;
    }

    /// <summary>The factor.</summary>
    public double Scale { get; }

    /// <summary>Added after the factor.</summary>
    public double Offset { get; }
}
