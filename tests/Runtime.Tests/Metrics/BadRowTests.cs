using System;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class BadRowTests
{
    private static readonly float[] Output = [0.2f, 0.5f, 0.3f];

    public static TheoryData<Metric> Metrics =>
    [
        new BinaryAccuracy(), new CategoricalAccuracy(), new SparseCategoricalAccuracy(), new TopKCategoricalAccuracy(2), new SparseTopKCategoricalAccuracy(2),
        new Precision(), new Recall(), new F1Score(), new AUC(), new ConfusionMatrix(3),
    ];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Targets_that_fit_no_output_are_refused_and_not_counted(Metric metric)
    {
        bool takesClasses = metric is not (BinaryAccuracy or CategoricalAccuracy or TopKCategoricalAccuracy);
        float[] target = takesClasses ? [1] : [0, 1, 0];
        metric.Add(Output, target);
        double before = metric.Result;
        float[][] wrong = takesClasses ? [[3], [-1], [0.5f], [float.NaN], []] : [[1], [1, 0], [1, 0, 0, 0], []];
        Assert.All(wrong, row => Assert.Throws<ArgumentException>("target", () => metric.Add(Output, row)));
        Assert.Equal(before, metric.Result);
    }

    [Fact]
    public void What_came_and_what_was_expected_is_said()
    {
        Said("The row has 3 outputs and a target of 2 values", new BinaryAccuracy(), [1, 0]);
        Said("The target 3 is none of the classes 0 to 2", new Precision(), [3]);
        Said("The target is one class index; 3 values came", new SparseCategoricalAccuracy(), [0, 1, 0]);

        static void Said(string message, Metric metric, float[] target) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(nameof(target), () => metric.Add(Output, target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_another_width_do_not_wipe_out_what_was_counted()
    {
        var metric = new F1Score();
        metric.Add([0.9f, 0.1f], [0]);
        double before = metric.Result;
        Assert.Contains("3 outputs, the rows before it 2", Assert.Throws<ArgumentException>("output", () => metric.Add(Output, [0])).Message, StringComparison.Ordinal);
        Assert.Equal(before, metric.Result);
        metric.Reset();
        metric.Add(Output, [1]);
        Assert.Equal(1, metric.Of(1));
    }
}
