using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data.Streams;

/// <summary>Streams that nobody knows the length of, in batches that may be larger than they.</summary>
public class UnknownLengthTests
{
    private static readonly Dataset Data = Samples.Clusters(10, 784, 3);

    [Theory]
    [InlineData(20_000)]
    [InlineData(int.MaxValue)]
    public void Buffers_are_as_large_as_what_comes_and_not_as_the_batch_size(int batchSize)
    {
        var network = new LinearNetwork(784, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
        var options = new FitOptions { Epochs = 2, BatchSize = batchSize, Shuffle = false, Threads = 1, Validation = new SampleSequence(Data).Stream() };
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Fit(new SampleSequence(Data).Stream(), options);
        double loss = trainer.Evaluate(new SampleSequence(Data).Stream(), batchSize).Loss;
        float[] outputs = trainer.Predict(new SampleSequence(Data).Stream(), batchSize);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);

        var other = new LinearNetwork(784, [3]);
        var known = new Trainer<LinearNetwork>(other, new Adam(), Loss.SparseCategoricalCrossentropy);
        known.Fit(Data, options);
        Assert.Equal(other.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
        Assert.Equal(known.Evaluate(Data, 10).Loss, loss);
        Assert.Equal(known.Predict(Data), outputs);
    }

    [Fact]
    public void A_stream_may_be_longer_in_a_later_epoch()
    {
        int pass = 0;
        IEnumerable<Sample> Growing()
        {
            foreach (int i in Enumerable.Range(0, 5 * ++pass))
            {
                float[] input = new float[784];
                Data.ReadInput(i % 10, input);
                yield return new Sample(input, i % 3);
            }
        }

        var network = new LinearNetwork(784, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(new StreamedSource(Growing(), [784]), new FitOptions { Epochs = 4, BatchSize = 12, Shuffle = false, Validation = new StreamedSource(Growing(), [784]) });

        // Training goes over 5, 15, 25, 35 samples, validation over 10, 20, 30, 40.
        Assert.Equal(1 + 2 + 3 + 3, trainer.Optimizer.Iterations);
        Assert.Equal(8, pass);
    }

    [Fact]
    public void More_than_an_array_holds_is_said_so()
    {
        var network = new LinearNetwork(784, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        StreamedSource stream = new SampleSequence(Data).Stream(count: int.MaxValue);
        foreach (Action action in (Action[])[
            () => trainer.Fit(stream, new FitOptions { BatchSize = int.MaxValue }), () => trainer.Evaluate(stream, int.MaxValue), () => trainer.Predict(stream, int.MaxValue)])
        {
            Assert.Contains("more", Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
        }
    }
}
