using System;
using System.Globalization;
using System.IO;
using NetGen.Shared;

namespace NetGen.Samples.WebApi;

/// <summary>Makes the weights that the service predicts with.</summary>
internal static class Training
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Trains on the images of a folder, says how good the network has become and writes its weights. There is no host whose end could be watched, so signals
    /// are heeded here.
    /// </summary>
    /// <param name="folder">The four files of Fashion-MNIST, gzip.</param>
    /// <param name="weights">The file to write. Training that is told to stop saves in a folder beside it, and goes on from there.</param>
    public static void Run(string folder, string weights)
    {
        Dataset train = Load(folder, "train");
        var model = new ClothingCnn(seed: 1);
        var trainer = new Trainer<ClothingCnn>(model, new Adam(), Loss.SparseCategoricalCrossentropy);
        using var signals = new StopSignals();
        string checkpoints = weights + ".run";
        trainer.Fit(train, new FitOptions
        {
            Epochs = 20,
            BatchSize = 64,
            ValidationSplit = 0.1,
            Seed = 1,
            Checkpoint = new CheckpointOptions(checkpoints, CheckpointInterval),
            StoppingToken = signals.Token,
            Callbacks = [new EarlyStopping("val_accuracy", patience: 4, restoreBestWeights: true), new ConsoleProgress()],
        });
        if (signals.HaveEndedTraining(checkpoints))
        {
            return;
        }

        model.Save(weights);
        Directory.Delete(checkpoints, recursive: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Test images: {trainer.Evaluate(Load(folder, "t10k"))}. The weights are in {weights}."));
    }

    private static Dataset Load(string folder, string part) => Dataset.FromIdx(
        Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
}
