using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>A token ends training as any training ends: nothing that was promised is left out, and a checkpoint goes on from there.</summary>
public sealed class StoppingTests : IDisposable
{
    private readonly TemporaryFolder _whole = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _whole.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("step")]
    [InlineData("validation")]
    [InlineData("epoch")]
    public async Task A_cancelled_fit_puts_the_best_weights_back_and_tells_everybody_and_carries_its_history(string moment)
    {
        using var source = new CancellationTokenSource();
        var network = new LinearNetwork(2, [3]);
        float[] first = [];
        var best = new EarlyStopping("loss", mode: MonitorMode.Max, patience: 10, restoreBestWeights: true);
        var cancelling = new ActingCallback { AfterEpoch = (epoch, _) => first = epoch == 0 ? network.Parameters.Copy() : first };
        var when = new CancelAt(moment, source);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(0.1), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(50, 2, 3);
        var options = new FitOptions { Epochs = 9, BatchSize = 5, Validation = data, Callbacks = [cancelling, best, when], CancellationToken = source.Token };

        TrainingCanceledException exception = Assert.Throws<TrainingCanceledException>(() => trainer.Fit(data, options));

        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Same(trainer.History, exception.History);
        Assert.Equal([0, 1], exception.History.Epochs);
        Assert.Equal(2, exception.History["val_loss"].Count);
        Assert.Equal(first, network.Parameters.Copy());
        Assert.Equal("train end accuracy,loss,val_accuracy,val_loss", cancelling.Moments[^1]);

        using var other = new CancellationTokenSource();
        var later = new FitOptions { Epochs = 4, BatchSize = 5, Validation = data, Callbacks = [new CancelAt(moment, other)] };
        Task<History> fit = trainer.FitAsync(data, later, other.Token);
        TrainingCanceledException asynchronous = await Assert.ThrowsAsync<TrainingCanceledException>(() => fit);
        Assert.True(fit.IsCanceled);
        Assert.Equal(other.Token, asynchronous.CancellationToken);
        Assert.Equal([0, 1], asynchronous.History.Epochs);
    }

    [Fact]
    public void A_cancelled_fit_leaves_the_averages()
    {
        using var source = new CancellationTokenSource();
        var network = new LinearNetwork(2, [3]);
        var optimizer = new SGD(0.1) { UseEma = true, EmaMomentum = 0.5 };
        float[] last = [];
        var cancelling = new LambdaCallback(onTrainBatchEnd: (batch, _) =>
        {
            last = network.Parameters.Copy();
            if (batch == 3)
            {
                source.Cancel();
            }
        });
        var trainer = new Trainer<LinearNetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy);
        Assert.Throws<TrainingCanceledException>(
            () => trainer.Fit(Samples.Clusters(50, 2, 3), new FitOptions { BatchSize = 5, CancellationToken = source.Token, Callbacks = [cancelling] }));
        var state = new SavedState();
        optimizer.SaveState(state);
        Assert.Equal(state.Part("average").GetSingles("dense/kernel").ToArray(), network.Parameters["dense/kernel"].Values.ToArray());
        Assert.NotEqual(last, network.Parameters.Copy());
    }

    [Theory]
    [InlineData("step", true)]
    [InlineData("validation", true)]
    [InlineData("epoch", true)]
    [InlineData("step", false)]
    [InlineData("validation", false)]
    [InlineData("epoch", false)]
    public void A_fit_that_is_stopped_is_gone_on_with_from_the_very_step(string moment, bool isCancelled)
    {
        string expected = new Stoppable(_whole.Path).Run(isCancelled, [], CancellationToken.None);
        string last = "";
        for (int i = 0; i < 2; i++)
        {
            using var source = new CancellationTokenSource();
            try
            {
                last = new Stoppable(_folder.Path).Run(isCancelled, [new CancelAt(moment, source)], source.Token);
            }
            catch (TrainingCanceledException)
            {
            }
        }

        using var never = new CancellationTokenSource();
        Assert.Equal(expected, new Stoppable(_folder.Path).Run(isCancelled, [], never.Token));
        Assert.NotEqual(expected, last);
    }

    /// <summary>Cancels in the third epoch that a process begins: after a step, in validation, or at its beginning.</summary>
    private sealed class CancelAt(string moment, CancellationTokenSource source) : Callback
    {
        private int _epochs;

        public override void OnEpochBegin(int epoch)
        {
            _epochs++;
            Cancel("epoch");
        }

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            if (batch >= 2)
            {
                Cancel("step");
            }
        }

        public override void OnTestBegin() => Cancel("validation");

        private void Cancel(string now)
        {
            if (_epochs == 3 && now == moment)
            {
                source.Cancel();
            }
        }
    }

    private sealed class Stoppable(string folder)
    {
        public string Run(bool isCancelled, Callback[] callbacks, CancellationToken token)
        {
            var network = new LinearNetwork(5, [3], seed: 3);
            var optimizer = new Adam(0.01) { UseEma = true };
            var trainer = new Trainer<LinearNetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy);
            List<Callback> all = [new EarlyStopping(patience: 90, restoreBestWeights: true), new LearningRateScheduler((_, rate) => rate * 0.9f), .. callbacks];
            var options = new FitOptions
            {
                Epochs = 9,
                BatchSize = 6,
                Validation = Samples.Clusters(10, 5, 3, seed: 8),
                Checkpoint = new CheckpointOptions(folder, CheckpointInterval.Epochs(100)),
                CancellationToken = isCancelled ? token : default,
                StoppingToken = isCancelled ? default : token,
                Callbacks = all,
            };
            History history = trainer.Fit(Samples.Clusters(40, 5, 3), options);
            return $"{string.Join(" ", network.Parameters.Copy().Select(BitConverter.SingleToUInt32Bits))} {string.Join(" ", history["val_loss"])} {optimizer.LearningRate:R} {optimizer.Iterations}";
        }
    }
}
