using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;
using Digits = NetGen.Runtime.Tests.Support.LinearNetwork;

namespace NetGen.Runtime.Tests.Documentation;

/// <summary>The examples of docs/checkpoints.md: they stand here too, to be compiled and run.</summary>
[Collection(AloneGroup.Name)]
public sealed class CheckpointsPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _before = Directory.GetCurrentDirectory();

    public CheckpointsPageTests() => Directory.SetCurrentDirectory(_folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Dispose();
    }

    [Fact]
    public void Training_that_goes_on()
    {
        var model = new Digits(4, [3]);
        (Dataset train, Dataset test) = (Samples.Clusters(60, 4, 3), Samples.Clusters(30, 4, 3, seed: 8));
        var options = new FitOptions
        {
            Epochs = 100,
            Validation = test,
            Checkpoint = new("run/", every: TimeSpan.FromMinutes(10), keepBest: "val_loss"),
            Callbacks = [new EarlyStopping(patience: 5, restoreBestWeights: true), new CsvLogger("log.csv")],
        };
        History history = new Trainer<Digits>(model, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(train, options);
        Console.WriteLine(history.ResumedFrom is { } file ? $"went on from {file}" : "began anew");

        Assert.Null(history.ResumedFrom);
        var other = new Digits(4, [3], seed: 2);
        History same = new Trainer<Digits>(other, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(train, options);
        Assert.StartsWith("run/checkpoint-", same.ResumedFrom, StringComparison.Ordinal);
        Assert.Equal(history["val_loss"], same["val_loss"]);
        Assert.Equal(model.Parameters.Copy(), other.Parameters.Copy());
        var best = new Digits(4, [3], seed: 3);
        best.Load("run/best.safetensors", new LoadOptions());
        Assert.Equal(model.Parameters.Copy(), best.Parameters.Copy());
        Assert.Equal(history["val_loss"].Min(), new Trainer<Digits>(best, new Adam(), Loss.SparseCategoricalCrossentropy).Evaluate(test).Loss, 6);
    }

    [Fact]
    public void A_callback_that_counts()
    {
        var counting = new StepCount();
        var state = new SavedState();
        counting.OnTrainBatchEnd(0, null!);
        counting.SaveState(state);
        counting.LoadState(state);
        Assert.Equal(1, state.GetInt64("steps"));
    }

    [Fact]
    public void Stopping()
    {
        var model = new Digits(4, [3]);
        Dataset train = Samples.Clusters(60, 4, 3);
        using var stopping = new CancellationTokenSource();
        using var terminating = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupting = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        new Trainer<Digits>(model, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(train, new FitOptions { Checkpoint = new("stoppable/"), StoppingToken = stopping.Token });

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;       // the process goes on until the step is finished and saved
            stopping.Cancel();
        }

        Assert.Contains("checkpoint-00001-00000000.safetensors", Directory.GetFiles("stoppable").Select(path => Path.GetFileName(path)));
    }

    internal sealed class StepCount : Callback
    {
        private long _steps;

        public override void OnTrainBatchEnd(int batch, Logs logs) => _steps++;

        public override void SaveState(SavedState state) => state.Set("steps", _steps);

        public override void LoadState(SavedState state) => _steps = state.GetInt64("steps");
    }
}
