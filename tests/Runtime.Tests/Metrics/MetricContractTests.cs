using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

/// <summary>What holds for every metric of the library.</summary>
public class MetricContractTests
{
    private static readonly float[] Outputs = [0.7f, 0.2f, 0.1f, 0.3f, 0.6f, 0.1f, 0.2f, 0.3f, 0.5f, 0.5f, 0.4f, 0.1f];
    private static readonly int[] Labels = [1, 1, 0, 0];

    /// <summary>Metrics by Keras's names and directions, those without one by <see cref="MetricDirection.None"/>.</summary>
    public static TheoryData<Metric, string, MetricDirection> Metrics => new()
    {
        { new BinaryAccuracy(0.25), "binary_accuracy", MetricDirection.HigherIsBetter },
        { new CategoricalAccuracy(), "categorical_accuracy", MetricDirection.HigherIsBetter },
        { new SparseCategoricalAccuracy(), "sparse_categorical_accuracy", MetricDirection.HigherIsBetter },
        { new TopKCategoricalAccuracy(2), "top_k_categorical_accuracy", MetricDirection.HigherIsBetter },
        { new SparseTopKCategoricalAccuracy(2), "sparse_top_k_categorical_accuracy", MetricDirection.HigherIsBetter },
        { new Precision(0.25), "precision", MetricDirection.HigherIsBetter },
        { new Recall(topK: 2, classId: 1), "recall", MetricDirection.HigherIsBetter },
        { new F1Score(ClassAverage.Weighted, 0.25), "f1_score", MetricDirection.HigherIsBetter },
        { new AUC(7, AucCurve.PR, AucSummation.Majoring), "auc", MetricDirection.HigherIsBetter },
        { new MeanIoU(3, ignoreClass: 1), "mean_io_u", MetricDirection.HigherIsBetter },
        { new TruePositives(0.25), "true_positives", MetricDirection.None },
        { new TrueNegatives(0.25), "true_negatives", MetricDirection.None },
        { new FalsePositives(0.25), "false_positives", MetricDirection.None },
        { new FalseNegatives(0.25), "false_negatives", MetricDirection.None },
        { new ConfusionMatrix(3), "confusion_matrix", MetricDirection.None },
        { new MeanAbsoluteError(), "mean_absolute_error", MetricDirection.LowerIsBetter },
        { new MeanSquaredError(), "mean_squared_error", MetricDirection.LowerIsBetter },
        { new RootMeanSquaredError(), "root_mean_squared_error", MetricDirection.LowerIsBetter },
        { new MeanAbsolutePercentageError(), "mean_absolute_percentage_error", MetricDirection.LowerIsBetter },
        { new MeanSquaredLogarithmicError(), "mean_squared_logarithmic_error", MetricDirection.LowerIsBetter },
        { new CosineSimilarity(), "cosine_similarity", MetricDirection.HigherIsBetter },
        { new R2Score(R2Average.VarianceWeighted, 2), "r2_score", MetricDirection.HigherIsBetter },
    };

    [Fact]
    public void Every_metric_of_the_library_is_here() => Assert.Equal(
        typeof(Metric).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract).Select(type => type.Name).Order(StringComparer.Ordinal),
        Metrics.Select(row => row[0].GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Names_and_directions_are_Keras(Metric metric, string name, MetricDirection direction)
    {
        Assert.Equal((name, direction), (metric.Name, metric.Direction));
        Assert.Equal(metric is not ConfusionMatrix, metric.HasFigure);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void An_empty_metric_has_the_same_settings_and_shares_nothing(Metric metric, string name, MetricDirection direction)
    {
        double empty = metric.Result;
        Fill(metric);
        double filled = metric.Result;
        Assert.NotEqual(empty, filled);
        Metric other = metric.CreateEmpty();
        Assert.Equal((metric.GetType(), name, direction), (other.GetType(), other.Name, other.Direction));
        Assert.Equal(empty, other.Result);
        Fill(other);
        Assert.Equal(filled, other.Result);

        // What happens to one does not happen to the other.
        other.Reset();
        Assert.Equal((filled, empty), (metric.Result, other.Result));
        Fill(other);
        Fill(other);
        Assert.Equal(filled, metric.Result);
        metric.Reset();
        Assert.NotEqual(empty, other.Result);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Rows_and_figures_after_the_first_allocate_nothing(Metric metric, string name, MetricDirection direction)
    {
        Assert.Equal((name, direction), (metric.Name, metric.Direction));
        Fill(metric);
        double results = metric.Result;
        float[] targets = metric is SparseCategoricalAccuracy or SparseTopKCategoricalAccuracy ? [1, 1, 0, 0] : Samples.OneHot(Labels, 3);
        AllocationMeter.AssertNoneHere(() =>
        {
            metric.AddRows(Outputs, targets, rows: 4);
            results += metric.Result;
        });
        Assert.False(double.IsNaN(results));
    }

    private static void Fill(Metric metric)
    {
        if (metric is SparseCategoricalAccuracy or SparseTopKCategoricalAccuracy)
        {
            metric.AddRows(Outputs, Labels);
        }
        else
        {
            metric.AddRows(Outputs, Samples.OneHot(Labels, 3), rows: 4);
        }
    }
}
