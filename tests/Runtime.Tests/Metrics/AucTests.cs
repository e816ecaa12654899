using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class AucTests
{
    [Fact]
    public void The_value_of_Keras_documentation_comes_out()
    {
        var metric = new AUC(thresholds: 3);
        metric.AddRows([0, 0.5f, 0.3f, 0.9f], [0, 0, 1, 1], rows: 4);
        Assert.Equal(0.75, metric.Result);
        metric.Reset();
        Assert.Equal(0, metric.Result);
    }

    public static TheoryData<int, AucCurve, AucSummation> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, AucCurve, AucSummation>();
            foreach (int thresholds in new[] { 2, 3, 21, 200 })
            {
                foreach (AucCurve curve in Enum.GetValues<AucCurve>())
                {
                    foreach (AucSummation summation in Enum.GetValues<AucSummation>())
                    {
                        kinds.Add(thresholds, curve, summation);
                    }
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Areas_agree_with_counting_at_every_threshold(int thresholds, AucCurve curve, AucSummation summation)
    {
        var random = new Random(5);
        float[] targets = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() < 0.3 ? 1f : 0)];
        // Among them 0, 1 and others on thresholds.
        float[] outputs = [.. targets.Select((target, i) => i < 20 ? i / 19f : Math.Clamp((target * 0.3f) + (random.NextSingle() * 0.7f), 0, 1))];
        var metric = new AUC(thresholds, curve, summation);
        metric.AddRows(outputs, targets, targets.Length);
        Assert.Equal(Reference(outputs, targets, thresholds, curve, summation), metric.Result, 10);
    }

    [Fact]
    public void The_ROC_area_is_the_chance_that_a_positive_ranks_above_a_negative()
    {
        // Mann and Whitney's statistic: pairs in order, ties by half. Scores lie between thresholds, so that none is lost.
        var random = new Random(11);
        int[] ranks = [.. Enumerable.Range(0, 150).Select(_ => random.Next(199))];
        float[] targets = [.. ranks.Select(rank => random.Next(199) < rank ? 1f : 0)];
        double ordered = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            for (int j = 0; j < ranks.Length; j++)
            {
                ordered += targets[i] == 1 && targets[j] == 0 ? (Math.Sign(ranks[i] - ranks[j]) + 1) / 2.0 : 0;
            }
        }

        var metric = new AUC();
        metric.AddRows([.. ranks.Select(rank => (rank + 0.5f) / 199)], targets, targets.Length);
        Assert.Equal(ordered / (targets.Count(target => target == 1) * targets.Count(target => target == 0)), metric.Result, 12);
    }

    [Fact]
    public void Perfect_and_reversed_orders_have_the_areas_1_and_0()
    {
        float[] outputs = [0.1f, 0.2f, 0.8f, 0.9f];
        var perfect = new AUC();
        perfect.AddRows(outputs, [0, 0, 1, 1], rows: 4);
        Assert.Equal(1, perfect.Result, 12);
        var reversed = new AUC();
        reversed.AddRows(outputs, [1, 1, 0, 0], rows: 4);
        Assert.Equal(0, reversed.Result, 12);
        var precision = new AUC(curve: AucCurve.PR);
        precision.AddRows(outputs, [0, 0, 1, 1], rows: 4);
        Assert.Equal(1, precision.Result, 12);
    }

    [Fact]
    public void Class_indices_count_as_one_hot()
    {
        float[] outputs = [0.7f, 0.2f, 0.1f, 0.3f, 0.3f, 0.4f, 0.5f, 0.4f, 0.1f];
        var sparse = new AUC();
        sparse.AddRows(outputs, [0, 1, 2]);
        var oneHot = new AUC();
        oneHot.AddRows(outputs, Samples.OneHot([0, 1, 2], 3), rows: 3);
        Assert.Equal(oneHot.Result, sparse.Result);
        Assert.InRange(sparse.Result, 0.01, 0.99);
    }

    [Fact]
    public void Outputs_beyond_0_and_1_are_cut_off_and_targets_other_than_0_are_yes()
    {
        float[] outputs = [-5, 0.2f, 0.6f, 0.8f, 7];
        var metric = new AUC();
        metric.AddRows(outputs, [0, 1, 0, 1, 1], rows: 5);
        var cut = new AUC();
        cut.AddRows([0, 0.2f, 0.6f, 0.8f, 1], [0, 0.5f, 0, 2, -1], rows: 5);
        Assert.Equal(cut.Result, metric.Result);
        // Of the six pairs one is in the wrong order.
        Assert.Equal(5 / 6.0, metric.Result, 12);
    }

    [Fact]
    public void One_class_alone_has_no_area()
    {
        foreach (float target in new[] { 0f, 1 })
        {
            var metric = new AUC();
            metric.AddRows([0.2f, 0.7f], [target, target], rows: 2);
            Assert.Equal(0, metric.Result);
        }
    }

    [Fact]
    public void Two_thresholds_are_the_least() => Assert.Throws<ArgumentOutOfRangeException>("thresholds", () => new AUC(thresholds: 1));

    /// <summary>The definition, with counts at every threshold.</summary>
    private static double Reference(float[] outputs, float[] targets, int thresholds, AucCurve curve, AucSummation summation)
    {
        double[] at = [.. Enumerable.Range(0, thresholds).Select(i => i == 0 ? -1e-7 : i == thresholds - 1 ? 1 + 1e-7 : (double)i / (thresholds - 1))];
        // In single precision a prediction lies on the threshold that it is nearest to.
        double[] scores = [.. outputs.Select(value => Math.Abs((value * (thresholds - 1f)) - MathF.Round(value * (thresholds - 1f))) == 0
            ? Math.Round(value * (double)(thresholds - 1)) / (thresholds - 1)
            : value)];
        double[] tp = [.. at.Select(threshold => (double)scores.Index().Count(score => score.Item > threshold && targets[score.Index] == 1))];
        double[] fp = [.. at.Select(threshold => (double)scores.Index().Count(score => score.Item > threshold && targets[score.Index] == 0))];
        double positives = targets.Count(target => target == 1);
        double negatives = targets.Length - positives;
        double area = 0;
        for (int i = 0; i + 1 < thresholds; i++)
        {
            if (curve == AucCurve.PR && summation == AucSummation.Interpolation)
            {
                double dtp = tp[i] - tp[i + 1];
                double p = tp[i] + fp[i];
                double next = tp[i + 1] + fp[i + 1];
                double slope = p - next == 0 ? 0 : dtp / (p - next);
                double intercept = tp[i + 1] - (slope * next);
                area += slope * (dtp + (intercept * Math.Log(p > 0 && next > 0 ? p / next : 1))) / positives;
                continue;
            }

            double Precision(int j) => tp[j] + fp[j] == 0 ? 0 : tp[j] / (tp[j] + fp[j]);
            double X(int j) => curve == AucCurve.ROC ? fp[j] / negatives : tp[j] / positives;
            double Y(int j) => curve == AucCurve.ROC ? tp[j] / positives : Precision(j);
            area += (X(i) - X(i + 1)) * summation switch
            {
                AucSummation.Minoring => Math.Min(Y(i), Y(i + 1)),
                AucSummation.Majoring => Math.Max(Y(i), Y(i + 1)),
                _ => (Y(i) + Y(i + 1)) / 2,
            };
        }

        return area;
    }
}
