using System;
using System.Globalization;
using System.IO;

namespace NetGen.Samples.WebApi;

/// <summary>Makes the weights that the service predicts with.</summary>
internal static class Training
{
    /// <summary>Trains on the images of a folder, says how good the network has become and writes its weights.</summary>
    /// <param name="folder">The four files of Fashion-MNIST, gzip.</param>
    /// <param name="weights">The file to write.</param>
    public static void Run(string folder, string weights)
    {
        Dataset train = Load(folder, "train");
        var model = new ClothingCnn(seed: 1);
        var trainer = new Trainer<ClothingCnn>(model, new Adam(), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(train, new FitOptions
        {
            Epochs = 20,
            BatchSize = 64,
            ValidationSplit = 0.1,
            Seed = 1,
            Callbacks = [new EarlyStopping("val_accuracy", patience: 4, restoreBestWeights: true), new ConsoleProgress()],
        });
        model.Save(weights);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Test images: {trainer.Evaluate(Load(folder, "t10k"))}. The weights are in {weights}."));
    }

    private static Dataset Load(string folder, string part) => Dataset.FromIdx(
        Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
}
