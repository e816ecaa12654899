using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

/// <summary>An output that lies on a threshold is not above it, as in Keras, whose metrics all ask <c>y_pred > threshold</c>.</summary>
public class ThresholdTests
{
    [Fact]
    public void Accuracy_takes_an_output_on_the_threshold_for_0()
    {
        Assert.Equal(1, Figure(new BinaryAccuracy(0.25), [0.25f], [0]));
        Assert.Equal(0, Figure(new BinaryAccuracy(0.25), [0.25f], [1]));
        Assert.Equal(1, Figure(new BinaryAccuracy(), [0.5f], [0]));
    }

    /// <summary>A second row has a positive that is found, so that the score is not 0 of 0.</summary>
    [Fact]
    public void The_F1_score_takes_an_output_on_the_threshold_for_0()
    {
        Assert.Equal(1, Figure(new F1Score(threshold: 0.25), [0.25f], [0], [0.75f], [1]));
        Assert.Equal(1, Figure(new F1Score(), [0.5f], [0], [0.75f], [1]));
    }

    [Fact]
    public void Precision_and_recall_take_an_output_on_the_threshold_for_0()
    {
        Assert.Equal(1, Figure(new Precision(threshold: 0.25), [0.25f], [0], [0.75f], [1]));
        Assert.Equal(0.5, Figure(new Recall(threshold: 0.25), [0.25f], [1], [0.75f], [1]));
    }

    private static double Figure(Metric metric, params float[][] rows)
    {
        for (int i = 0; i < rows.Length; i += 2)
        {
            metric.Add(rows[i], rows[i + 1]);
        }

        return metric.Result;
    }
}
