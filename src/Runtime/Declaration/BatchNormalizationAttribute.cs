using System;

namespace NetGen;

/// <summary>
/// Normalizes each channel, <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c> (Keras: <c>BatchNormalization</c>): in training with the statistics of
/// the batch, in predictions with moving averages of them. The shape stays: an image (height, width, channels) is normalized by channel, over all its pixels
/// and all samples; a vector (features) value by value.
/// </summary>
/// <remarks>
/// <para>
/// Four parameters of shape (channels), in this order: <c>gamma</c> and <c>beta</c>, which are trained, and the state <c>moving_mean</c> and
/// <c>moving_variance</c>, 0 and 1 at first, which a training step changes but no optimizer:
/// <c>moving = moving * momentum + batch * (1 - momentum)</c>. The variance is that of the batch, divided by the number of its values, in both.
/// </para>
/// <para>
/// Predictions pay nothing for it behind a convolution or a dense layer with a linear activation: it becomes part of their weights when these are packed.
/// Their bias is then without effect; <c>UseBias = false</c> saves it (NG0230).
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
/// [BatchNormalization]
/// [Activation(Activation.ReLU)]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class BatchNormalizationAttribute : NormalizingLayerAttribute
{
    /// <summary>
    /// The share of the moving statistics that a training step keeps. In [0, 1]; default 0.99. PyTorch's momentum is the share that a step
    /// replaces: its 0.1 is 0.9 here.
    /// </summary>
    public double Momentum { get; set; } = 0.99;
}
