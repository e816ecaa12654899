using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace NetGen;

/// <summary>
/// Predictions of tensors. One sample has the network's shape, channels last, such as (28, 28, 1); a batch has the number of samples before it, such as (32,
/// 28, 28, 1). Values of other types than <see cref="float"/>, such as the bytes of an image, are converted to it; dense tensors of floats are read where
/// they are, others, such as slices and transposed ones, are copied first.
/// </summary>
public static class TensorPredictions
{
    /// <summary>
    /// The network's outputs, in a tensor of their own: of the network's output shape for one sample, with the number of samples before it for a batch.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="input">A sample or a batch.</param>
    /// <exception cref="ArgumentException"><paramref name="input"/> has another shape.</exception>
    public static Tensor<float> Predict<T>(this INetwork network, Tensor<T> input)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(input);
        return network.Predict(input.AsReadOnlyTensorSpan());
    }

    /// <inheritdoc cref="Predict{T}(INetwork, Tensor{T})"/>
    public static Tensor<float> Predict<T>(this INetwork network, in TensorSpan<T> input)
        where T : unmanaged, INumberBase<T> => network.Predict((ReadOnlyTensorSpan<T>)input);

    /// <inheritdoc cref="Predict{T}(INetwork, Tensor{T})"/>
    public static Tensor<float> Predict<T>(this INetwork network, in ReadOnlyTensorSpan<T> input)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        SampleShape shape = SampleShape.Of(network, input, nameof(input));
        Tensor<float> output = Tensor.CreateFromShape<float>(shape.OutputLengths);
        Run(network, input, output);
        return output;
    }

    /// <summary>The network's outputs, into a tensor that is there already. Allocates nothing after the first call where both are dense.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">A sample or a batch.</param>
    /// <param name="output">Receives the outputs: of the network's output shape for one sample, with the number of samples before it for a batch.</param>
    /// <exception cref="ArgumentException">A tensor has another shape.</exception>
    public static void Predict<T>(this INetwork network, Tensor<T> input, in TensorSpan<float> output)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(input);
        network.Predict(input.AsReadOnlyTensorSpan(), output);
    }

    /// <inheritdoc cref="Predict{T}(INetwork, Tensor{T}, in TensorSpan{float})"/>
    public static void Predict<T>(this INetwork network, in TensorSpan<T> input, in TensorSpan<float> output)
        where T : unmanaged, INumberBase<T> => network.Predict((ReadOnlyTensorSpan<T>)input, output);

    /// <inheritdoc cref="Predict{T}(INetwork, Tensor{T}, in TensorSpan{float})"/>
    public static void Predict<T>(this INetwork network, in ReadOnlyTensorSpan<T> input, in TensorSpan<float> output)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        SampleShape.Of(network, input, nameof(input)).CheckOutput(output, nameof(output));
        Run(network, input, output);
    }

    /// <summary>The class that the network predicts for one sample, as <see cref="Predictions.PredictClass"/> tells it.</summary>
    /// <param name="network">A network whose outputs are one value for each class, or one sigmoid for no and yes.</param>
    /// <param name="sample">One sample, or a batch of one.</param>
    /// <exception cref="ArgumentException"><paramref name="sample"/> has another shape, or holds several samples.</exception>
    /// <exception cref="InvalidOperationException">The outputs name no class.</exception>
    public static int PredictClass<T>(this INetwork network, Tensor<T> sample)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(sample);
        return network.PredictClass(sample.AsReadOnlyTensorSpan());
    }

    /// <inheritdoc cref="PredictClass{T}(INetwork, Tensor{T})"/>
    public static int PredictClass<T>(this INetwork network, in TensorSpan<T> sample)
        where T : unmanaged, INumberBase<T> => network.PredictClass((ReadOnlyTensorSpan<T>)sample);

    /// <inheritdoc cref="PredictClass{T}(INetwork, Tensor{T})"/>
    public static int PredictClass<T>(this INetwork network, in ReadOnlyTensorSpan<T> sample)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        SampleShape.Of(network, sample, nameof(sample)).CheckSingle(nameof(sample));
        using var values = new TensorValues<T>(sample);
        return network.PredictClass(values.Span);
    }

    /// <summary>Shapes have been checked.</summary>
    private static void Run<T>(INetwork network, in ReadOnlyTensorSpan<T> input, in TensorSpan<float> output)
        where T : unmanaged, INumberBase<T>
    {
        using var values = new TensorValues<T>(input);
        using var results = new TensorResults(output);
        network.Predict(values.Span, results.Span);
        results.Finish();
    }
}
