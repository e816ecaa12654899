using System;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Samples so large that several threads read those of a batch.</summary>
public class LargeSampleReadingTests
{
    private const int Features = 10_000;

    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(10, 10, 3)]
    [InlineData(11, 10, 3)]
    [InlineData(23, 23, 2)]
    [InlineData(3, 2, 4)]
    public void Every_sample_is_read_once_and_into_its_place(int count, int batchSize, int threads)
    {
        float[] x = Samples.Normals(new Random(3), count * Features, scale: 0.01);
        float[] y = Samples.Normals(new Random(4), count, scale: 1);
        var network = new LinearNetwork(Features, [1], Activation.Linear);
        float[] outputs = network.OutputsOneByOne(x);
        double expected = outputs.Zip(y, (output, target) => Math.Pow(output - target, 2)).Average();
        var data = new CountingDataset(Dataset.FromValues(x, y, 1));
        var trainer = new Trainer<LinearNetwork>(network, new SGD(learningRate: 0), Loss.MeanSquaredError);

        History history = trainer.Fit(data, new FitOptions { BatchSize = batchSize, Threads = threads });
        Assert.Equal(Enumerable.Repeat(1, count), data.Reads);
        Assert.Equal(expected, history["loss"][0], 1e-5);

        trainer.Fit(data, new FitOptions { BatchSize = batchSize, Threads = threads, Mixing = new MixUp(1) });
        Assert.Equal(Enumerable.Repeat(2, count), data.Reads);

        Assert.Equal(expected, trainer.Evaluate(data, batchSize).Loss, 1e-5);
        Assert.Equal(Enumerable.Repeat(3, count), data.Reads);
    }

    private sealed class CountingDataset(Dataset data) : Dataset(data.InputShape, data.TargetKind, data.TargetSize)
    {
        public int[] Reads { get; } = new int[data.Count];

        public override int Count => data.Count;

        public override void ReadInput(int index, Span<float> input)
        {
            Interlocked.Increment(ref Reads[index]);
            data.ReadInput(index, input);
        }

        public override void ReadTarget(int index, Span<float> target) => data.ReadTarget(index, target);
    }
}
