using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using NetGen.Shared;

namespace NetGen.Samples.FashionMnist;

/// <summary>Trains a network, tells how good it has become and saves what it has learnt.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const double ValidationShare = 0.1;

    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    private static int Main(string[] arguments) => Settings.Parse(arguments, Run);

    private static int Run(Settings settings)
    {
        try
        {
            Clothing clothing = Clothing.Load(settings.DataFolder);
            Directory.CreateDirectory(settings.OutputFolder);
            switch (settings.Network)
            {
                case NetworkKind.Cnn:
                    Train(new ClothingCnn(settings.Seed), Recipe.Cnn, settings, clothing);
                    break;
                case NetworkKind.ResNet:
                    Train(new ClothingResNet(settings.Seed), Recipe.ResNet, settings, clothing);
                    break;
            }

            return 0;
        }
        catch (ArgumentException exception) when (Directory.Exists(CheckpointFolder(settings)))
        {
            // What was broken off was another training.
            Console.Error.WriteLine(exception.Message);
            return Failure;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return Failure;
        }
    }

    private static void Train<TNetwork>(TNetwork model, Recipe recipe, Settings settings, Clothing clothing)
        where TNetwork : class, INetwork
    {
        Console.WriteLine(model.Info.Summary());

        var matrix = new ConfusionMatrix(Clothing.ClassNames);
        (Dataset train, Dataset validation) = clothing.Train.Split(ValidationShare);
        int epochs = settings.Epochs ?? recipe.Epochs;
        int batchSize = settings.BatchSize ?? recipe.BatchSize;
        int steps = epochs * ((train.Count + batchSize - 1) / batchSize);
        var trainer = new Trainer<TNetwork>(model, recipe.Optimizer(steps), recipe.Loss, [new SparseCategoricalAccuracy("accuracy"), matrix]);
        using var signals = new StopSignals();
        string checkpoints = CheckpointFolder(settings);
        long start = Stopwatch.GetTimestamp();
        History history = trainer.Fit(train, new FitOptions
        {
            Epochs = epochs,
            BatchSize = batchSize,
            Validation = validation,
            Seed = settings.Seed,
            Threads = settings.Threads,
            Checkpoint = new CheckpointOptions(checkpoints, CheckpointInterval),
            StoppingToken = signals.Token,
            Callbacks = recipe.Stopping is null ? [new ConsoleProgress()] : [recipe.Stopping, new ConsoleProgress()],
        });
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        if (signals.HaveEndedTraining(checkpoints))
        {
            return;
        }

        Evaluation result = trainer.Evaluate(clothing.Test);
        Print($"\nTrained on {train.Count:N0} images, validated on {validation.Count:N0}, in {elapsed.TotalSeconds:F1} s with {settings.Threads} threads.");
        Print($"Test accuracy on {clothing.Test.Count:N0} images: {result.Accuracy:F4} (loss {result.Loss:F4})\n");
        Console.WriteLine(result.Of(matrix));
        Save(model, history, settings.OutputFolder);
        Directory.Delete(checkpoints, recursive: true);
    }

    private static string CheckpointFolder(Settings settings) => Path.Combine(settings.OutputFolder, "run");

    private static void Save(INetwork model, History history, string folder)
    {
        string weights = Path.Combine(folder, "clothing.safetensors");
        string figures = Path.Combine(folder, "history.csv");
        model.Save(weights);
        history.SaveCsv(figures);
        Console.WriteLine($"Weights: {weights}\nHistory: {figures}");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
