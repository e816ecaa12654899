using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace NetGen.Samples.FashionMnist;

/// <summary>Trains <see cref="ClothingCnn"/>, tells how good it has become and saves what it has learnt.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const double ValidationShare = 0.1;
    private const int Patience = 4;

    private static int Main(string[] arguments) => Settings.Parse(arguments, Run);

    private static int Run(Settings settings)
    {
        try
        {
            Clothing clothing = Clothing.Load(settings.DataFolder);
            Directory.CreateDirectory(settings.OutputFolder);
            Train(settings, clothing);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return Failure;
        }
    }

    private static void Train(Settings settings, Clothing clothing)
    {
        var model = new ClothingCnn(settings.Seed);
        Console.WriteLine(ClothingCnn.Info.Summary());

        var trainer = new Trainer<ClothingCnn>(model, new Adam(), Loss.SparseCategoricalCrossentropy);
        long start = Stopwatch.GetTimestamp();
        History history = trainer.Fit(clothing.Train, new FitOptions
        {
            Epochs = settings.Epochs,
            BatchSize = settings.BatchSize,
            ValidationSplit = ValidationShare,
            Seed = settings.Seed,
            Threads = settings.Threads,
            Callbacks = [new EarlyStopping("val_accuracy", patience: Patience, restoreBestWeights: true), new ConsoleProgress()],
        });
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

        Evaluation result = trainer.Evaluate(clothing.Test);
        Print($"\nTrained on {clothing.Train.Count:N0} images in {elapsed.TotalSeconds:F1} s with {settings.Threads} threads.");
        Print($"Test accuracy on {clothing.Test.Count:N0} images: {result.Accuracy:F4} (loss {result.Loss:F4})\n");
        Console.WriteLine(Confusion(model, clothing.Test));
        Save(model, history, settings.OutputFolder);
    }

    private static ConfusionMatrix Confusion(ClothingCnn model, Dataset data)
    {
        var matrix = new ConfusionMatrix(Clothing.ClassNames);
        var image = new float[data.InputSize];
        var target = new float[1];
        var probabilities = new float[Clothing.ClassNames.Count];
        for (int i = 0; i < data.Count; i++)
        {
            data.ReadInput(i, image);
            data.ReadTarget(i, target);
            model.Predict(image, probabilities);
            matrix.Add((int)target[0], IndexOfLargest(probabilities));
        }

        return matrix;
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            largest = values[i] > values[largest] ? i : largest;
        }

        return largest;
    }

    private static void Save(ClothingCnn model, History history, string folder)
    {
        string weights = Path.Combine(folder, "clothing.safetensors");
        string figures = Path.Combine(folder, "history.csv");
        model.Save(weights);
        history.SaveCsv(figures);
        Console.WriteLine($"Weights: {weights}\nHistory: {figures}");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
