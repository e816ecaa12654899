using System;
using NetGen.Execution;

namespace NetGen.Golden.Tests.Execution;

/// <summary>Runs everything that a network has: one sample, many, a training batch, and its layers one by one where it shows them.</summary>
internal static class NetworkTouch
{
    private const int Samples = 3;

    public static void Run(INetwork network)
    {
        var random = new Random(3);
        float[] x = Numbers(random, Samples * network.Info.InputSize);
        network.Predict(x[..network.Info.InputSize]);
        network.Predict(x);

        float[] dy = Numbers(random, Samples * network.Info.OutputSize);
        TrainingPass pass = network.CreateTrainingPass(Samples, workers: 1);
        pass.Run(new RecordingBatch(x, dy, Samples));
        if (network is ILayerOutputs layers)
        {
            layers.LayerOutput(network.Info.Layers[^1].Name, x[..network.Info.InputSize]);
        }
    }

    /// <summary>Numbers between -1 and 1.</summary>
    public static float[] Numbers(Random random, int count)
    {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (2 * random.NextSingle()) - 1;
        }

        return numbers;
    }
}
