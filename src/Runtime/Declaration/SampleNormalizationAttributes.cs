using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// Normalizes each sample by itself over one or several axes (Keras: <c>LayerNormalization</c>): <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>, in training as in
/// predictions. The shape stays. Without an argument each pixel of an image (height, width, channels) is normalized over its channels, and a vector (features) as a whole.
/// </summary>
/// <remarks>
/// <para>
/// Axes are counted as in Keras, the batch as axis 0: 1, 2 and 3 are height, width and channels of an image, 1 are the features of a vector; -1 is the last.
/// <c>[LayerNormalization(1, 2, 3)]</c> normalizes an image as a whole.
/// </para>
/// <para>
/// Two parameters, <c>gamma</c> and <c>beta</c>, as long as the axes, in ascending order: (channels) by default, (height, width, channels) over all three. The variance is divided by the number
/// of values. PyTorch's epsilon is 1e-5; this one is Keras's.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LayerNormalizationAttribute : NormalizingLayerAttribute
{
    /// <summary>A normalization over some axes.</summary>
    /// <param name="axis">The axes, each once and none of them 0, the batch; default: the last.</param>
    public LayerNormalizationAttribute(params int[] axis) => Axis = axis;

    /// <summary>The axes that each statistic is taken over, counted with the batch as axis 0; empty for the last.</summary>
    public IReadOnlyList<int> Axis { get; }
}

/// <summary>
/// Normalizes groups of neighbouring channels of each sample (Keras: <c>GroupNormalization</c>): <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c> with the statistics of a group
/// over all pixels, in training as in predictions, whatever the size of the batch. The shape stays: an image (height, width, channels) or a vector (features).
/// </summary>
/// <remarks>
/// Two parameters of shape (channels), <c>gamma</c> and <c>beta</c>. The variance is divided by the number of values. With <c>Groups = -1</c> each channel is a group: instance
/// normalization. With one group the statistics are those of <c>[LayerNormalization(1, 2, 3)]</c>, with a factor for each channel.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GroupNormalizationAttribute : NormalizingLayerAttribute
{
    /// <summary>Number of groups. A divisor of the channels, or -1 for a group of each channel; default 32.</summary>
    public int Groups { get; set; } = 32;
}
