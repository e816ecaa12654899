using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using NetGen.Import;
using NetGen.Shared;

namespace NetGen.Samples.Transfer;

/// <summary>Gives a network a published backbone, trains its head on a few pictures, exports it and has another runtime compute the same.</summary>
internal static class Program
{
    private const int Failure = 1;
    private const int BatchSize = 32;
    private const float Tolerance = 1e-4f;

    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    private static int Main(string[] arguments) => Settings.Parse(arguments, Run);

    private static int Run(Settings settings)
    {
        try
        {
            return settings.FromScratch
                ? Train(new ClothingFromScratch(settings.Seed), learningRate: 1e-3, settings)
                : Train(WithBackbone(settings), learningRate: 1e-2, settings);
        }
        catch (ArgumentException exception) when (Directory.Exists(CheckpointFolder(settings)))
        {
            // What was broken off was another training.
            Console.Error.WriteLine(exception.Message);
            return Failure;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnsupportedModelException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return Failure;
        }
    }

    /// <summary>The backbone's weights are the file's, found by their place: the file has more layers, and the head is none of them.</summary>
    private static TransferredClothing WithBackbone(Settings settings)
    {
        var network = new TransferredClothing(settings.Seed);
        WeightMapping mapping = network.LoadFrom(settings.Backbone, new LoadOptions { Exclude = ["head"] });
        NetworkInfo info = TransferredClothing.Info;
        Print($"{mapping.Sources.Count} parameters of the backbone from {Path.GetFileName(settings.Backbone)} ({mapping.Format}).");
        Print($"{info.TrainableParameterCount:N0} of {info.ParameterCount:N0} weights are trained.");
        return network;
    }

    private static int Train<TNetwork>(TNetwork network, double learningRate, Settings settings)
        where TNetwork : class, INetwork
    {
        (Dataset train, Dataset test) = FewPictures.Load(Path.Combine(AppContext.BaseDirectory, "Data"), settings.PerClass, settings.Seed);
        var trainer = new Trainer<TNetwork>(network, new Adam(learningRate), Loss.SparseCategoricalCrossentropy);
        using var signals = new StopSignals();
        string checkpoints = CheckpointFolder(settings);
        long start = Stopwatch.GetTimestamp();
        trainer.Fit(train, new FitOptions
        {
            Epochs = settings.Epochs,
            BatchSize = BatchSize,
            Seed = settings.Seed,
            Checkpoint = new CheckpointOptions(checkpoints, CheckpointInterval),
            StoppingToken = signals.Token,
            Callbacks = [new ConsoleProgress()],
        });
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        if (signals.HaveEndedTraining(checkpoints))
        {
            return 0;
        }

        Print($"Trained on {train.Count:N0} pictures, {settings.PerClass} of each kind, in {elapsed.TotalSeconds:F1} s.");
        Print($"Test accuracy on {test.Count:N0} images: {trainer.Evaluate(test).Accuracy:F4}");
        int result = Export(network, test, settings.OutputFolder);
        Directory.Delete(checkpoints, recursive: true);
        return result;
    }

    private static string CheckpointFolder(Settings settings) => Path.Combine(settings.OutputFolder, "run");

    private static int Export(INetwork network, Dataset test, string folder)
    {
        Directory.CreateDirectory(folder);
        string model = Path.Combine(folder, "clothing.onnx");
        network.SaveOnnx(model);
        (float largest, int same) = OtherRuntime.Compare(model, network, test);
        Print($"{model}: ONNX Runtime puts {same:N0} of {test.Count:N0} images into the same class.");
        Print($"The largest difference of a probability is {largest:0.0E+0}.");
        return largest <= Tolerance ? 0 : Failure;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
