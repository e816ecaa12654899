using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

public class FeatureStatisticsTests
{
    [Fact]
    public void The_examples_of_Keras_documentation_come_out()
    {
        Dataset one = Dataset.FromValues([1, 2, 3, 4, 5], new float[5]);
        Assert.Equal([-1.4142135f, -0.70710677f, 0, 0.70710677f, 1.4142135f], Samples.ReadAll(one.Standardize(FeatureStatistics.Of(one))).Inputs);

        var adapted = FeatureStatistics.Of(Dataset.FromValues([0, 7, 4, 2, 9, 6, 0, 7, 4, 2, 9, 6], new float[4]));
        Assert.Equal([-1, -1, -1], Samples.ReadAll(Dataset.FromValues([0, 7, 4], [0]).Standardize(adapted)).Inputs);

        var given = new FeatureStatistics([3], [2]);
        Assert.Equal([-1.4142135f, -0.70710677f, 0], Samples.ReadAll(Dataset.FromValues([1, 2, 3], new float[3]).Standardize(given)).Inputs);
    }

    [Fact]
    public void Means_far_from_zero_cost_no_digits()
    {
        // Values around 1e6 whose squares pass what floats tell apart.
        float[] values = [.. Enumerable.Range(0, 4_096).Select(i => 1e6f + (i % 16))];
        var statistics = FeatureStatistics.Of(Dataset.FromValues(values, new float[4_096]));
        Assert.Equal([1_000_007.5f], statistics.Mean);
        Assert.Equal([21.25f], statistics.Variance);
    }

    [Fact]
    public void Images_have_the_statistics_of_their_channels_and_those_of_two_sides_of_one()
    {
        float[] pixels = [1, 10, 3, 30, 5, 50, 7, 70];
        var colour = FeatureStatistics.Of(Dataset.FromClasses(pixels, [0, 0], [1, 2, 2]));
        Assert.Equal([4, 40], colour.Mean);
        Assert.Equal([5, 500], colour.Variance);
        var grey = FeatureStatistics.Of(Dataset.FromClasses([1, 3, 5, 7], [0], [2, 2]));
        Assert.Equal([4], grey.Mean);
        Assert.Equal([5], grey.Variance);
        var vector = FeatureStatistics.Of(Dataset.FromClasses(pixels, [0, 0]));
        Assert.Equal([3, 30, 5, 50], vector.Mean);
    }

    [Fact]
    public void The_statistics_of_one_file_standardize_another()
    {
        var options = new CsvOptions { Target = CsvTarget.Value };
        CsvDataset train = CsvDataset.Load(new StringReader("a,b,y\n1,100,0\n3,300,1\n"), options);
        CsvDataset test = CsvDataset.Load(new StringReader("a,b,y\n4,500,2\n"), options);
        var statistics = FeatureStatistics.Of(train);
        Assert.Equal([-1, -1, 1, 1], Samples.ReadAll(train.Standardize(statistics)).Inputs);
        Assert.Equal([2, 3], Samples.ReadAll(test.Standardize(statistics)).Inputs);
        Assert.Equal([2], Samples.ReadAll(test.Standardize(statistics)).Targets);
        float[] sample = [4, 500];
        statistics.Standardize(sample, sample);
        Assert.Equal([2, 3], sample);
    }

    [Fact]
    public void Streams_have_the_same_statistics()
    {
        Dataset data = Samples.Clusters(100, 5, 3);
        var expected = FeatureStatistics.Of(data);
        var streamed = FeatureStatistics.Of(new SampleSequence(data).Stream());
        Assert.Equal(expected.Mean, streamed.Mean);
        Assert.Equal(expected.Variance, streamed.Variance);
    }

    [Fact]
    public void A_feature_that_never_changes_becomes_zero_as_in_Keras()
    {
        Dataset data = Dataset.FromValues([0.1f, 1, 0.1f, 2, 0.1f, 6], new float[3]);
        var statistics = FeatureStatistics.Of(data);
        Assert.Equal(0, statistics.Variance[0]);
        Assert.Equal([0, 0, 0], Samples.ReadAll(data.Standardize(statistics)).Inputs.Where((_, i) => i % 2 == 0));
    }

