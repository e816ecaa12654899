using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace NetGen.Samples.FashionMnist;

/// <summary>Trains a network, tells how good it has become and saves what it has learnt.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const double ValidationShare = 0.1;
    private const int Patience = 4;
    private const double LargestRate = 4e-3;
    private const double WeightDecay = 0.02;
    private const double LabelSmoothing = 0.1;

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
                    Train(new ClothingCnn(settings.Seed), _ => new Adam(), Loss.SparseCategoricalCrossentropy, new EarlyStopping("val_accuracy", patience: Patience, restoreBestWeights: true), settings, clothing);
                    break;
                case NetworkKind.ResNet:
                    Train(new ClothingResNet(settings.Seed), Decaying, new SparseCategoricalCrossentropy(LabelSmoothing), stopping: null, settings, clothing);
                    break;
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return Failure;
        }
    }

    /// <summary>A rate that climbs, and falls to 0 with the last step: what a network learns last it learns in small steps, so it is not stopped before.</summary>
    private static AdamW Decaying(int steps)
    {
        int warmup = steps / 20;
        return new AdamW(new CosineDecay(LargestRate / 10, steps - warmup, warmupTarget: LargestRate, warmupSteps: warmup), WeightDecay);
    }

    private static void Train<TNetwork>(TNetwork model, Func<int, Optimizer> optimizer, Loss loss, EarlyStopping? stopping, Settings settings, Clothing clothing)
        where TNetwork : class, INetwork
    {
        Console.WriteLine(model.Info.Summary());

        var matrix = new ConfusionMatrix(Clothing.ClassNames);
        (Dataset train, Dataset validation) = clothing.Train.Split(ValidationShare);
        int steps = settings.Epochs * ((train.Count + settings.BatchSize - 1) / settings.BatchSize);
        var trainer = new Trainer<TNetwork>(model, optimizer(steps), loss, [new SparseCategoricalAccuracy("accuracy"), matrix]);
        long start = Stopwatch.GetTimestamp();
        History history = trainer.Fit(train, new FitOptions
        {
            Epochs = settings.Epochs,
            BatchSize = settings.BatchSize,
            Validation = validation,
            Seed = settings.Seed,
            Threads = settings.Threads,
            Callbacks = stopping is null ? [new ConsoleProgress()] : [stopping, new ConsoleProgress()],
        });
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

        Evaluation result = trainer.Evaluate(clothing.Test);
        Print($"\nTrained on {train.Count:N0} images, validated on {validation.Count:N0}, in {elapsed.TotalSeconds:F1} s with {settings.Threads} threads.");
        Print($"Test accuracy on {clothing.Test.Count:N0} images: {result.Accuracy:F4} (loss {result.Loss:F4})\n");
        Console.WriteLine(result.Of(matrix));
        Save(model, history, settings.OutputFolder);
    }

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
