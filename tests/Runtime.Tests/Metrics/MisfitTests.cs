using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

/// <summary>Metrics of the wrong kind for the outputs and targets.</summary>
public class MisfitTests
{
    public static TheoryData<Metric, int, Loss, string> Wrong => new()
    {
        {
            new CategoricalAccuracy(), 3, Loss.SparseCategoricalCrossentropy,
            "CategoricalAccuracy 'categorical_accuracy' cannot judge Linear by the targets of sparse_categorical_crossentropy: "
                + "it takes a value for each of the 3 outputs, and these are class indices"
        },
        { new TopKCategoricalAccuracy(), 3, Loss.SparseCategoricalCrossentropy, "the Sparse metric of that name takes those" },
        { new BinaryAccuracy(name: "hits"), 3, Loss.SparseCategoricalCrossentropy, "BinaryAccuracy 'hits' cannot judge" },
        { new MeanAbsoluteError(), 3, Loss.SparseCategoricalCrossentropy, "these are class indices" },
        { new R2Score(), 3, Loss.SparseCategoricalCrossentropy, "these are class indices" },
        { new CosineSimilarity(), 3, Loss.SparseCategoricalCrossentropy, "these are class indices" },
        { new SparseCategoricalAccuracy(), 3, Loss.CategoricalCrossentropy, "it takes one class index, and these have a value for each of the 3 outputs" },
        { new SparseTopKCategoricalAccuracy(), 3, Loss.MeanSquaredError, "it takes one class index" },
        { new SparseCategoricalAccuracy(), 1, Loss.BinaryCrossentropy, "there is one; BinaryAccuracy judges that" },
        { new CategoricalAccuracy(), 1, Loss.BinaryCrossentropy, "there is one; BinaryAccuracy judges that" },
        { new TopKCategoricalAccuracy(), 1, Loss.MeanSquaredError, "there is one; BinaryAccuracy judges that" },
        { new Precision(classId: 3), 3, Loss.SparseCategoricalCrossentropy, "it looks at class 3, and there are the outputs 0 to 2" },
        { new ConfusionMatrix(4), 3, Loss.SparseCategoricalCrossentropy, "it has 4 classes, and there are 3 outputs" },
        { new ConfusionMatrix(3), 1, Loss.BinaryCrossentropy, "it has 3 classes, and there is 1 output" },
        { new MeanIoU(2), 3, Loss.CategoricalCrossentropy, "it has 2 classes, and there are 3 outputs" },
    };

    public static TheoryData<Metric, int, Loss> Right
    {
        get
        {
            var right = new TheoryData<Metric, int, Loss>();
            foreach (Loss loss in new[] { Loss.SparseCategoricalCrossentropy, Loss.CategoricalCrossentropy, Loss.BinaryCrossentropy })
            {
                int outputs = loss == Loss.BinaryCrossentropy ? 1 : 3;
                Metric[] both = [new Precision(), new Recall(classId: 0), new F1Score(), new AUC(), new ConfusionMatrix(Math.Max(outputs, 2)), new MeanIoU(Math.Max(outputs, 2)), new TrueNegatives()];
                Metric[] values = [new BinaryAccuracy(), new MeanSquaredError(), new R2Score(), new CosineSimilarity()];
                Metric[] fitting = outputs == 1 ? values
                    : loss.TakesClasses ? [new SparseCategoricalAccuracy(), new SparseTopKCategoricalAccuracy()]
                    : [new CategoricalAccuracy(), new TopKCategoricalAccuracy(), .. values];
                foreach (Metric metric in both.Concat(fitting))
                {
                    right.Add(metric, outputs, loss);
                }
            }

            return right;
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_metric_that_can_judge_no_row_is_refused_when_it_is_given(Metric metric, int outputs, Loss loss, string message)
    {
        var network = new LinearNetwork(2, [outputs]);
        Assert.Contains(message, Assert.Throws<ArgumentException>("metrics", () => new Trainer<LinearNetwork>(network, new SGD(), loss, [metric])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void A_metric_that_fits_judges(Metric metric, int outputs, Loss loss)
    {
        int[] labels = [0, outputs == 1 ? 0 : 2, 0, outputs == 1 ? 0 : 1];
        Dataset data = loss.TakesClasses ? Dataset.FromClasses(new float[8], labels)
            : outputs == 1 ? Dataset.FromValues(new float[8], [0, 1, 0, 1])
            : Dataset.FromOneHot(new float[8], Samples.OneHot(labels, 3), 3);
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [outputs], outputs == 1 ? Activation.Sigmoid : Activation.Softmax), new SGD(), loss, [metric]);
        Evaluation result = trainer.Evaluate(data);
        Assert.False(double.IsNaN(result.Of(metric).Result));
    }

    [Fact]
    public void Rows_are_what_counts_and_not_samples()
    {
        // Four pixels of three classes: the network has twelve outputs, and a row of it three.
        var network = new LinearNetwork(2, [2, 2, 3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy, [new SparseCategoricalAccuracy(), new MeanIoU(3)]);
        Assert.Throws<ArgumentException>("metrics", () => new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy, [new MeanIoU(12)]));
        Assert.Equal(2, trainer.Evaluate(new Pixels()).Metrics.Count);
    }

    [Theory]
    [InlineData(DataRole.Training)]
    [InlineData(DataRole.Validation)]
    [InlineData(DataRole.Evaluation)]
    public void What_only_a_row_shows_is_said_with_metric_sample_and_data(string role)
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(1, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, [new Strict()]);
        Dataset good = Dataset.FromClasses([1, 2, 3], [0, 1, 0]);
        Dataset bad = Dataset.FromClasses([1, 2, 3, 4, 5], [0, 1, 0, 2, 0]);
        ArgumentException exception = Assert.Throws<ArgumentException>("target", () => role == DataRole.Evaluation
            ? trainer.Evaluate(bad, batchSize: 2).Loss
            : trainer.Fit(role == DataRole.Training ? bad : good, new FitOptions { Shuffle = false, BatchSize = 2, Validation = bad }).Epochs.Count);
        Assert.Contains($"The Strict 'strict' cannot judge sample 3 of the {role}: No class 2 here.", exception.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(exception.InnerException);
    }

    private sealed class Strict() : MeanMetric(null, MetricDirection.None)
    {
        protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) =>
            target[0] < 2 ? 1 : throw new ArgumentException("No class 2 here.", nameof(target));
    }

    private sealed class Pixels() : Dataset([2], TargetKind.Classes, 4)
    {
        public override int Count => 2;

        public override void ReadInput(int index, Span<float> input) => input.Fill(index);

        public override void ReadTarget(int index, Span<float> target) => target.Fill(index);
    }
}