    [Fact]
    public void What_has_no_statistics_is_refused()
    {
        Assert.Throws<ArgumentException>("data", () => FeatureStatistics.Of(Samples.Clusters(3, 2, 2).Take(0)));
        Wrong("Sample 1 of the data holds NaN at value 0", Dataset.FromValues([1, float.NaN, 2], new float[3]));
        Wrong("Sample 0 of the data holds Infinity at value 1", Dataset.FromValues([1, float.PositiveInfinity], [0]));
        Wrong("feature 0 are so far apart", Dataset.FromValues([1e30f, -1e30f], new float[2]));
        Assert.Contains("of 1 features; samples of (2) have 2", Refused("statistics", () => Samples.Clusters(3, 2, 2).Standardize(new FeatureStatistics([0], [1]))), StringComparison.Ordinal);
        Assert.Contains("1 means and 2 variances", Refused("variance", () => new FeatureStatistics([0], [1, 2])), StringComparison.Ordinal);
        Assert.Contains("0 means", Refused("variance", () => new FeatureStatistics([], [])), StringComparison.Ordinal);
        Assert.Contains("Value 0 is -1", Refused("variance", () => new FeatureStatistics([0], [-1])), StringComparison.Ordinal);
        Assert.Contains("Value 0 is NaN", Refused("mean", () => new FeatureStatistics([float.NaN], [1])), StringComparison.Ordinal);
        var two = new FeatureStatistics([0, 0], [1, 1]);
        string message = Assert.Throws<ArgumentException>("input", () => two.Standardize(new float[3], new float[3])).Message;
        Assert.Contains("3 values are no whole number", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>("output", () => two.Standardize(new float[4], new float[2])).Message;
        Assert.Contains("room for 2 values; 4 come", message, StringComparison.Ordinal);

        static void Wrong(string message, Dataset data) =>
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => FeatureStatistics.Of(data)).Message, StringComparison.Ordinal);

        static string Refused(string parameter, Func<object> action) => Assert.Throws<ArgumentException>(parameter, action).Message;
    }

    [Fact]
    public void Inputs_are_mapped_each_time_they_are_read()
    {
        Dataset data = Dataset.FromClasses([1, 2, 3, 4, 5, 6], [0, 1], [3]).WithWeights([1, 2]);
        Dataset sums = data.Map((input, output) => output[0] = input[0] + input[1] + input[2], [1, 1, 1]);
        Assert.Equal([1, 1, 1], sums.InputShape);
        Assert.Equal([6, 15], Samples.ReadAll(sums).Inputs);
        Assert.Equal([0, 1], Samples.ReadAll(sums).Targets);
        Assert.Equal((2f, true), (sums.ReadWeight(1), sums.IsWeighted));
        Dataset doubled = data.Map((input, output) =>
        {
            for (int i = 0; i < input.Length; i++)
            {
                output[i] = 2 * input[i];
            }
        });
        Assert.Equal([2, 4, 6, 8, 10, 12], Samples.ReadAll(doubled).Inputs);
        Assert.Equal([1, 2, 3, 4, 5, 6], Samples.ReadAll(data).Inputs);
        float[] room = new float[9];
        doubled.ReadInput(1, room.AsSpan(3));
        Assert.Equal([0, 0, 0, 8, 10, 12, 0, 0, 0], room);
        Assert.Throws<ArgumentOutOfRangeException>("shape", () => data.Map((_, _) => { }, [0]));
        Assert.Throws<ArgumentException>("shape", () => data.Map((_, _) => { }, []));
    }

    [Fact]
    public void Training_on_mapped_samples_is_training_on_what_they_become()
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(60, 4, 3);
        var statistics = FeatureStatistics.Of(Dataset.FromClasses(inputs, labels));
        float[] standardized = new float[inputs.Length];
        statistics.Standardize(inputs, standardized);
        Assert.Equal(Weights(Dataset.FromClasses(standardized, labels)), Weights(Dataset.FromClasses(inputs, labels).Standardize(statistics)));

        static IEnumerable<float> Weights(Dataset data)
        {
            var network = new LinearNetwork(4, [3]);
            new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(data, new FitOptions { Epochs = 2, Threads = 2 });
            return network.Parameters.Values.ToArray();
        }
    }
}
