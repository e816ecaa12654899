using System;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>Where a training leaves its last checkpoint that a token ends, and what one holds that goes on from there.</summary>
public sealed class LastCheckpointTests : IDisposable
{
    private static readonly Dataset Data = Samples.Clusters(40, 5, 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("epoch begin", "00002-00000000")]
    [InlineData("step end", "00002-00000001")]
    [InlineData("validation", "00002-00000004")]
    public void A_cancelled_fit_leaves_one_at_the_step_that_it_had_come_to(string moment, string expected)
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<TrainingCanceledException>(() => Fit(source, new Canceling(moment, source, isThrown: false)));
        Assert.Equal(["00000-00000000", expected], Positions());
    }

    /// <summary>Some callbacks have been told of it then, and others have not.</summary>
    [Theory]
    [InlineData("epoch begin")]
    [InlineData("step begin")]
    [InlineData("step end")]
    [InlineData("epoch end")]
    public void A_fit_that_a_callback_cancels_in_the_middle_of_a_step_leaves_none(string moment)
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<TrainingCanceledException>(() => Fit(source, new Canceling(moment, source, isThrown: true)));
        Assert.Equal(["00000-00000000"], Positions());
    }

    [Fact]
    public void A_metric_that_cannot_be_saved_leaves_the_one_of_the_last_epoch()
    {
        using var source = new CancellationTokenSource();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, [new UnsavedRows(), new SparseCategoricalAccuracy()]);
        var options = new FitOptions
        {
            Epochs = 9,
            BatchSize = 10,
            Checkpoint = new CheckpointOptions(_folder.Path, keep: 9),
            StoppingToken = source.Token,
            Callbacks = [new Canceling("step end", source, isThrown: false), Written()],
        };
        trainer.Fit(Data, options);
        Assert.Equal(["00000-00000000", "00001-00000000", "00002-00000000"], Positions());
    }

    /// <summary>What falls due within an epoch is written at its end, however many steps it waits.</summary>
    [Fact]
    public void A_metric_that_cannot_be_saved_has_one_at_the_end_of_each_epoch()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, [new UnsavedRows()]);
        var options = new FitOptions { Epochs = 3, BatchSize = 10, Checkpoint = new CheckpointOptions(_folder.Path, CheckpointInterval.Steps(1), keep: 9), Callbacks = [Written()] };
        trainer.Fit(Data, options);
        Assert.Equal(["00000-00000000", "00001-00000000", "00002-00000000", "00003-00000000"], Positions());
    }

    /// <summary>One of an epoch's end has nothing left of the one before, in the middle of an epoch.</summary>
    [Fact]
    public void One_holds_nothing_that_the_one_before_alone_had()
    {
        var options = new FitOptions { BatchSize = 10, Checkpoint = new CheckpointOptions(_folder.Path, CheckpointInterval.Steps(3), keep: 9), Callbacks = [] };
        new Trainer<LinearNetwork>(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy).Fit(Data, options);
        Assert.Contains(State("00000-00000003").Names, IsOfFigures);
        Assert.DoesNotContain(State("00001-00000000").Names, IsOfFigures);

        static bool IsOfFigures(string name) => name.StartsWith("@figures", StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_has_ended_tells_its_last_figures_again()
    {
        var told = new Logs[2];
        for (int i = 0; i < told.Length; i++)
        {
            int run = i;
            var options = new FitOptions { Epochs = 2, Checkpoint = new CheckpointOptions(_folder.Path), Callbacks = [new LambdaCallback(onTrainEnd: logs => told[run] = logs)] };
            new Trainer<LinearNetwork>(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy).Fit(Data, options);
        }

        Assert.NotEmpty(told[0]);
        Assert.Equal(told[0].AsEnumerable(), told[1].AsEnumerable());
    }

    private void Fit(CancellationTokenSource source, Callback callback)
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(Data, new FitOptions
        {
            Epochs = 9,
            BatchSize = 10,
            Validation = Data,
            Checkpoint = new CheckpointOptions(_folder.Path, CheckpointInterval.Epochs(100)),
            Callbacks = [callback],
            CancellationToken = source.Token,
        });
    }

    /// <summary>Gives the checkpoint of an epoch its time: training does not wait for the one before.</summary>
    private LambdaCallback Written() => new(onEpochBegin: epoch =>
    {
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Of(FormattableString.Invariant($"{epoch:D5}-00000000"))), TimeSpan.FromSeconds(20)));
        Thread.Sleep(50);
    });

    private string Of(string position) => _folder[$"checkpoint-{position}.safetensors"];

    private SavedState State(string position) => SavedState.Load(Of(position));

    private string[] Positions() => [.. Directory.GetFiles(_folder.Path, "checkpoint-*").Select(path => Path.GetFileNameWithoutExtension(path)["checkpoint-".Length..]).Order(StringComparer.Ordinal)];

    /// <summary>Cancels in the third epoch, and where it was asked to throws at once, as what it waits for would.</summary>
    private sealed class Canceling(string moment, CancellationTokenSource source, bool isThrown) : Callback
    {
        private int _epoch;

        public override void OnEpochBegin(int epoch)
        {
            _epoch = epoch;
            See("epoch begin");
        }

        public override void OnTrainBatchBegin(int batch) => See("step begin");

        public override void OnTrainBatchEnd(int batch, Logs logs) => See("step end");

        public override void OnTestBegin() => See("validation");

        public override void OnEpochEnd(int epoch, Logs logs) => See("epoch end");

        private void See(string now)
        {
            if (_epoch == 2 && now == moment)
            {
                source.Cancel();
                if (isThrown)
                {
                    source.Token.ThrowIfCancellationRequested();
                }
            }
        }
    }
}
