using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class MetricNameTests
{
    private static readonly Dataset Data = Samples.Clusters(20, 2, 3);

    [Fact]
    public void Default_names_are_numbered_as_in_Keras()
    {
        Trainer<LinearNetwork> trainer = Trainer(new AUC(), new Precision(classId: 0), new AUC(curve: AucCurve.PR), new Precision(classId: 1), new AUC(thresholds: 3));
        History history = trainer.Fit(Data, new FitOptions { Validation = Data });
        string[] names = ["auc", "auc_1", "auc_2", "loss", "precision", "precision_1"];
        Assert.Equal([.. names, .. names.Select(name => "val_" + name)], history.Names);
        Evaluation result = trainer.Evaluate(Data);
        Assert.Equal(["auc", "auc_1", "auc_2", "precision", "precision_1"], result.Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(history["val_auc_1"][^1], result["auc_1"]);
        Assert.NotEqual(result["auc"], result["auc_1"]);
    }

    [Fact]
    public void Names_that_are_given_stay_and_numbers_go_round_them()
    {
        var first = new AUC();
        var second = new AUC(curve: AucCurve.PR);
        var given = new AUC(name: "auc_1", thresholds: 3);
        Evaluation result = Trainer(first, given, second).Evaluate(Data);
        Assert.Equal((result.Of(first).Result, result.Of(given).Result, result.Of(second).Result), (result["auc"], result["auc_1"], result["auc_2"]));
        var taken = new AUC(name: "auc");
        result = Trainer(second, taken).Evaluate(Data);
        Assert.Equal((result.Of(taken).Result, result.Of(second).Result), (result["auc"], result["auc_1"]));
    }

    [Fact]
    public void A_numbered_name_can_be_watched()
    {
        var stopping = new EarlyStopping("val_auc_1", patience: 3);
        History history = Trainer(new AUC(), new AUC(curve: AucCurve.PR)).Fit(Data, new FitOptions { Epochs = 4, Validation = Data, Callbacks = [stopping] });
        Assert.Equal(history["val_auc_1"].Max(), stopping.Best);
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("val_loss")]
    [InlineData("val_auc")]
    [InlineData("val_")]
    [InlineData("learning_rate")]
    [InlineData("epoch")]
    [InlineData("batch")]
    public void Names_of_other_figures_are_refused_where_they_are_given(string name)
    {
        Func<Metric>[] metrics = [() => new AUC(name: name), () => new ConfusionMatrix(3, name), () => new BinaryAccuracy(name: name), () => new HitRate(name)];
        Assert.All(metrics, metric => Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(nameof(name), metric).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Empty_names_are_refused(string name) => Assert.Throws<ArgumentException>(nameof(name), () => new HitRate(name));

    [Fact]
    public void A_metric_of_ones_own_without_a_name_is_called_after_its_class()
    {
        Assert.Equal("hit_rate", new HitRate(null).Name);
        Assert.Equal(["hit_rate", "hit_rate_1"], Trainer(new HitRate(null), new HitRate(null)).Evaluate(Data).Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("generic", new Generic<int>().Name);
    }

    [Fact]
    public void One_name_given_twice_is_refused_before_anything_is_trained()
    {
        Said("Metrics 0 and 2, AUC and F1Score, are both called 'mine'", new AUC(name: "mine"), new Recall(), new F1Score(name: "mine"));
        Said("Metric 1 is null", new AUC(), null!);
        var auc = new AUC();
        Said("Metrics 0 and 1 are one object, the AUC 'auc'", auc, auc);

        static void Said(string message, params Metric[] metrics) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(nameof(metrics), () => Trainer(metrics)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_changes_later_does_not_change_the_trainer()
    {
        Metric[] metrics = [new Recall()];
        Trainer<LinearNetwork> trainer = Trainer(metrics);
        metrics[0] = null!;
        Assert.Equal(["recall"], trainer.Evaluate(Data).Metrics.Keys);
    }

    [Fact]
    public void A_direction_is_one_of_three() => Assert.Throws<ArgumentOutOfRangeException>("direction", () => new HitRate("x", (MetricDirection)7));

    private static Trainer<LinearNetwork> Trainer(params Metric[] metrics) => new(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, metrics);

    private sealed class HitRate(string? name, MetricDirection direction = MetricDirection.HigherIsBetter) : MeanMetric(name, direction)
    {
        protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => output[(int)target[0]];
    }

    private sealed class Generic<T>() : MeanMetric(null, MetricDirection.None)
    {
        protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => typeof(T).Name.Length;
    }
}
