using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class ConfusionMatrixTests
{
    [Fact]
    public void Rows_are_actual_and_columns_predicted()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.AddRows([0.9f, 0.1f, 0, 0.1f, 0.9f, 0, 0.1f, 0.9f, 0, 0, 0.4f, 0.6f, 0.5f, 0.5f, 0], [0, 0, 1, 2, 2]);
        Assert.Equal("true \\ as 0 1 2 recall\n0         1 1 .  50.0%\n1         . 1 . 100.0%\n2         1 . 1  50.0%\n", matrix.ToString());
        Assert.Equal((1, 5, 0.6), (matrix[2, 0], matrix.Total, matrix.Result));
        Assert.Equal([0.5, 0.5, 1], Enumerable.Range(0, 3).Select(matrix.Precision));
        Assert.Equal([0.5, 1, 0.5], Enumerable.Range(0, 3).Select(matrix.Recall));
        Assert.Equal([2L, 1, 2], Enumerable.Range(0, 3).Select(matrix.Support));
        Assert.Equal([2L, 2, 1], Enumerable.Range(0, 3).Select(matrix.Predictions));
        matrix.Reset();
        Assert.Equal((0, 0), (matrix.Total, matrix.Result));
        Assert.Equal(0, matrix.Precision(0));
    }

    [Fact]
    public void One_hot_targets_and_single_outputs_have_classes_too()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.Add([0.2f, 0.8f], [1, 0]);
        matrix.Add([0.5f], [1]);
        matrix.Add([0.6f], [1]);
        Assert.Equal([0L, 1, 1, 1], [matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]]);
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_and_not_counted()
    {
        var matrix = new ConfusionMatrix(3);
        Assert.Contains("3 classes, the row 2 outputs", Assert.Throws<ArgumentException>("output", () => matrix.Add([1, 0], [0])).Message, StringComparison.Ordinal);
        Assert.Contains("The target 3 is none of the classes 0 to 2", Assert.Throws<ArgumentException>("target", () => matrix.Add([1, 0, 0], [3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("target", () => matrix.Add([1, 0, 0], [0.5f]));
        Assert.Throws<ArgumentException>("output", () => matrix.Add([1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>("actual", () => matrix[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>("classId", () => matrix.Support(3));
        Assert.Throws<ArgumentOutOfRangeException>("classId", () => matrix.Predictions(-1));
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => new ConfusionMatrix(1));
        Assert.Equal(0, matrix.Total);
    }

    [Fact]
    public void A_fit_shows_the_matrix_of_each_epoch_and_keeps_the_figures_of_the_other_metrics()
    {
        var matrix = new ConfusionMatrix(3);
        var epochs = new List<ConfusionMatrix>();
        var watching = new ActingCallback();
        watching = new ActingCallback { AfterEpoch = (_, _) => epochs.Add(watching.Context.Of(matrix)) };
        var trainer = new Trainer<LinearNetwork>(
            new LinearNetwork(2, [3]),
            new SGD(learningRate: 0.1),
            Loss.SparseCategoricalCrossentropy,
            [matrix, new Precision(), new Recall(), new F1Score(), new AUC(), new AUC(curve: AucCurve.PR, name: "pr"), new SparseTopKCategoricalAccuracy(k: 2, name: "top_2")]);
        Dataset data = Samples.Clusters(60, 2, 3);
        History history = trainer.Fit(data, new FitOptions { Epochs = 2, ValidationSplit = 0.25, Callbacks = [watching, new EarlyStopping("val_auc", mode: MonitorMode.Auto, patience: 5)] });
        Assert.Equal([15L, 15], epochs.Select(counted => counted.Total));
        Assert.NotSame(epochs[0], epochs[1]);
        Assert.Equal(0, matrix.Total);
        Assert.DoesNotContain(history.Names, name => name.Contains("matrix", StringComparison.Ordinal));
        foreach (string name in new[] { "precision", "recall", "f1_score", "auc", "pr", "top_2" })
        {
            Assert.All(history[name], value => Assert.InRange(value, 1e-6, 1));
            Assert.All(history["val_" + name], value => Assert.InRange(value, 1e-6, 1));
        }

        // On its own over the same predictions it says the same.
        var alone = new ConfusionMatrix(3);
        Dataset validation = data.Slice(45, 15);
        float[] label = new float[1];
        int[] labels = [.. Enumerable.Range(0, 15).Select(i =>
        {
            validation.ReadTarget(i, label);
            return (int)label[0];
        })];
        alone.AddRows(trainer.Predict(validation), labels);
        Assert.Equal(alone.ToString(), epochs[1].ToString());
    }
}
