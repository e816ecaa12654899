using System;
using System.Linq;
using Microsoft.ML.OnnxRuntime;

namespace NetGen.Samples.Transfer;

/// <summary>Holds what ONNX Runtime computes from an exported network against what the network itself does.</summary>
internal static class OtherRuntime
{
    private const int BatchSize = 100;

    /// <summary>Predicts all images with both.</summary>
    /// <param name="model">The exported file.</param>
    /// <param name="network">The network.</param>
    /// <param name="images">The images.</param>
    /// <returns>The largest difference of a probability, and how many images both put into the same class.</returns>
    public static (float LargestDifference, int SameClass) Compare(string model, INetwork network, Dataset images)
    {
        using var session = new InferenceSession(model);
        using var options = new RunOptions();
        int inputSize = network.Info.InputSize;
        int classes = network.Info.OutputSize;
        float largest = 0;
        int same = 0;
        for (int first = 0; first < images.Count; first += BatchSize)
        {
            int count = Math.Min(BatchSize, images.Count - first);
            float[] batch = new float[count * inputSize];
            for (int i = 0; i < count; i++)
            {
                images.ReadInput(first + i, batch.AsSpan(i * inputSize, inputSize));
            }

            // The file takes images as NetGen does, channels last; its batches may be of any size.
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(batch, [count, .. network.Info.InputShape.Select(size => (long)size)]);
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["input"], [input], ["output"]);
            ReadOnlySpan<float> theirs = outputs[0].GetTensorDataAsSpan<float>();
            float[] ours = new float[count * classes];
            network.Predict(batch, ours);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> a = ours.AsSpan(i * classes, classes);
                ReadOnlySpan<float> b = theirs.Slice(i * classes, classes);
                same += Largest(a) == Largest(b) ? 1 : 0;
                for (int c = 0; c < classes; c++)
                {
                    largest = Math.Max(largest, Math.Abs(a[c] - b[c]));
                }
            }
        }

        return (largest, same);
    }

    private static int Largest(ReadOnlySpan<float> probabilities)
    {
        int largest = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            largest = probabilities[i] > probabilities[largest] ? i : largest;
        }

        return largest;
    }
}
