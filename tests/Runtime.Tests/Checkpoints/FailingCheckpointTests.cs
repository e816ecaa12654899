using System;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>What training tells of checkpoints that cannot be written: a folder of a checkpoint's name stands in their way.</summary>
public sealed class FailingCheckpointTests : IDisposable
{
    private static readonly Dataset Data = Samples.Clusters(40, 5, 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_ends_training_before_its_first_step()
    {
        Block("00000-00000000");
        var network = new LinearNetwork(5, [3]);
        float[] before = network.Parameters.Copy();
        Assert.ThrowsAny<IOException>(() => Trainer(network).Fit(Data, new FitOptions { Checkpoint = new CheckpointOptions(_folder.Path) }));
        Assert.Equal(before, network.Parameters.Copy());
    }

    [Fact]
    public void The_last_is_tried_once_more_and_told_of()
    {
        Block("00002-00000000");
        History history = Trainer().Fit(Data, new FitOptions { Epochs = 2, Checkpoint = new CheckpointOptions(_folder.Path) });
        Assert.StartsWith("A checkpoint could not be written: ", Assert.Single(history.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, history.Epochs.Count);
    }

    [Fact]
    public void The_last_ends_training_where_that_was_asked_for()
    {
        Block("00002-00000000");
        var options = new FitOptions { Epochs = 2, GoesOnUnwritten = false, Checkpoint = new CheckpointOptions(_folder.Path, CheckpointInterval.Epochs(9)) };
        Assert.ThrowsAny<IOException>(() => Trainer().Fit(Data, options));
    }

    [Fact]
    public void The_last_of_a_training_that_is_cancelled_is_told_of()
    {
        using var source = new CancellationTokenSource();
        Block("00000-00000003");
        var options = new FitOptions
        {
            BatchSize = 4,
            Checkpoint = new CheckpointOptions(_folder.Path),
            Callbacks = [new ActingCallback { AfterBatch = (batch, _) => Cancel(batch == 2, source) }],
            CancellationToken = source.Token,
        };
        TrainingCanceledException exception = Assert.Throws<TrainingCanceledException>(() => Trainer().Fit(Data, options));
        Assert.StartsWith("A checkpoint could not be written: ", Assert.Single(exception.History.Warnings), StringComparison.Ordinal);
    }

    /// <summary>No other falls due: the clock stands still from then on.</summary>
    [Fact]
    public void One_is_told_of_at_the_next_step_and_not_with_the_next_checkpoint()
    {
        Block("00000-00000001");
        var time = new ManualTime();
        var warned = new Warned();
        int steps = 0;
        var waiting = new ActingCallback
        {
            AfterBatch = (batch, callback) =>
            {
                time.Advance(steps++ == 0 ? 3600 : 0);
                Thread.Sleep(steps == 1 ? 0 : 10);
                callback.Context.StopTraining = warned.Count > 0;
            },
        };
        var options = new FitOptions
        {
            Epochs = 1000,
            BatchSize = 4,
            Checkpoint = new CheckpointOptions(_folder.Path, TimeSpan.FromHours(1)) { Clock = time },
            Callbacks = [warned, waiting],
        };
        Trainer().Fit(Data, options);
        Assert.InRange(steps, 2, 9_999);
        Assert.Equal(1, warned.Count);
    }

    /// <summary>For the best, training waits until the one before is written: that it was not must not be forgotten.</summary>
    [Fact]
    public void One_that_the_best_has_waited_for_is_told_of()
    {
        Block("00001-00000000");
        var improving = new ActingCallback { AfterEpoch = (epoch, logs) => logs["loss"] = 5 - epoch };
        var options = new FitOptions { Epochs = 3, BatchSize = 40, Checkpoint = new CheckpointOptions(_folder.Path, keepBest: "loss", mode: MonitorMode.Min), Callbacks = [improving] };
        History history = Trainer(new LinearNetwork(5, [3])).Fit(Data, options);
        Assert.Single(history.Warnings);
        Assert.True(File.Exists(_folder["checkpoint-00003-00000000.safetensors"]));
    }

    /// <summary>5 is there and 3 is not: 4 is the best then.</summary>
    [Fact]
    public void The_best_that_could_not_be_written_is_none()
    {
        string path = _folder["best.safetensors"];
        double[] losses = [5, 3, 4];
        var figures = new ActingCallback
        {
            AfterEpoch = (epoch, logs) =>
            {
                logs["loss"] = losses[epoch];
                if (epoch == 1)
                {
                    File.Delete(path);
                    Directory.CreateDirectory(path);
                }
            },
        };
        var options = new FitOptions
        {
            Epochs = 3,
            Checkpoint = new CheckpointOptions(_folder.Path, keepBest: "loss", mode: MonitorMode.Min),
            Callbacks = [figures, new Unblocking(path)],
        };
        History history = Trainer().Fit(Data, options);
        Assert.Single(history.Warnings);
        Assert.True(File.Exists(path));
    }

    /// <summary>The last waits for one that is still being written, which a small step does not take as long as.</summary>
    [Fact]
    public void The_last_is_written_though_the_one_before_is_on_its_way()
    {
        var network = new LinearNetwork(1_000_000, [3]);
        Dataset two = Dataset.FromClasses(new float[2_000_000], [0, 1]);
        Trainer(network).Fit(two, new FitOptions { BatchSize = 1, Checkpoint = new CheckpointOptions(_folder.Path, CheckpointInterval.Steps(1)) });
        Assert.True(File.Exists(_folder["checkpoint-00001-00000000.safetensors"]));
    }

    private static void Cancel(bool now, CancellationTokenSource source)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private static Trainer<LinearNetwork> Trainer(LinearNetwork? network = null) => new(network ?? new LinearNetwork(5, [3]), new SGD(0.1), Loss.SparseCategoricalCrossentropy);

    private void Block(string position) => Directory.CreateDirectory(_folder[$"checkpoint-{position}.safetensors"]);

    private sealed class Warned : Callback
    {
        public int Count { get; private set; }

        public override void OnWarning(string message) => Count++;
    }

    private sealed class Unblocking(string folder) : Callback
    {
        public override void OnWarning(string message) => Directory.Delete(folder);
    }
}
