using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public class FitAsyncTests
{
    private static readonly Dataset Data = Samples.Clusters(60, 2, 3);

    [Fact]
    public async Task It_gives_the_bits_and_figures_of_a_fit()
    {
        var options = new FitOptions { Epochs = 3, BatchSize = 8, ValidationSplit = 0.2, Seed = 5 };
        (LinearNetwork expected, Trainer<LinearNetwork> trainer) = Given();
        History history = trainer.Fit(Data, options);

        (LinearNetwork actual, Trainer<LinearNetwork> other) = Given();
        History asynchronous = await other.FitAsync(Data, options);
        Assert.Equal(history["val_loss"], asynchronous["val_loss"]);
        Assert.Equal(Bits(expected), Bits(actual));
        Assert.Same(asynchronous, other.History);
        Assert.Equal(trainer.Evaluate(Data).Loss, (await other.EvaluateAsync(Data)).Loss);
    }

    [Fact]
    public async Task It_trains_and_evaluates_on_threads_of_their_own_which_belong_to_nobodys_context()
    {
        (_, Trainer<LinearNetwork> trainer) = Given();
        var caller = Thread.CurrentThread;
        int seen = 0;
        var looking = new LambdaCallback(onTrainBegin: Look);
        await trainer.FitAsync(Data, new FitOptions { Callbacks = [looking] });
        await trainer.EvaluateAsync(Data, callbacks: [new AtTestBegin(Look)]);
        Assert.Equal(2, seen);

        void Look()
        {
            seen++;
            Assert.NotSame(caller, Thread.CurrentThread);
            Assert.False(Thread.CurrentThread.IsThreadPoolThread);
            Assert.True(Thread.CurrentThread.IsBackground);
            Assert.Null(SynchronizationContext.Current);
        }
    }

    /// <summary>A context that never runs what it is given: who needed it would wait for ever.</summary>
    [Fact]
    public void A_caller_that_blocks_its_context_does_not_stop_it()
    {
        (_, Trainer<LinearNetwork> trainer) = Given();
        StreamedSource stream = new SampleSequence(Data).Stream(asynchronous: true);
        Meanwhile.Finish(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new BlockedContext());
            Assert.Equal(2, trainer.FitAsync(stream, new FitOptions { Epochs = 2 }).GetAwaiter().GetResult().Epochs.Count);
            Assert.True(trainer.EvaluateAsync(stream).GetAwaiter().GetResult().Loss > 0);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Either_token_ends_it_before_the_next_step_with_the_weights_of_the_last(bool isArgument)
    {
        (LinearNetwork network, Trainer<LinearNetwork> trainer) = Given();
        using var source = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        float[] last = [];
        var cancelling = new LambdaCallback(onTrainBatchEnd: (batch, _) =>
        {
            last = Bits(network);
            if (trainer.Optimizer.Iterations == 15)
            {
                source.Cancel();
            }
        });
        var options = new FitOptions { Epochs = 5, BatchSize = 5, Callbacks = [cancelling], CancellationToken = (isArgument ? other : source).Token };
        Task<History> fit = trainer.FitAsync(Data, options, (isArgument ? source : other).Token);
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fit);
        Assert.True(fit.IsCanceled);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(15, trainer.Optimizer.Iterations);
        Assert.Equal(last, Bits(network));
        Assert.Equal([0], trainer.History!.Epochs);
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_changes_nothing()
    {
        (LinearNetwork network, Trainer<LinearNetwork> trainer) = Given();
        float[] before = Bits(network);
        Task<History> fit = trainer.FitAsync(Data, cancellationToken: new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fit);
        Task<Evaluation> evaluation = trainer.EvaluateAsync(Data, cancellationToken: new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation);
        Assert.True(fit.IsCanceled && evaluation.IsCanceled);
        Assert.Equal(before, Bits(network));
        Assert.Null(trainer.History);
        Assert.Equal(0, trainer.TrainedEpochs);
    }

    [Fact]
    public async Task What_a_callback_cancels_itself_keeps_its_token()
    {
        (_, Trainer<LinearNetwork> trainer) = Given();
        using var own = new CancellationTokenSource();
        var cancelling = new LambdaCallback(onEpochBegin: _ =>
        {
            own.Cancel();
            own.Token.ThrowIfCancellationRequested();
        });
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.FitAsync(Data, new FitOptions { Callbacks = [cancelling] }));
        Assert.Equal(own.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task Exceptions_come_out_where_it_is_awaited()
    {
        (_, Trainer<LinearNetwork> trainer) = Given();
        Task<History> without = trainer.FitAsync(null!);
        Assert.True(without.IsFaulted);
        await Assert.ThrowsAsync<ArgumentNullException>("train", () => without);
        await Assert.ThrowsAsync<ArgumentException>(() => trainer.FitAsync(Data, new FitOptions { InitialEpoch = 3 }));
        await Assert.ThrowsAsync<InvalidDataException>(() => trainer.FitAsync(Dataset.FromClasses([1, float.NaN], [0])));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("batchSize", () => trainer.EvaluateAsync(Data, batchSize: 0));
        var failing = new LambdaCallback(onTrainBatchEnd: (_, _) => throw new InvalidTimeZoneException());
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => trainer.FitAsync(Data, new FitOptions { Callbacks = [failing] }));
    }

    [Fact]
    public async Task A_second_one_on_the_same_network_is_refused_and_the_first_goes_on()
    {
        (LinearNetwork network, Trainer<LinearNetwork> trainer) = Given();
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var waiting = new LambdaCallback(onTrainBegin: () =>
        {
            begun.Set();
            Assert.True(go.Wait(TimeSpan.FromMinutes(1)));
        });
        Task<History> first = trainer.FitAsync(Data, new FitOptions { Epochs = 2, Callbacks = [waiting] });
        Assert.True(begun.Wait(TimeSpan.FromMinutes(1)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => trainer.FitAsync(Data));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy).FitAsync(Data));
        go.Set();
        Assert.Equal([0, 1], (await first).Epochs);
        Assert.Equal([0], (await trainer.FitAsync(Data)).Epochs);
    }

    private static (LinearNetwork Network, Trainer<LinearNetwork> Trainer) Given()
    {
        var network = new LinearNetwork(2, [3]);
        return (network, new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy));
    }

    private static float[] Bits(LinearNetwork network) => network.Parameters.Values.ToArray();

    private sealed class AtTestBegin(Action action) : Callback
    {
        public override void OnTestBegin() => action();
    }

    private sealed class BlockedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();
    }
}
