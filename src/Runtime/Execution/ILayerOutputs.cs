using System;

namespace NetGen;

/// <summary>
/// A network that shows what it computes inside: what NetGen emits on a class with
/// <see cref="NetworkAttribute.LayerOutputs"/> (Keras: a model of the same inputs and a layer's <c>output</c>).
/// </summary>
public interface ILayerOutputs : INetwork
{
    /// <summary>What a layer puts out for one sample, as the network predicts now: with its activation, without chance.</summary>
    /// <param name="layer">The layer's name, as in <see cref="LayerInfo.Name"/>: "conv2d", "conv2d_1".</param>
    /// <param name="sample">One sample of <see cref="NetworkInfo.InputSize"/> values, channels last.</param>
    /// <returns>The values in the layer's <see cref="LayerInfo.OutputShape"/>, row-major, channels last.</returns>
    /// <exception cref="ArgumentException">No layer has that name, or the sample has another length.</exception>
    float[] LayerOutput(string layer, ReadOnlySpan<float> sample);

    /// <summary>
    /// What a layer puts out for one sample, as the network predicts now: with its activation, without chance. May be
    /// called from many threads, also while another trains the network or changes its parameters: calls take turns. Allocates nothing after
    /// the first call.
    /// </summary>
    /// <param name="layer">The layer's name, as in <see cref="LayerInfo.Name"/>: "conv2d", "conv2d_1".</param>
    /// <param name="sample">One sample of <see cref="NetworkInfo.InputSize"/> values, channels last.</param>
    /// <param name="output">Receives the values of the layer's <see cref="LayerInfo.OutputShape"/>, row-major, channels last.</param>
    /// <exception cref="ArgumentException">
    /// No layer has that name, the sample has another length, or <paramref name="output"/> has not as many values as the layer puts out.
    /// </exception>
    void LayerOutput(string layer, ReadOnlySpan<float> sample, Span<float> output);
}
