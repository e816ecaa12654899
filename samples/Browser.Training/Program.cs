using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using NetGen.Shared;

namespace NetGen.Samples.Browser.Training;

/// <summary>
/// Makes what samples/Browser begins with: a network that has learnt from the whole of MNIST, and the first digits of its test set, which the
/// page trains and tests with.
/// </summary>
internal static class Program
{
    private const int Epochs = 8;
    private const int DigitsInThePage = 500;

    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    /// <summary>Not beside what is written: that folder is published with the page.</summary>
    private static readonly string Checkpoints = Path.Combine("artifacts", "browser-training", "run");

    private static int Main(string[] arguments)
    {
        if (arguments is not [string data, string output])
        {
            Console.Error.WriteLine("Usage: dotnet run -c Release --project samples/Browser.Training -- FOLDER-OF-MNIST samples/Browser/wwwroot/data");
            return 2;
        }

        try
        {
            return Train(data, output);
        }
        catch (ArgumentException exception) when (Directory.Exists(Checkpoints))
        {
            // What was broken off was another training.
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int Train(string data, string output)
    {
        Dataset train = Read(data, "train");
        Dataset test = Read(data, "t10k");
        var network = new DigitCnn(seed: 1);
        var trainer = new Trainer<DigitCnn>(network, new Adam(new CosineDecay(1e-3, Epochs * (train.Count / 64))), Loss.SparseCategoricalCrossentropy);
        using var signals = new StopSignals();
        trainer.Fit(train, new FitOptions
        {
            Epochs = Epochs,
            BatchSize = 64,
            Seed = 1,
            Checkpoint = new CheckpointOptions(Checkpoints, CheckpointInterval),
            StoppingToken = signals.Token,
            Callbacks = [new ConsoleProgress()],
        });
        if (signals.HaveEndedTraining(Checkpoints))
        {
            return 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Test accuracy on {test.Count:N0} digits: {trainer.Evaluate(test).Accuracy:F4}"));

        Directory.CreateDirectory(output);
        network.Save(Path.Combine(output, "digits.safetensors"));
        CopyFirst(Path.Combine(data, "t10k-images-idx3-ubyte"), Path.Combine(output, "images-idx3-ubyte.gz"), headerBytes: 16, bytesPerDigit: 28 * 28);
        CopyFirst(Path.Combine(data, "t10k-labels-idx1-ubyte"), Path.Combine(output, "labels-idx1-ubyte.gz"), headerBytes: 8, bytesPerDigit: 1);
        Directory.Delete(Checkpoints, recursive: true);
        return 0;
    }

    private static Dataset Read(string folder, string part) =>
        Dataset.FromIdx(Path.Combine(folder, part + "-images-idx3-ubyte"), Path.Combine(folder, part + "-labels-idx1-ubyte"));

    /// <summary>Copies the first digits of an IDX file; nothing but the count in the header, four bytes after the magic number, changes.</summary>
    private static void CopyFirst(string source, string destination, int headerBytes, int bytesPerDigit)
    {
        byte[] bytes = File.ReadAllBytes(source).AsSpan(0, headerBytes + (DigitsInThePage * bytesPerDigit)).ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), DigitsInThePage);
        using var stream = new GZipStream(File.Create(destination), CompressionLevel.SmallestSize);
        stream.Write(bytes);
    }
}
