using System;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class RegressionTests
{
    private static readonly float[] Outputs = [1, 2.5f, 0, -3, 4, 0.5f];
    private static readonly float[] Targets = [0.5f, 4, 0, -1, 3, 0.25f];

    /// <summary>Each metric with Keras's name for it, what its formula gives for the three rows in double, and which way it gets better.</summary>
    public static TheoryData<Metric, string, double, MetricDirection> Formulas => new()
    {
        { new MeanAbsoluteError(), "mean_absolute_error", 0.875, MetricDirection.LowerIsBetter },
        { new MeanSquaredError(), "mean_squared_error", 1.2604166666666667, MetricDirection.LowerIsBetter },
        { new RootMeanSquaredError(), "root_mean_squared_error", 1.1226827987756234, MetricDirection.LowerIsBetter },
        { new MeanAbsolutePercentageError(), "mean_absolute_percentage_error", 78.47222222222223, MetricDirection.LowerIsBetter },
        { new MeanSquaredLogarithmicError(), "mean_squared_logarithmic_error", 0.04883536416812301, MetricDirection.LowerIsBetter },
        { new CosineSimilarity(), "cosine_similarity", 0.9888410188239929, MetricDirection.HigherIsBetter },
    };

    /// <summary>The examples of Keras's documentation, in double.</summary>
    public static TheoryData<Metric, double> Documented => new()
    {
        { new MeanAbsoluteError(), 0.25 },
        { new MeanSquaredError(), 0.25 },
        { new RootMeanSquaredError(), 0.5 },
        { new MeanAbsolutePercentageError(), 250000000 },
        { new MeanSquaredLogarithmicError(), 0.25 * Math.Pow(Math.Log(2) - Math.Log(1 + 1e-7), 2) },
        { new CosineSimilarity(), 0.5 * Math.Sqrt(0.5) },
    };

    public static TheoryData<Metric> Metrics =>
    [
        new MeanAbsoluteError(), new MeanSquaredError(), new RootMeanSquaredError(), new MeanAbsolutePercentageError(), new MeanSquaredLogarithmicError(),
        new CosineSimilarity(), new R2Score(), new R2Score(R2Average.VarianceWeighted),
    ];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Rows_give_what_the_formula_gives(Metric metric, string name, double expected, MetricDirection direction)
    {
        Assert.Equal((name, direction, 0), (metric.Name, metric.Direction, metric.Result));
        metric.AddRows(Outputs, Targets, rows: 3);
        Assert.Equal(expected, metric.Result, 14);
        metric.Reset();
        Assert.Equal(0, metric.Result);
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public void Keras_examples_come_out(Metric metric, double expected)
    {
        metric.AddRows([1, 1, 0, 0], [0, 1, 0, 0], rows: 2);
        Assert.Equal(expected, metric.Result, 1e-14 * expected);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void NaN_in_an_output_or_a_target_makes_the_result_NaN(Metric metric)
    {
        for (int place = 0; place < 4; place++)
        {
            float[] outputs = [1, 2, 3, 4];
            float[] targets = [2, 1, 5, 3];
            (place < 2 ? outputs : targets)[2 * (place % 2)] = float.NaN;
            Metric counting = metric.CreateEmpty();
            counting.AddRows(outputs, targets, rows: 2);
            Assert.True(double.IsNaN(counting.Result), $"place {place}");
        }
    }

    [Fact]
    public void An_infinite_error_is_infinite()
    {
        foreach (Metric metric in new Metric[] { new MeanAbsoluteError(), new MeanSquaredError(), new RootMeanSquaredError(), new MeanAbsolutePercentageError(), new MeanSquaredLogarithmicError() })
        {
            metric.Add([float.PositiveInfinity, 1], [1, 1]);
            Assert.Equal(double.PositiveInfinity, metric.Result);
        }
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void A_target_of_another_width_is_refused_and_not_counted(Metric metric)
    {
        metric.AddRows(Outputs, Targets, rows: 3);
        double before = metric.Result;
        Assert.Throws<ArgumentException>("target", () => metric.Add([1, 2], [1]));
        Assert.Throws<ArgumentException>("target", () => metric.Add([1], [1, 2]));
        Assert.Equal(before, metric.Result);
    }

    [Fact]
    public void Errors_are_not_rounded_to_single_precision()
    {
        var metric = new MeanSquaredError();
        metric.Add([16777216], [0.5f]);
        Assert.Equal(16777215.5 * 16777215.5, metric.Result);
    }

    [Theory]
    [InlineData(new[] { 1f, 2 }, new[] { -2f, -4 }, -1)]
    [InlineData(new[] { 1f, 2 }, new[] { 2f, -1 }, 0)]
    [InlineData(new[] { 0f, 0 }, new[] { 2f, -1 }, 0)]
    [InlineData(new[] { 0f, 0 }, new[] { 0f, 0 }, 0)]
    [InlineData(new[] { 3e20f, 0 }, new[] { 5e30f, 0 }, 1)]
    public void The_cosine_knows_opposite_and_missing_directions(float[] output, float[] target, double expected)
    {
        var metric = new CosineSimilarity();
        metric.Add(output, target);
        Assert.Equal(expected, metric.Result, 12);
    }

    [Fact]
    public void Vectors_below_Keras_epsilon_are_not_lengthened()
    {
        var metric = new CosineSimilarity();
        metric.Add([1e-9f, 0], [1, 0]);
        Assert.Equal((double)1e-9f * 1e7, metric.Result, 15);
    }

    [Fact]
    public void A_trainer_reports_them_in_training_and_validation()
    {
        var trainer = new Trainer<LinearNetwork>(
            new LinearNetwork(1, [1], Activation.Linear), new SGD(), Loss.MeanSquaredError, [new MeanSquaredError(), new MeanAbsoluteError(), new RootMeanSquaredError(), new R2Score()]);
        Dataset data = Dataset.FromValues([1, 2, 3, 4], [2, 4, 6, 9]);
        History history = trainer.Fit(data, new FitOptions { Epochs = 2, Validation = data });
        Assert.Equal(history["loss"], history["mean_squared_error"]);
        Assert.Equal(history["val_loss"], history["val_mean_squared_error"]);
        Evaluation result = trainer.Evaluate(data);
        Assert.Equal(Math.Sqrt(result.Loss), result["root_mean_squared_error"], 6);
        // The targets 2, 4, 6, 9 vary by 26.75 in all.
        Assert.Equal(1 - (4 * result.Loss / 26.75), result["r2_score"], 6);
    }
}
