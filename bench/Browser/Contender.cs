using System;
using System.Runtime.InteropServices.JavaScript;

namespace NetGen.Bench.Browser;

/// <summary>NetGen's side of the comparison, called by wwwroot/contenders.js. Its data lies ready, as the peer's tensors do.</summary>
internal static partial class Contender
{
    private const int Batch = 32;

    private static readonly float[] Images = new float[Batch * Mnist.Info.InputSize];
    private static readonly float[] Probabilities = new float[Batch * Mnist.Info.OutputSize];
    private static Dataset _batch = null!;
    private static Mnist _network = null!;
    private static Trainer<Mnist> _trainer = null!;

    /// <summary>Begins with weights that depend on nothing but the seed.</summary>
    [JSExport]
    internal static void Begin(double[] images, int[] labels)
    {
        for (int i = 0; i < images.Length; i++)
        {
            Images[i] = (float)images[i];
        }

        _batch = Dataset.FromClasses(Images, labels);
        _network = new Mnist(seed: 1);
        _trainer = new Trainer<Mnist>(_network, new Adam(learningRate: 1e-3), Loss.SparseCategoricalCrossentropy);
    }

    /// <summary>A parameter by Keras's name.</summary>
    [JSExport]
    internal static double[] Weights(string name) => Array.ConvertAll(_network.Parameters[name].Values.ToArray(), weight => (double)weight);

    /// <summary>Predicts the first images; their probabilities are <see cref="Answers"/>.</summary>
    [JSExport]
    internal static void Predict(int count) =>
        _network.Predict(Images.AsSpan(0, count * Mnist.Info.InputSize), Probabilities.AsSpan(0, count * Mnist.Info.OutputSize));

    /// <summary>What was predicted last.</summary>
    [JSExport]
    internal static double[] Answers() => Array.ConvertAll(Probabilities, probability => (double)probability);

    /// <summary>A training step on all images: its loss.</summary>
    [JSExport]
    internal static double Step() => _trainer.Fit(_batch, new FitOptions { BatchSize = Batch, Shuffle = false })["loss"][0];
}
