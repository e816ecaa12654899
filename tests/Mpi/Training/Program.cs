using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetGen;
using NetGen.Bench.Peers;
using NetGen.Samples.FashionMnist;

namespace NetGen.Mpi.Tests;

/// <summary>
/// Trains a network, alone or as one of the processes of an MPI job, and prints what it has come to: hashes of the weights and of the history, and the figures of an evaluation. Every process
/// prints the same line.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [("clothing" or "resnet20" or "wide") and var network, ("alone" or "shared") and var mode, .. var rest])
        {
            Console.Error.WriteLine("Training clothing|resnet20|wide alone|shared [CHECKPOINTS [FAULT]]");
            return 2;
        }

        string? folder = rest.ElementAtOrDefault(0);
        string? fault = rest.ElementAtOrDefault(1);
        using MpiProcess? mpi = mode == "shared" ? MpiProcess.Start() : null;
        if (mpi is not null && folder is not null)
        {
            // Who kills processes wants to know which.
            string file = Path.Combine(folder, FormattableString.Invariant($"rank-{mpi.Rank}.pid"));
            File.WriteAllText(file, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }

        Exchange? exchange = mpi?.World;
        if (fault == "early" && exchange is { Rank: 1 })
        {
            throw new InvalidOperationException("a fault before the fit");
        }

        string line = network switch
        {
            "clothing" => Clothes(exchange, folder, fault),
            "resnet20" => Pictures(new ResNet20(seed: 3), exchange, folder),
            _ => Pictures(new WideNormalized(seed: 3), exchange, folder),
        };
        Console.WriteLine($"{network} {line}");
        if (exchange is null or { IsFirst: true })
        {
            Console.Error.WriteLine($"by {exchange?.Count ?? 1}, {mpi?.LibraryVersion.Split('\n')[0] ?? "alone"}");
        }

        return 0;
    }

    /// <summary>The sample's network on its photographs, with metrics, a rate that falls and early stopping.</summary>
    private static string Clothes(Exchange? exchange, string? folder, string? fault)
    {
        (Dataset train, Dataset test) = Clothing.Load(Path.Combine(AppContext.BaseDirectory, "Data"));
        var model = new ClothingCnn(seed: 3);
        Metric[] metrics = [new SparseCategoricalAccuracy(), new SparseTopKCategoricalAccuracy(3)];
        var trainer = new Trainer<ClothingCnn>(model, new Adam(), Loss.SparseCategoricalCrossentropy, metrics);
        var options = new FitOptions
        {
            Epochs = 6,
            BatchSize = 64,
            Seed = 1,
            Threads = 1,
            Validation = test.Take(150),
            ValidationBatchSize = 64,
            Exchange = exchange,
            Checkpoint = folder is null ? null : new CheckpointOptions(folder, CheckpointInterval.Steps(1)),
            Callbacks =
            [
                new ReduceLROnPlateau(monitor: "loss", patience: 0, minDelta: 0.3),
                new EarlyStopping(monitor: "val_loss", patience: 1, minDelta: 0.05, restoreBestWeights: true),
                .. fault == "late" ? new[] { new LambdaCallback(onTrainBatchEnd: Fail) } : [],
            ],
        };

        // 9 whole batches and 24 samples more.
        History history = trainer.Fit(train.Take(600), options);
        return Line(model, history, trainer.Evaluate(test.Take(100), exchange: exchange));
    }

    /// <summary>A network with batch normalization, on noise: accumulated gradients clipped by their norm, averages, mixed samples.</summary>
    private static string Pictures<TNetwork>(TNetwork model, Exchange? exchange, string? folder)
        where TNetwork : class, INetwork
    {
        float[] pixels = new float[88 * model.Info.InputSize];
        int[] labels = new int[88];
        var random = new Random(1);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = random.NextSingle();
        }

        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = random.Next(10);
        }

        Dataset data = Dataset.FromClasses(pixels, labels, model.Info.InputShape);
        var optimizer = new AdamW(1e-3) { GlobalClipNorm = 1, UseEma = true, EmaMomentum = 0.9, GradientAccumulationSteps = 2 };
        var trainer = new Trainer<TNetwork>(model, optimizer, Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(data.Take(72), new FitOptions
        {
            Epochs = 2,
            BatchSize = 32,
            Seed = 1,
            Threads = 1,
            Mixing = new MixUp(),
            Validation = data.Slice(72, 16),
            Exchange = exchange,
            Checkpoint = folder is null ? null : new CheckpointOptions(folder, CheckpointInterval.Steps(1)),
        });
        return Line(model, history, trainer.Evaluate(data.Slice(72, 16), exchange: exchange));
    }

    private static string Line(INetwork model, History history, Evaluation evaluation)
    {
        IEnumerable<double> figures = history.Names.SelectMany(name => history[name]).Concat(history.Epochs.Select(epoch => (double)epoch));
        string epochs = string.Create(CultureInfo.InvariantCulture, $"{history.Epochs.Count} epochs");
        string weights = Hash(MemoryMarshal.AsBytes(model.Parameters.Values));
        return $"weights {weights}, history {Hash(MemoryMarshal.AsBytes<double>(figures.ToArray()))}, {epochs}, {evaluation}";
    }

    private static void Fail(int batch, Logs logs) => throw new InvalidOperationException($"a fault at batch {batch}");

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
