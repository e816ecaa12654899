using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data.Streams;

/// <summary>Streams where there are no threads: the one that trains reads them.</summary>
public class InlineReadingTests
{
    private static readonly Dataset Data = Samples.Clusters(90, 5, 3);

    [Theory]
    [InlineData(null)]
    [InlineData(90)]
    public void Reading_in_line_gives_the_bits_of_reading_ahead(int? count)
    {
        var options = new FitOptions { Epochs = 3, BatchSize = 8, Threads = 1 };
        Assert.Equal(Weights(new SampleSequence(Data).Stream(count), options), Weights(Inline(new SampleSequence(Data).Read(), count), options));
    }

    [Fact]
    public void The_thread_that_trains_reads()
    {
        int caller = Environment.CurrentManagedThreadId;
        var readers = new HashSet<int>();
        IEnumerable<Sample> Watched()
        {
            foreach (Sample sample in new SampleSequence(Data).Read())
            {
                readers.Add(Environment.CurrentManagedThreadId);
                yield return sample;
            }
        }

        Weights(Inline(Watched()), new FitOptions { Threads = 1 });
        Assert.Equal([caller], readers);
        Weights(new StreamedSource(Watched(), [5]), new FitOptions { Threads = 1 });
        Assert.Equal(2, readers.Count);
    }

    [Fact]
    public void A_failure_comes_out_after_the_whole_batches_before_it_and_the_sequence_is_disposed_of()
    {
        var sequence = new SampleSequence(Data, failAt: 50);
        var network = new LinearNetwork(5, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
        var options = new FitOptions { BatchSize = 8, Shuffle = false, Threads = 1 };
        Assert.Same(sequence.Failure, Assert.Throws<InvalidOperationException>(() => trainer.Fit(Inline(sequence.Read()), options)));
        Assert.Equal((6, 0), (trainer.Optimizer.Iterations, sequence.Open));
        Assert.Throws<InvalidDataException>(() => trainer.Fit(Inline(new SampleSequence(Data).Read(), count: 91), options));

        var stopped = new SampleSequence(Data);
        var stopping = new ActingCallback { AfterBatch = (batch, callback) => callback.Context.StopTraining = batch == 2 };
        trainer.Fit(Inline(stopped.Read()), new FitOptions { BatchSize = 8, Threads = 1, Callbacks = [stopping] });
        Assert.Equal(0, stopped.Open);
        Assert.InRange(stopped.Produced, 24, 90);
    }

    [Fact]
    public void An_asynchronous_sequence_that_has_its_samples_is_read()
    {
        var options = new FitOptions { Epochs = 2, BatchSize = 8, Threads = 1 };
        StreamedSource ready = new(Ready(), [5]) { IsReadInline = true };
        Assert.Equal(Weights(new SampleSequence(Data).Stream(), options), Weights(ready, options));

        async IAsyncEnumerable<Sample> Ready()
        {
            foreach (Sample sample in new SampleSequence(Data).Read())
            {
                await Task.CompletedTask;
                yield return sample;
            }
        }
    }

    [Fact]
    public async Task An_asynchronous_sequence_that_would_have_to_be_waited_for_ends_training_instead_of_hanging()
    {
        var waiting = new TaskCompletionSource();
        var disposed = new TaskCompletionSource();
        var network = new LinearNetwork(5, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
        StreamedSource stream = new(Late(), [5]) { IsReadInline = true };
        var exception = Assert.Throws<PlatformNotSupportedException>(() => trainer.Fit(stream, new FitOptions { BatchSize = 4, Shuffle = false, Threads = 1 }));
        Assert.Contains("read its samples first", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, trainer.Optimizer.Iterations);
        Assert.False(disposed.Task.IsCompleted);
        waiting.SetResult();
        await disposed.Task.WaitAsync(TimeSpan.FromMinutes(1));

        async IAsyncEnumerable<Sample> Late([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                for (int i = 0; i < 20; i++)
                {
                    if (i == 9)
                    {
                        await waiting.Task.WaitAsync(cancellationToken);
                    }

                    yield return new Sample(new float[5], i % 3);
                }
            }
            finally
            {
                disposed.SetResult();
            }
        }
    }

    private static StreamedSource Inline(IEnumerable<Sample> samples, int? count = null) => new(samples, [5]) { Count = count, IsReadInline = true };

    private static float[] Weights(StreamedSource stream, FitOptions options)
    {
        var network = new LinearNetwork(5, [3]);
        new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(stream, options);
        return network.Parameters.Values.ToArray();
    }
}
