using System;
using System.Buffers;

namespace NetGen;

/// <summary>Predictions of one sample in one line, and whether what is predicted must be finite.</summary>
public static class Predictions
{
    // Outputs up to this many lie on the stack, larger ones in a buffer that the process shares.
    private const int MostOnStack = 1024;

    /// <summary>The network's outputs, in an array of their own; <see cref="INetwork.Predict"/> takes one that is there already.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">Samples one after the other, each of <see cref="NetworkInfo.InputSize"/> values, channels last.</param>
    /// <returns><see cref="NetworkInfo.OutputSize"/> values per sample.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> holds no whole number of samples.</exception>
    public static float[] Predict(this INetwork network, ReadOnlySpan<float> input)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = network.Info;

        // What is no whole number of samples the network refuses itself.
        float[] output = new float[checked(input.Length / info.InputSize * info.OutputSize)];
        network.Predict(input, output);
        return output;
    }

    /// <summary>
    /// The class that the network predicts for one sample: that of the largest output, the first of several; of a single sigmoid 1 above one
    /// half, else 0 (Keras: <c>argmax(model.predict(x))</c>). Allocates nothing after the first call.
    /// </summary>
    /// <param name="network">A network whose outputs are one value for each class, or one sigmoid for no and yes.</param>
    /// <param name="sample">One sample of <see cref="NetworkInfo.InputSize"/> values, channels last.</param>
    /// <exception cref="ArgumentException"><paramref name="sample"/> is not one sample.</exception>
    /// <exception cref="InvalidOperationException">The outputs are an image, a single value that is no sigmoid, or hold NaN: they name no class.</exception>
    public static int PredictClass(this INetwork network, ReadOnlySpan<float> sample)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = network.Info;
        if (sample.Length != info.InputSize)
        {
            throw new ArgumentException($"{info.Name} takes a sample of {info.InputSize} values; {sample.Length} came.", nameof(sample));
        }

        CheckNamesClass(info);
        float[]? rented = info.OutputSize > MostOnStack ? ArrayPool<float>.Shared.Rent(info.OutputSize) : null;
        try
        {
            Span<float> outputs = rented is null ? stackalloc float[info.OutputSize] : rented.AsSpan(0, info.OutputSize);
            network.Predict(sample, outputs);
            return ClassOf(outputs, info);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<float>.Shared.Return(rented);
            }
        }
    }

    /// <summary>
    /// Whether predictions refuse samples that hold NaN or an infinity: <see cref="INetwork.Predict"/> and all that goes through it then end with an
    /// <see cref="ArgumentException"/> that names the sample, the value and its place, and have predicted nothing; <see cref="Trainer{TNetwork}.Predict"/> ends with an
    /// <see cref="System.IO.InvalidDataException"/> that names the sample of the data. May be changed at any time. Off at first; then it costs nothing.
    /// </summary>
    /// <param name="network">A network that NetGen has emitted.</param>
    /// <param name="checks">Whether they do; default: true.</param>
    public static void CheckInputs(this INetwork network, bool checks = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.ChecksInputs = checks;
    }

    /// <summary>Whether <see cref="CheckInputs"/> is on.</summary>
    /// <param name="network">A network that NetGen has emitted.</param>
    public static bool ChecksInputs(this INetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Parameters.ChecksInputs;
    }

    /// <summary>
    /// Gives back the memory of the network's parameters, and keeps what predictions read: the weights in the kernels' layouts. What it predicts stays the same, to the bit;
    /// <see cref="NetworkParameters.Values"/> and what needs them, such as saving, training, <see cref="Trainer{TNetwork}.Evaluate"/> and outputs of layers that were not asked for before, end with an
    /// <see cref="InvalidOperationException"/> from then on, and change nothing. There is no way back: load another network. To call it again does nothing.
    /// </summary>
    /// <param name="network">A network that NetGen has emitted.</param>
    /// <exception cref="InvalidOperationException">It is being trained, on this thread or another.</exception>
    public static void PredictOnly(this INetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.Release(() => network.Predict(new float[network.Info.InputSize]));
    }

    /// <summary>Refuses samples that are not finite.</summary>
    /// <param name="input">Samples one after the other.</param>
    /// <param name="inputSize">The values of a sample.</param>
    internal static void RequireFinite(ReadOnlySpan<float> input, int inputSize)
    {
        int place = Finite.FirstOther(input);
        if (place >= 0)
        {
            (int sample, int value) = Math.DivRem(place, inputSize);
            throw new ArgumentException(
                FormattableString.Invariant($"Sample {sample} holds {input[place]} at value {value}; inputs must be finite."), nameof(input));
        }
    }

    /// <summary>Refuses a network whose outputs are no classes.</summary>
    internal static void CheckNamesClass(NetworkInfo info)
    {
        if (info.OutputSize != info.OutputShape[^1])
        {
            throw new InvalidOperationException($"{info.Name} puts out ({string.Join(", ", info.OutputShape)}), a class for each place: use Predict.");
        }

        if (info.OutputSize == 1 && info.OutputActivation != Activation.Sigmoid)
        {
            throw new InvalidOperationException($"{info.Name} puts out one value that is no sigmoid's, and that names no class: use Predict.");
        }
    }

    internal static int ClassOf(ReadOnlySpan<float> outputs, NetworkInfo info)
    {
        foreach (float output in outputs)
        {
            if (float.IsNaN(output))
            {
                throw new InvalidOperationException($"{info.Name} puts out NaN, which names no class: the sample or the weights hold what is no number.");
            }
        }

        return outputs.Length == 1 ? (outputs[0] > 0.5f ? 1 : 0) : TargetRow.ArgMax(outputs);
    }
}
