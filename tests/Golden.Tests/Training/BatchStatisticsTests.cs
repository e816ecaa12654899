using System;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>When moving statistics change, and when they do not.</summary>
public sealed class BatchStatisticsTests
{
    private const int BatchSize = 8;
    private const int Features = 5;

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        new NetworkSpec("Followed", SampleShape.Vector(Features), [new BatchNormalizationSpec { Momentum = 0.75 }, new DenseSpec(2) { Activation = Activation.Softmax }])
        { InputGradient = false }));

    [Fact]
    public void A_batch_that_is_refused_changes_no_statistics()
    {
        INetwork expected = Train(Data(batches: 1));

        INetwork network = Create();
        float[] inputs = Inputs(batches: 2);
        inputs[^1] = float.NaN;
        Assert.Throws<InvalidDataException>(() => Fit(network, Dataset.FromClasses(inputs, Labels(batches: 2))));

        Assert.Equal(expected.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
    }

    [Fact]
    public void Each_step_takes_the_moving_statistics_one_share_nearer_to_those_of_its_batch()
    {
        INetwork network = Train(Data(batches: 2));

        double[] means = new double[Features];
        double[] variances = [.. Enumerable.Repeat(1.0, Features)];
        foreach (float[] batch in Inputs(batches: 2).Chunk(BatchSize * Features))
        {
            for (int feature = 0; feature < Features; feature++)
            {
                double[] values = [.. batch.Where((_, i) => i % Features == feature).Select(value => (double)value)];
                double mean = values.Average();
                means[feature] = (0.75 * means[feature]) + (0.25 * mean);
                variances[feature] = (0.75 * variances[feature]) + (0.25 * values.Average(value => (value - mean) * (value - mean)));
            }
        }

        Closeness.Relative("moving mean", means, network.Parameters["batch_normalization/moving_mean"].Values, 1e-5);
        Closeness.Relative("moving variance", variances, network.Parameters["batch_normalization/moving_variance"].Values, 1e-5);
    }

    [Fact]
    public void Evaluation_changes_no_statistics_and_goes_by_them()
    {
        INetwork network = Train(Data(batches: 3));
        float[] before = network.Parameters.Values.ToArray();
        Dataset data = Data(batches: 4);

        Evaluation evaluation = new Trainer<INetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy).Evaluate(data, batchSize: 3);

        float[] outputs = network.Predict(Inputs(batches: 4));
        int[] labels = Labels(batches: 4);
        Assert.Equal(labels.Select((label, i) => -Math.Log(outputs[(2 * i) + label])).Average(), evaluation.Loss, 1e-5);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    private static INetwork Train(Dataset data)
    {
        INetwork network = Create();
        Fit(network, data);
        return network;
    }

    private static INetwork Create() => Compiled.Value.Create("Followed", seed: 3);

    private static void Fit(INetwork network, Dataset data) =>
        new Trainer<INetwork>(network, new SGD(learningRate: 0.1), Loss.SparseCategoricalCrossentropy).Fit(data, new FitOptions { BatchSize = BatchSize, Shuffle = false });

    private static Dataset Data(int batches) => Dataset.FromClasses(Inputs(batches), Labels(batches));

    /// <summary>Far from zero, on purpose.</summary>
    private static float[] Inputs(int batches)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, batches * BatchSize * Features).Select(i => (i % Features * 3) + random.NextSingle())];
    }

    private static int[] Labels(int batches) => [.. Enumerable.Range(0, batches * BatchSize).Select(i => i * 7 % 3 % 2)];
}
