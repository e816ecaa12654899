using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class AccuracyTests
{
    [Fact]
    public void Sparse_accuracy_counts_largest_outputs_and_takes_the_first_of_equals()
    {
        var metric = new SparseCategoricalAccuracy();
        metric.Add([0.1f, 0.7f, 0.2f], [1]);
        metric.Add([0.5f, 0.5f, 0], [1]);
        metric.Add([0.5f, 0.5f, 0], [0]);
        metric.Add([0.2f, 0.3f, 0.5f], [0]);
        Assert.Equal(0.5, metric.Result);
        metric.Reset();
        Assert.Equal(0, metric.Result);
        metric.Add([1, 0], [0]);
        Assert.Equal(1, metric.Result);
    }

    [Fact]
    public void Categorical_accuracy_compares_largest_places()
    {
        var metric = new CategoricalAccuracy();
        metric.Add([0.1f, 0.7f, 0.2f], [0, 1, 0]);
        metric.Add([0.1f, 0.7f, 0.2f], [0.6f, 0.3f, 0.1f]);
        Assert.Equal(0.5, metric.Result);
    }

    [Fact]
    public void Binary_accuracy_is_strict_at_the_threshold_and_a_mean_over_outputs()
    {
        var metric = new BinaryAccuracy();
        metric.Add([0.5f], [1]);
        metric.Add([0.5f], [0]);
        metric.Add([0.51f], [1]);
        metric.Add([0.51f], [0]);
        Assert.Equal(0.5, metric.Result);
        metric.Reset();
        metric.Add([0.9f, 0.1f, 0.6f, 0.6f], [1, 0, 1, 0]);
        Assert.Equal(0.75, metric.Result);
        var strict = new BinaryAccuracy(threshold: 0.8);
        strict.Add([0.7f], [0]);
        Assert.Equal(1, strict.Result);
    }

    [Fact]
    public void Accuracy_is_the_metric_that_suits_outputs_and_targets()
    {
        Assert.IsType<BinaryAccuracy>(Accuracy.For(1, TargetKind.Values));
        Assert.IsType<BinaryAccuracy>(Accuracy.For(1, TargetKind.Classes));
        Assert.IsType<SparseCategoricalAccuracy>(Accuracy.For(3, TargetKind.Classes));
        Assert.IsType<CategoricalAccuracy>(Accuracy.For(3, TargetKind.Values));
        Assert.Equal("accuracy", Accuracy.For(3, TargetKind.Classes).Name);
    }

    [Fact]
    public void Accuracy_is_reported_beside_cross_entropies_only()
    {
        var network = new LinearNetwork(2, [1], Activation.Linear);
        Dataset data = Dataset.FromValues([1, 2, 3, 4], [1, 2]);
        Assert.Equal(["loss"], new Trainer<LinearNetwork>(network, new SGD(), Loss.MeanSquaredError).Fit(data).Names);
        Assert.True(double.IsNaN(new Trainer<LinearNetwork>(network, new SGD(), Loss.MeanSquaredError).Evaluate(data).Accuracy));

        var other = new LinearNetwork(2, [1], Activation.Linear);
        var trainer = new Trainer<LinearNetwork>(other, new SGD(), Loss.MeanSquaredError, [new BinaryAccuracy(name: "hits")]);
        Assert.Equal(["hits", "loss"], trainer.Fit(data).Names);
    }
}
