using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data.Streams;

public class BrokenStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Dataset Data = Samples.Clusters(90, 5, 3);

    private readonly LinearNetwork _network = new(5, [3]);
    private readonly Trainer<LinearNetwork> _trainer;

    public BrokenStreamTests() => _trainer = new Trainer<LinearNetwork>(_network, new Adam(), Loss.SparseCategoricalCrossentropy);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 8)]
    public void A_failure_comes_out_as_it_is_after_the_whole_batches_before_it(bool asynchronous, int prefetched)
    {
        var sequence = new SampleSequence(Data, failAt: 50);
        StreamedSource stream = asynchronous
            ? new StreamedSource(sequence.ReadAsync(), [5]) { PrefetchedBatches = prefetched }
            : new StreamedSource(sequence.Read(), [5]) { PrefetchedBatches = prefetched };
        var options = new FitOptions { BatchSize = 8, Shuffle = false, Threads = 2 };
        Assert.Same(sequence.Failure, Assert.Throws<InvalidOperationException>(() => _trainer.Fit(stream, options)));
        Assert.Equal(0, sequence.Open);
        Assert.Equal(6, _trainer.Optimizer.Iterations);

        var other = new LinearNetwork(5, [3]);
        new Trainer<LinearNetwork>(other, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(Data.Take(48), options);
        Assert.Equal(other.Parameters.Values.ToArray(), _network.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_failure_behind_a_shuffle_leaves_the_same_weights_each_time()
    {
        float[] Weights()
        {
            var network = new LinearNetwork(5, [3]);
            var trainer = new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
            StreamedSource stream = new SampleSequence(Data, failAt: 70).Stream(shuffleBuffer: 10);
            Assert.Throws<InvalidOperationException>(() => trainer.Fit(stream, new FitOptions { BatchSize = 8 }));
            Assert.Equal(7, trainer.Optimizer.Iterations);
            return network.Parameters.Values.ToArray();
        }

        Assert.Equal(Weights(), Weights());
    }

    [Fact]
    public void Validation_and_evaluation_fail_alike()
    {
        var sequence = new SampleSequence(Data, failAt: 50);
        Assert.Same(sequence.Failure, Assert.Throws<InvalidOperationException>(() => _trainer.Fit(Data, new FitOptions { Validation = sequence.Stream() })));
        Assert.Same(sequence.Failure, Assert.Throws<InvalidOperationException>(() => _trainer.Evaluate(sequence.Stream())));
        Assert.Same(sequence.Failure, Assert.Throws<InvalidOperationException>(() => _trainer.Predict(sequence.Stream())));
        Assert.Equal((3, 0), (sequence.Passes, sequence.Open));
    }

    [Fact]
    public async Task Cancellation_reaches_an_asynchronous_sequence_that_waits()
    {
        var sequence = new SampleSequence(Data) { WaitAt = 50 };
        using var cancellation = new CancellationTokenSource();
        Task fit = Task.Run(() => _trainer.Fit(sequence.Stream(asynchronous: true), new FitOptions { BatchSize = 8, CancellationToken = cancellation.Token }));
        Assert.True(sequence.Waiting.Wait(Patience));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fit.WaitAsync(Patience));
        Assert.True(sequence.Disposed.Wait(Patience));
        Assert.Equal(0, sequence.Open);
    }

    [Fact]
    public async Task Cancellation_does_not_wait_for_a_sequence_that_hangs_and_disposes_of_it_when_it_goes_on()
    {
        var sequence = new SampleSequence(Data) { WaitAt = 50 };
        using var cancellation = new CancellationTokenSource();
        Task fit = Task.Run(() => _trainer.Fit(sequence.Stream(), new FitOptions { BatchSize = 8, CancellationToken = cancellation.Token }));
        Assert.True(sequence.Waiting.Wait(Patience));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fit.WaitAsync(Patience));
        Assert.Equal(1, sequence.Open);
        sequence.Gate.Set();
        Assert.True(sequence.Disposed.Wait(Patience));
        Assert.Equal(0, sequence.Open);
    }

    [Fact]
    public void Cancellation_also_ends_validation_and_evaluation()
    {
        using var cancellation = new CancellationTokenSource();
        var sequence = new SampleSequence(Data);
        var stopping = new ActingCallback { AfterBatch = (_, _) => cancellation.Cancel() };
        Assert.Throws<TrainingCanceledException>(
            () => _trainer.Fit(Data, new FitOptions { BatchSize = 90, Validation = sequence.Stream(), Callbacks = [stopping], CancellationToken = cancellation.Token }));
        Assert.Equal(1, _trainer.Optimizer.Iterations);
        Assert.Throws<OperationCanceledException>(() => _trainer.Evaluate(sequence.Stream(), cancellationToken: cancellation.Token));
    }

    [Fact]
    public void A_fit_that_stops_early_has_disposed_of_its_streams()
    {
        var sequence = new SampleSequence(Data);
        var validation = new SampleSequence(Data);
        var stopping = new ActingCallback { AfterBatch = (batch, callback) => callback.Context.StopTraining = batch == 2 };
        _trainer.Fit(sequence.Stream(), new FitOptions { Epochs = 5, BatchSize = 4, Validation = validation.Stream(), Callbacks = [stopping] });
        Assert.Equal((1, 0), (sequence.Passes, sequence.Open));
        Assert.Equal((1, 0), (validation.Passes, validation.Open));
        Assert.Equal(3, _trainer.Optimizer.Iterations);
    }

    [Fact]
    public void A_callback_that_throws_disposes_of_the_streams_too()
    {
        var sequence = new SampleSequence(Data);
        var failing = new ActingCallback { AfterBatch = (_, _) => throw new NotSupportedException() };
        Assert.Throws<NotSupportedException>(() => _trainer.Fit(sequence.Stream(), new FitOptions { BatchSize = 4, Callbacks = [failing] }));
        Assert.Equal(0, sequence.Open);
    }

    [Fact]
    public void A_stream_that_is_not_as_long_as_it_said_fails()
    {
        Refused("training data ended after 90 of the 91 samples that the stream was said to have", new SampleSequence(Data).Stream(count: 91));
        Refused("training data goes on after the 89 samples that the stream was said to have", new SampleSequence(Data).Stream(count: 89));
        Refused("training data is empty: the stream ended before its first sample", new StreamedSource((IEnumerable<Sample>)[], [5]));
        Assert.Throws<ArgumentOutOfRangeException>("Count", () => new StreamedSource((IEnumerable<Sample>)[], [5]) { Count = 0 });
    }

    [Fact]
    public void Samples_that_do_not_fit_are_named_by_their_place_in_the_stream()
    {
        Refused("Sample 1 of the training data has 4 values and as its target a class index; expected were 5 values", new StreamedSource([Sample(5, 0), Sample(4, 0)], [5]));
        Refused("Sample 1 of the training data has 5 values and as its target 3 values", new StreamedSource([Sample(5, 0), new Sample(new float[5], new float[3])], [5]));
        Refused("The label of sample 2 of the training data is 3; Linear has 3 classes, 0 to 2", new StreamedSource([Sample(5, 0), Sample(5, 1), Sample(5, 3)], [5]));
        Refused("Sample 1 of the training data holds NaN at value 4", new StreamedSource([Sample(5, 0), new Sample([0, 0, 0, 0, float.NaN], 0)], [5]));
        Assert.Equal(0, _trainer.Optimizer.Iterations);
    }

    [Fact]
    public void What_cannot_be_done_with_a_stream_is_refused_before_it_is_opened()
    {
        var sequence = new SampleSequence(Data);
        StreamedSource stream = sequence.Stream();
        Assert.Contains("cannot be split", Assert.Throws<ArgumentException>(() => _trainer.Fit(stream, new FitOptions { ValidationSplit = 0.5 })).Message, StringComparison.Ordinal);
        Assert.Contains("bring theirs along", Assert.Throws<ArgumentException>(() => _trainer.Fit(stream, new FitOptions { SampleWeights = new float[90] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _trainer.Fit(new StreamedSource(sequence.Read(), [4])));
        Assert.Throws<ArgumentException>(() => _trainer.Fit(new StreamedSource(sequence.Read(), [5], TargetKind.Values, 3)));
        Assert.Throws<ArgumentOutOfRangeException>("ShuffleBuffer", () => new StreamedSource(sequence.Read(), [5]) { ShuffleBuffer = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("PrefetchedBatches", () => new StreamedSource(sequence.Read(), [5]) { PrefetchedBatches = 0 });
        Assert.Equal(0, sequence.Passes);
    }

    private static Sample Sample(int size, int label) => new(new float[size], label);

    private void Refused(string message, StreamedSource stream) => Assert.Contains(
        message,
        Assert.Throws<InvalidDataException>(() => _trainer.Fit(stream, new FitOptions { BatchSize = 100, Shuffle = false })).Message,
        StringComparison.Ordinal);
}
