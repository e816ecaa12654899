using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class PositivesTests
{
    private const int Rows = 200;
    private const int Classes = 4;

    [Fact]
    public void Precision_and_recall_give_the_values_of_Keras_documentation()
    {
        Assert.Equal(2 / 3.0, Of(new Precision(), [0, 1, 1, 1], [1, 0, 1, 1]), 12);
        Assert.Equal(2 / 3.0, Of(new Recall(), [0, 1, 1, 1], [1, 0, 1, 1]), 12);
        // The four values as one row, of which the two largest, the first of equals, count.
        var precision = new Precision(topK: 2);
        precision.Add([1, 0, 1, 1], [0, 0, 1, 1]);
        Assert.Equal(0.5, precision.Result);
    }

    [Fact]
    public void The_threshold_is_strict_and_nothing_of_nothing_is_0()
    {
        Assert.Equal(0, Of(new Precision(), [1], [0.5f]));
        Assert.Equal(0, Of(new Recall(), [0], [0.9f]));
        Assert.Equal(1, Of(new Precision(threshold: 0.4), [1], [0.5f]));
        var metric = new Recall();
        metric.AddRows([0.9f, 0.1f], [1, 1], rows: 2);
        Assert.Equal((1, 0, 1), (metric.TruePositives, metric.FalsePositives, metric.FalseNegatives));
        metric.Reset();
        Assert.Equal((0, 0, 0, 0.0), (metric.TruePositives, metric.FalsePositives, metric.FalseNegatives, metric.Result));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Precision_recall_and_F1_agree_with_plain_counting(int? classId)
    {
        (float[] outputs, int[] labels) = Predictions();
        int tp = 0, fp = 0, fn = 0;
        for (int row = 0; row < Rows; row++)
        {
            for (int i = 0; i < Classes; i++)
            {
                if (classId is null || classId == i)
                {
                    bool predicted = outputs[(row * Classes) + i] > 0.3f;
                    tp += predicted && labels[row] == i ? 1 : 0;
                    fp += predicted && labels[row] != i ? 1 : 0;
                    fn += !predicted && labels[row] == i ? 1 : 0;
                }
            }
        }

        foreach (bool oneHot in new[] { false, true })
        {
            Assert.Equal((double)tp / (tp + fp), Fill(new Precision(0.3, classId: classId), outputs, labels, oneHot), 12);
            Assert.Equal((double)tp / (tp + fn), Fill(new Recall(0.3, classId: classId), outputs, labels, oneHot), 12);
            var f1 = new F1Score(ClassAverage.Micro, threshold: 0.3);
            double micro = Fill(f1, outputs, labels, oneHot);
            Assert.Equal(2.0 * tp / ((2 * tp) + fp + fn), classId is null ? micro : f1.Of(classId.Value), 12);
        }
    }

    [Fact]
    public void F1_gives_the_values_of_Keras_documentation()
    {
        var metric = new F1Score(threshold: 0.5);
        metric.AddRows([0.2f, 0.6f, 0.7f, 0.2f, 0.6f, 0.6f, 0.6f, 0.8f, 0], [1, 1, 1, 1, 0, 0, 1, 1, 0], rows: 3);
        Assert.Equal(0.5, metric.Of(0), 6);
        Assert.Equal(0.8, metric.Of(1), 6);
        Assert.Equal(0.6666667, metric.Of(2), 6);
    }

    [Theory]
    [InlineData(new[] { 0f, 0, 0 }, 0, 0, 3)]
    [InlineData(new[] { 1e-10f, 1e-10f, 0 }, 0, 0, 3)]
    [InlineData(new[] { 2e-9f, 1e-9f, 0 }, 1, 0, 2)]
    [InlineData(new[] { 0.5f, 0.5f, 0 }, 2, 0, 1)]
    [InlineData(new[] { -1f, -2, -3 }, 1, 0, 2)]
    [InlineData(new[] { -1f, 0, -3 }, 0, 0, 3)]
    public void F1_takes_all_largest_outputs_for_predicted_but_none_near_0(float[] output, int truePositives, int falsePositives, int falseNegatives)
    {
        var metric = new F1Score(ClassAverage.Micro);
        metric.Add(output, [1, 1, 1]);
        Assert.Equal(truePositives == 0 ? 0 : 2.0 * truePositives / ((2 * truePositives) + falsePositives + falseNegatives), metric.Result, 12);

        // Against targets of none, what is predicted is wrong; a correct row beside it makes the number visible.
        metric.Reset();
        metric.Add(output, [0, 0, 0]);
        metric.Add([1, 0, 0], [1, 0, 0]);
        Assert.Equal(2.0 / (2 + truePositives), metric.Result, 12);
    }

    [Fact]
    public void F1_is_0_for_what_has_nothing_to_count_and_means_include_it()
    {
        var macro = new F1Score();
        macro.Add([1, 0, 0], [1, 0, 0]);
        Assert.Equal([1.0, 0, 0], new[] { macro.Of(0), macro.Of(1), macro.Of(2) });
        Assert.Equal(1 / 3.0, macro.Result, 12);
        var weighted = new F1Score(ClassAverage.Weighted);
        weighted.Add([1, 0, 0], [0, 0, 0]);
        Assert.Equal(0, weighted.Result);
        Assert.Equal(0, new F1Score(ClassAverage.Micro).Result);
    }

    [Fact]
    public void The_largest_outputs_count_whatever_their_sign_and_a_threshold_narrows_them()
    {
        var free = new Precision(topK: 2);
        free.Add([-3, -1, -2], [1, 1, 0]);
        Assert.Equal((1, 1, 1, 0), (free.TruePositives, free.FalsePositives, free.FalseNegatives, free.TrueNegatives));
        var narrowed = new Recall(threshold: -1.5, topK: 2);
        narrowed.Add([-3, -1, -2], [1, 1, 1]);
        Assert.Equal((1, 0, 2, 0), (narrowed.TruePositives, narrowed.FalsePositives, narrowed.FalseNegatives, narrowed.TrueNegatives));

        // Of equals the first.
        var first = new Precision(topK: 1, classId: 1);
        first.Add([0.5f, 0.5f, 0], [0, 1, 0]);
        Assert.Equal((0, 1), (first.TruePositives, first.FalseNegatives));
    }

    [Fact]
    public void The_four_counts_are_those_of_Keras_documentation()
    {
        Assert.Equal(2, Of(new FalsePositives(), [0, 1, 0, 0], [0, 0, 1, 1]));
        Assert.Equal(2, Of(new FalseNegatives(), [0, 1, 1, 1], [0, 1, 0, 0]));
        Assert.Equal(2, Of(new TrueNegatives(), [0, 1, 0, 0], [1, 1, 0, 0]));
        Assert.Equal(2, Of(new TruePositives(), [0, 1, 1, 1], [1, 0, 1, 1]));
        Assert.Equal(1, Of(new TruePositives(threshold: 0.75), [1, 1, 1], [0.75f, 0.5f, 0.8f]));
        Assert.Equal(0, Of(new TruePositives(), [1], [0.5f]));
        Assert.Equal(1, Of(new FalseNegatives(), [1], [0.5f]));
        Assert.Equal(1, Of(new TrueNegatives(), [0], [0.5f]));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new FalsePositives(double.NaN));
    }

    [Fact]
    public void F1_averages_classes_alike_or_by_their_number()
    {
        // Class 0: three times the target, twice found; class 1: once, once; class 2 never.
        var macro = new F1Score();
        var weighted = new F1Score(ClassAverage.Weighted);
        float[] outputs = [0.9f, 0.1f, 0, 0.8f, 0.2f, 0, 0.3f, 0.7f, 0, 0.1f, 0.9f, 0];
        macro.AddRows(outputs, [0, 0, 0, 1]);
        weighted.AddRows(outputs, [0, 0, 0, 1]);
        Assert.Equal((0.8 + (2 / 3.0)) / 3, macro.Result, 12);
        Assert.Equal(((3 * 0.8) + (2 / 3.0)) / 4, weighted.Result, 12);
        Assert.Throws<ArgumentOutOfRangeException>("classId", () => macro.Of(3));
        macro.Reset();
        Assert.Equal(0, macro.Result);
    }

    [Fact]
    public void F1_of_a_single_output_has_its_border_at_one_half()
    {
        var metric = new F1Score();
        metric.AddRows([0.6f, 0.4f, 0.7f], [1, 1, 0], rows: 3);
        Assert.Equal(0.5, metric.Result);
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new Precision(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new F1Score(threshold: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new BinaryAccuracy(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("topK", () => new Precision(topK: 0));
        Assert.Throws<ArgumentOutOfRangeException>("classId", () => new Recall(classId: -1));
        Assert.Throws<ArgumentException>("output", () => new Precision(classId: 2).Add([1, 2], [1, 2]));
        ArgumentException uneven = Assert.Throws<ArgumentException>("outputs", () => new Precision().AddRows(new float[3], [0, 1]));
        Assert.Contains("3 values cannot be shared evenly among 2 rows", uneven.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => new Precision().AddRows([], [], rows: 0));
    }

    private static double Of(Metric metric, float[] targets, float[] outputs)
    {
        metric.AddRows(outputs, targets, targets.Length);
        return metric.Result;
    }

    private static double Fill(Metric metric, float[] outputs, int[] labels, bool oneHot)
    {
        if (oneHot)
        {
            metric.AddRows(outputs, Samples.OneHot(labels, Classes), Rows);
        }
        else
        {
            metric.AddRows(outputs, labels);
        }

        return metric.Result;
    }

    private static (float[] Outputs, int[] Labels) Predictions()
    {
        var random = new Random(3);
        return ([.. Enumerable.Range(0, Rows * Classes).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Classes))]);
    }
}
