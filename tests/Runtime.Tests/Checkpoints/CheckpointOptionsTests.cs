using System;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

public sealed class CheckpointOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void As_many_of_the_last_ones_stay_as_were_asked_for_and_nothing_else()
    {
        // Training does not wait for the one before: here the one before is given its time.
        const int Keep = 3;
        Fit(new CheckpointOptions(_folder.Path, CheckpointInterval.Epochs(1), Keep), new LambdaCallback(onEpochBegin: epoch =>
        {
            while (!File.Exists(_folder[FormattableString.Invariant($"checkpoint-{epoch:D5}-00000000.safetensors")]) || Names().Length > Keep + 1)
            {
                Thread.Sleep(1);
            }

            Thread.Sleep(50);
        }));
        Assert.Equal([".lock", "checkpoint-00004-00000000.safetensors", "checkpoint-00005-00000000.safetensors", "checkpoint-00006-00000000.safetensors"], Names());
    }

    [Fact]
    public void The_first_and_the_last_are_written_whatever_the_interval()
    {
        Fit(new CheckpointOptions(_folder.Path, TimeSpan.FromHours(1)));
        Assert.Equal([".lock", "checkpoint-00000-00000000.safetensors", "checkpoint-00006-00000000.safetensors"], Names());
    }

    [Fact]
    public void Time_counts_from_the_last_one()
    {
        // Ten steps of a minute each: one falls due after the fifth and the tenth.
        var time = new ManualTime();
        var passing = new LambdaCallback(onTrainBatchEnd: (_, _) => time.Advance(60));
        var options = new CheckpointOptions(_folder.Path, TimeSpan.FromMinutes(5), keep: 9) { Clock = time };
        Trainer().Fit(Samples.Clusters(40, 5, 3), new FitOptions { BatchSize = 4, Checkpoint = options, Callbacks = [passing] });
        Assert.Contains("checkpoint-00000-00000005.safetensors", Names());
        Assert.DoesNotContain("checkpoint-00000-00000004.safetensors", Names());
        Assert.DoesNotContain("checkpoint-00000-00000006.safetensors", Names());
    }

    [Fact]
    public void A_metric_that_cannot_be_saved_has_its_checkpoints_at_the_ends_of_epochs()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, [new UnsavedRows()]);
        var options = new CheckpointOptions(_folder.Path, CheckpointInterval.Steps(1), keep: 99);
        trainer.Fit(Samples.Clusters(40, 5, 3), new FitOptions { Epochs = 3, BatchSize = 4, Checkpoint = options });
        Assert.All(Names().Where(name => name != ".lock"), name => Assert.EndsWith("-00000000.safetensors", name, StringComparison.Ordinal));
        Assert.Contains("checkpoint-00003-00000000.safetensors", Names());
    }

    [Fact]
    public void Any_reader_of_weights_takes_those_of_a_checkpoint()
    {
        var network = new LinearNetwork(5, [3]);
        new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy)
            .Fit(Samples.Clusters(40, 5, 3), new FitOptions { Checkpoint = new CheckpointOptions(_folder.Path) });
        var other = new LinearNetwork(5, [3], seed: 2);
        LoadReport report = other.Load(_folder["checkpoint-00001-00000000.safetensors"], new LoadOptions { Strict = true });
        Assert.Equal(network.Parameters.Copy(), other.Parameters.Copy());
        Assert.Equal(2, report.Loaded.Count);
    }

    [Fact]
    public void What_means_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CheckpointOptions(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointOptions("run", keep: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointInterval.Steps(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointInterval.Epochs(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointInterval.Time(TimeSpan.Zero));
        Assert.Contains("val_los", Assert.Throws<ArgumentException>(() => Fit(new CheckpointOptions(_folder.Path, keepBest: "val_los"))).Message);
        Assert.Throws<ArgumentException>("keepBest", () => new CheckpointOptions("run", keepBest: " "));
        Assert.Equal(1, default(CheckpointInterval).EpochCount);
        Assert.Equal(3, CheckpointInterval.Epochs(3).EpochCount);
        Assert.Null(CheckpointInterval.Steps(3).EpochCount);
        Assert.Null(CheckpointInterval.Time(TimeSpan.FromSeconds(1)).EpochCount);
    }

    /// <summary>Training does not wait for the one before: here each is given its time.</summary>
    [Theory]
    [InlineData(3, new[] { "00000-00000003", "00000-00000006", "00000-00000009", "00001-00000002", "00001-00000005", "00001-00000008" })]
    [InlineData(5, new[] { "00000-00000005", "00000-00000010", "00001-00000005", "00001-00000010" })]
    [InlineData(21, new string[0])]
    public void Steps_count_from_the_last_one_across_epochs(int every, string[] expected)
    {
        int step = 0;
        var waiting = new LambdaCallback(onTrainBatchBegin: _ =>
        {
            int last = step++ - 1;
            string name = FormattableString.Invariant($"{last / 10:D5}-{(last % 10) + 1:D8}");
            if (expected.Contains(name))
            {
                Assert.True(SpinWait.SpinUntil(() => File.Exists(_folder[$"checkpoint-{name}.safetensors"]), TimeSpan.FromMinutes(1)));
            }

            Thread.Sleep(50);
        });
        var options = new CheckpointOptions(_folder.Path, CheckpointInterval.Steps(every), keep: 99);
        Trainer().Fit(Samples.Clusters(40, 5, 3), new FitOptions { Epochs = 2, BatchSize = 4, Checkpoint = options, Callbacks = [waiting] });
        Assert.Equal([".lock", .. ((string[])["00000-00000000", .. expected, "00002-00000000"]).Select(name => $"checkpoint-{name}.safetensors")], Names());
    }

    [Fact]
    public void A_fit_that_goes_on_tells_its_callbacks_so_and_the_best_stays_the_best()
    {
        double[] losses = [0.5, 0.25, 0.75];
        Fit(3, losses, out _);
        byte[] best = File.ReadAllBytes(_folder[Path.GetFileName(new CheckpointOptions(_folder.Path).BestPath)]);

        History history = Fit(5, [.. losses, 0.3, 0.4], out ActingCallback callback);

        Assert.EndsWith("checkpoint-00003-00000000.safetensors", history.ResumedFrom, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2, 3, 4], history.Epochs);
        Assert.Equal(["train begin", "epoch 3 begin"], callback.Moments[..2]);
        Assert.StartsWith("train end", callback.Moments[^1], StringComparison.Ordinal);
        Assert.Equal(best, File.ReadAllBytes(new CheckpointOptions(_folder.Path).BestPath));

        // And a better one takes its place.
        Fit(6, [.. losses, 0.3, 0.4, 0.2], out _);
        Assert.NotEqual(best, File.ReadAllBytes(new CheckpointOptions(_folder.Path).BestPath));

        History Fit(int epochs, double[] figures, out ActingCallback callback)
        {
            callback = new ActingCallback { AfterEpoch = (epoch, logs) => logs["loss"] = figures[epoch] };
            var options = new CheckpointOptions(_folder.Path, keepBest: "loss", mode: MonitorMode.Min);
            return Trainer().Fit(Samples.Clusters(40, 5, 3), new FitOptions { Epochs = epochs, Checkpoint = options, Callbacks = [callback] });
        }
    }

    /// <summary>Callbacks of one kind are told apart by their order, and who has saved nothing is asked to load nothing.</summary>
    [Fact]
    public void Callbacks_of_one_kind_keep_their_own_states()
    {
        var context = new TrainingContext(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, []);
        var state = new SavedState();
        new CallbackList([new Stateful { Value = 1 }, new Stateful { Value = 2 }, new Stateful { Value = 3 }], context).SaveState(state);
        Stateful[] loaded = [new(), new(), new(), new()];
        new CallbackList(loaded, context).LoadState(state);

        Assert.Equal([1L, 2, 3, 0], loaded.Select(callback => callback.Value));
        Assert.Equal(["Stateful/value", "Stateful_1/value", "Stateful_2/value"], state.Names);
        Assert.Equal(["Stateful_1", "Stateful_2"], new CallbackList([new Stateful()], context).FindMissing(state));
    }

    private static Trainer<LinearNetwork> Trainer() => new(new LinearNetwork(5, [3]), new SGD(0.1), Loss.SparseCategoricalCrossentropy);

    private static void Fit(CheckpointOptions options, params Callback[] callbacks) =>
        Trainer().Fit(Samples.Clusters(40, 5, 3), new FitOptions { Epochs = 6, Checkpoint = options, Callbacks = callbacks });

    private string[] Names() => [.. Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private sealed class Stateful : Callback
    {
        public long Value { get; set; }

        public override void SaveState(SavedState state) => state.Set("value", Value);

        public override void LoadState(SavedState state) => Value = state.GetInt64("value");
    }
}
