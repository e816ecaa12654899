using System;
using System.Globalization;
using System.IO;
using System.Threading;
using NetGen.Runtime.Tests.Checkpoints;
using NetGen.Runtime.Tests.Support;
using NetGen.Shared;

namespace NetGen.Runtime.Tests;

/// <summary>The entry of child processes, which tests kill or tell to stop.</summary>
internal static class Program
{
    /// <summary>Trains a run of <see cref="ResumeTests"/> in a folder, says when it has begun, and writes what has come of it into a file.</summary>
    public const string Train = "train";

    /// <summary>Saves weights to one path again and again.</summary>
    public const string Save = "save";

    /// <summary>Trains under the samples' <see cref="StopSignals"/> and says when it has begun a step, which never ends.</summary>
    public const string HoldUpStep = "hold-up-step";

    /// <summary>Trains under the samples' <see cref="StopSignals"/> and says when it has ended; what comes after that never ends.</summary>
    public const string HoldUpEnd = "hold-up-end";

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [Train, string name, string folder, string epochs, string threads, string result]:
                ResumableRun run = ResumeTests.Create(name, folder);
                run.Epochs = Number(epochs);
                bool hasBegun = false;
                var slow = new LambdaCallback(onTrainBatchEnd: (_, _) =>
                {
                    if (!hasBegun)
                    {
                        Console.WriteLine("begun");
                        hasBegun = true;
                    }

                    Thread.Sleep(3);
                });
                File.WriteAllText(result, run.Run(Number(threads), slow));
                return 0;
            case [Save, string path, string seed, string times]:
                var network = new LinearNetwork(500, [20], seed: Number(seed));
                for (int i = 0; i < Number(times); i++)
                {
                    network.Save(path);
                    Console.WriteLine("saved");
                }

                return 0;
            case [HoldUpStep or HoldUpEnd]:
                using (var signals = new StopSignals())
                {
                    Fit(signals, arguments is [HoldUpStep] ? HoldUp : static () => { });
                    if (!signals.HaveEndedTraining("none"))
                    {
                        HoldUp();
                    }
                }

                return 0;
            default:
                Console.Error.WriteLine($"Usage: {Train} NAME FOLDER EPOCHS THREADS RESULT | {Save} PATH SEED TIMES | {HoldUpStep} | {HoldUpEnd}");
                return 2;
        }
    }

    private static void Fit(StopSignals signals, Action inStep)
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new Adam(), Loss.SparseCategoricalCrossentropy);
        var step = new LambdaCallback(onTrainBatchEnd: (_, _) => inStep());
        trainer.Fit(Samples.Clusters(4, 2, 3), new FitOptions { StoppingToken = signals.Token, Callbacks = [step] });
    }

    private static void HoldUp()
    {
        Console.WriteLine("begun");
        Thread.Sleep(Timeout.Infinite);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
