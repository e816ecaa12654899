using System;
using System.Linq;
using NetGen.Measuring;

namespace NetGen.Tool.Speed;

/// <summary>What a network takes for a batch.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Prediction">Milliseconds of a prediction.</param>
/// <param name="TrainingStep">Milliseconds of a training step, the optimizer's included.</param>
internal sealed record NetworkSpeed(int Batch, double Prediction, double TrainingStep)
{
    private const int LeastBlocks = 5;
    private const ulong RandomKey = 1;

    /// <summary>Measures a network on random samples.</summary>
    /// <param name="network">The network, which is trained on them.</param>
    /// <param name="batch">Samples of a batch.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="seconds">Time for the measurement.</param>
    public static NetworkSpeed Measure(INetwork network, int batch, int threads, double seconds)
    {
        NetworkInfo info = network.Info;
        float[] inputs = RandomValues(checked(batch * info.InputSize));
        float[] outputs = new float[checked(batch * info.OutputSize)];
        (Dataset data, Loss loss) = Task(info, inputs, batch);
        int[] samples = [.. Enumerable.Range(0, batch)];
        network.PredictionThreads = threads;
        using var step = new TrainingStep(network, new Adam(), loss, batch, threads);
        Timing[] timings = Timing.Interleave(
            [
                runs => Timing.Repeat(() => network.Predict(inputs, outputs), runs),
                runs => Timing.Repeat(() => step.Run(data, samples, RandomKey), runs),
            ],
            seconds,
            LeastBlocks);
        return new NetworkSpeed(batch, timings[0].Median, timings[1].Median);
    }

    /// <summary>Something to learn that fits the outputs: what it is makes no difference to the time.</summary>
    private static (Dataset Data, Loss Loss) Task(NetworkInfo info, float[] inputs, int batch)
    {
        bool isVector = info.OutputSize == info.OutputShape[^1];
        if (isVector && info.OutputActivation == Activation.Softmax)
        {
            int[] labels = [.. Enumerable.Range(0, batch).Select(i => i % info.OutputSize)];
            return (Dataset.FromClasses(inputs, labels, info.InputShape), Loss.SparseCategoricalCrossentropy);
        }

        float[] targets = RandomValues(checked(batch * info.OutputSize));
        return (
            Dataset.FromValues(inputs, targets, info.OutputSize, info.InputShape),
            isVector && info.OutputActivation == Activation.Sigmoid ? Loss.BinaryCrossentropy : Loss.MeanSquaredError);
    }

    private static float[] RandomValues(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
