using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

/// <summary>Metrics belong to whoever gave them: each epoch and each evaluation counts for itself.</summary>
public class MetricSharingTests
{
    private static readonly Dataset Data = Samples.Clusters(40, 2, 3);
    private static readonly Dataset Other = Samples.Clusters(25, 2, 3, seed: 3);

    public static TheoryData<Func<Metric[]>> Metrics => [() => [], () => [new SparseCategoricalAccuracy(), new F1Score(), new AUC(), new Recall(), new MeanIoU(3), new ConfusionMatrix(3), new Own()]];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void An_evaluation_within_a_fit_leaves_the_fits_figures_as_they_are(Func<Metric[]> metrics)
    {
        History alone = Trainer(metrics()).Fit(Data, Options());
        Trainer<LinearNetwork> trainer = Trainer(metrics());
        var figures = new List<double>();
        void Evaluate(int batch, ActingCallback _)
        {
            if (batch == 4)
            {
                figures.Add(trainer.Evaluate(Other).Loss);
            }
        }

        History disturbed = trainer.Fit(Data, Options(new ActingCallback { AfterBatch = Evaluate }));
        Assert.Equal(2, figures.Count);
        Assert.Equal(alone.Names, disturbed.Names);
        Assert.All(alone.Names, name => Assert.Equal(alone[name], disturbed[name]));
    }

    [Fact]
    public void Trainers_that_share_metrics_do_not_count_for_each_other()
    {
        Metric[] shared = [new SparseCategoricalAccuracy(), new F1Score(), new AUC(), new Own()];
        History alone = Trainer(shared).Fit(Data, Options());
        Trainer<LinearNetwork> other = Trainer(shared);
        History disturbed = Trainer(shared).Fit(Data, Options(new ActingCallback { AfterBatch = (_, _) => other.Fit(Other) }));
        Assert.All(alone.Names, name => Assert.Equal(alone[name], disturbed[name]));
        Assert.All(shared, metric => Assert.Equal(0, metric.Result));
    }

    [Fact]
    public async Task Evaluations_on_several_threads_each_count_for_themselves()
    {
        var matrix = new ConfusionMatrix(3);
        Trainer<LinearNetwork> trainer = Trainer(new SparseCategoricalAccuracy(), new AUC(), matrix);
        Evaluation expected = trainer.Evaluate(Data, batchSize: 1);
        Evaluation[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            Evaluation result = expected;
            for (int i = 0; i < 20; i++)
            {
                result = trainer.Evaluate(Data, batchSize: 1);
            }

            return result;
        })));
        Assert.All(results, result =>
        {
            Assert.Equal(expected.Metrics, result.Metrics);
            Assert.Equal(expected.Of(matrix).ToString(), result.Of(matrix).ToString());
        });
    }

    [Fact]
    public void An_evaluation_has_what_its_metrics_counted_for_ever()
    {
        var matrix = new ConfusionMatrix(3);
        var f1 = new F1Score();
        Trainer<LinearNetwork> trainer = Trainer(f1, matrix);
        Evaluation first = trainer.Evaluate(Data);
        string counted = first.Of(matrix).ToString();
        Evaluation second = trainer.Evaluate(Other);
        Assert.Equal((40, 25, 0), (first.Of(matrix).Total, second.Of(matrix).Total, matrix.Total));
        Assert.Equal(counted, first.Of(matrix).ToString());
        Assert.Equal(first["f1_score"], first.Of(f1).Result);
        Assert.NotEqual(first.Of(f1).Of(1), second.Of(f1).Of(1));
    }

    [Fact]
    public void Metrics_that_the_trainer_was_not_given_are_refused()
    {
        Evaluation result = Trainer(new F1Score(), new AUC()).Evaluate(Data);
        ArgumentException exception = Assert.Throws<ArgumentException>("metric", () => result.Of(new AUC()));
        Assert.Contains("not given this AUC, but f1_score, auc", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("metric", () => Trainer().Evaluate(Data).Of(new AUC()));
        Assert.Throws<ArgumentException>("metric", () => new Evaluation(1, new Dictionary<string, double>()).Of(new AUC()));
    }

    [Fact]
    public void Figures_of_an_evaluation_are_there_by_name()
    {
        Evaluation result = Trainer(new F1Score(), new ConfusionMatrix(3)).Evaluate(Data);
        Assert.Equal((result.Loss, result.Metrics["f1_score"]), (result["loss"], result["f1_score"]));
        Assert.Contains("no 'accuracy'; it has f1_score, loss.", Assert.Throws<KeyNotFoundException>(() => result["accuracy"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_sees_what_is_counted_as_it_is_counted()
    {
        var matrix = new ConfusionMatrix(3);
        var totals = new List<long>();
        var watching = new ActingCallback { AfterBatch = (_, self) => totals.Add(self.Context.Of(matrix).Total) };
        Trainer(matrix).Fit(Data, new FitOptions { Epochs = 2, BatchSize = 16, Callbacks = [watching] });
        Assert.Equal([16L, 32, 40, 16, 32, 40], totals);
        Assert.Equal(40, watching.Context.Of(matrix).Total);
        Assert.Equal("metric", Assert.Throws<ArgumentException>(() => watching.Context.Of(new ConfusionMatrix(3))).ParamName);
        var driver = new CallbackDriver(watching);
        Assert.Contains("none has begun", Assert.Throws<InvalidOperationException>(() => driver.Context.Of(matrix)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "null came")]
    [InlineData(1, "the metric itself came")]
    [InlineData(2, "a Recall came")]
    public void A_metric_that_cannot_be_made_anew_stops_a_fit_before_it_changes_anything(int kind, string complaint)
    {
        var network = new LinearNetwork(2, [3]);
        float[] before = network.Parameters.Values.ToArray();
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy, [new Broken(kind)]);
        var callback = new ActingCallback();
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => trainer.Fit(Data, Options(callback)));
        Assert.Contains($"Broken.CreateEmpty must make another Broken; {complaint}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());
        Assert.Empty(callback.Moments);
    }

    private static FitOptions Options(params Callback[] callbacks) => new() { Epochs = 2, BatchSize = 4, ValidationSplit = 0.2, Callbacks = callbacks };

    private static Trainer<LinearNetwork> Trainer(params Metric[] metrics) =>
        new(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, metrics.Length == 0 ? null : metrics);

    /// <summary>As a user would write one.</summary>
    private sealed class Own() : MeanMetric("own", MetricDirection.HigherIsBetter)
    {
        protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => output[(int)target[0]];
    }

    private sealed class Broken(int kind) : Metric("broken", MetricDirection.None)
    {
        public override double Result => 0;

        public override Metric CreateEmpty() => kind switch
        {
            0 => null!,
            1 => this,
            _ => new Recall(),
        };

        public override void Reset()
        {
        }

        public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
        {
        }
    }
}
