using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Outputs of several rows: losses, gradients and metrics against plain loops, row by row.</summary>
public class ManyRowTests
{
    private const int Count = 7;
    private const int Features = 4;
    private const int Rows = 2;
    private const int Columns = 3;

    private static readonly float[] X = Samples.Normals(new Random(1), Count * Features, scale: 1);

    [Fact]
    public void A_loss_of_values_is_the_mean_over_rows_and_so_is_its_gradient()
    {
        float[] targets = Samples.Normals(new Random(2), Count * Rows * Columns, scale: 1);
        var network = new LinearNetwork(Features, [Rows, Columns], Activation.Linear);
        float[] outputs = network.OutputsOneByOne(X);
        float[] bias = network.Parameters["dense/bias"].Values.ToArray();
        double expected = outputs.Zip(targets, (output, target) => Math.Pow(output - target, 2)).Average();
        var trainer = new Trainer<LinearNetwork>(network, new SGD(learningRate: 1), Loss.MeanSquaredError);
        Dataset data = Dataset.FromValues(X, targets, Rows * Columns);

        Assert.Equal(expected, trainer.Evaluate(data, batchSize: 3).Loss, 1e-6);
        Assert.Equal(expected, trainer.Fit(data, new FitOptions { BatchSize = Count })["loss"][0], 1e-6);

        for (int i = 0; i < Rows * Columns; i++)
        {
            double gradient = Enumerable.Range(0, Count).Sum(sample => 2.0 * (outputs[(sample * Rows * Columns) + i] - targets[(sample * Rows * Columns) + i])) / (Count * Rows * Columns);
            Assert.Equal(bias[i] - gradient, network.Parameters["dense/bias"].Values[i], 1e-5);
        }
    }

    /// <summary>With the output activation in one step, and as a loss of probabilities, which reads the outputs.</summary>
    [Theory]
    [InlineData(Activation.Softmax)]
    [InlineData(Activation.Sigmoid)]
    public void A_loss_of_classes_is_the_mean_over_rows(Activation activation)
    {
        int[] labels = [.. Enumerable.Range(0, Count * Rows).Select(i => i * 5 % Columns)];
        var network = new LinearNetwork(Features, [Rows, Columns], activation);
        float[] outputs = network.OutputsOneByOne(X);
        Loss loss = Loss.SparseCategoricalCrossentropy;
        double expected = Enumerable.Range(0, Count * Rows).Average(row => loss.Evaluate(outputs.AsSpan(row * Columns, Columns), [labels[row]], 1, new float[Columns]));
        Dataset data = Dataset.FromPixelClasses(X, labels, Rows, [Features]);

        Evaluation evaluation = new Trainer<LinearNetwork>(network, new SGD(), loss).Evaluate(data, batchSize: 3);

        Assert.Equal(expected, evaluation.Loss, 1e-5);
        Assert.Equal(
            Enumerable.Range(0, Count * Rows).Average(row => outputs.AsSpan(row * Columns, Columns).IndexOf(outputs.Skip(row * Columns).Take(Columns).Max()) == labels[row] ? 1.0 : 0),
            evaluation["accuracy"],
            1e-12);
    }

    [Fact]
    public void A_metric_that_cannot_judge_a_row_says_of_which_sample()
    {
        int[] labels = [.. Enumerable.Range(0, Count * Rows).Select(i => i == (5 * Rows) + 1 ? 2 : 0)];
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(Features, [Rows, Columns]), new SGD(), Loss.SparseCategoricalCrossentropy, [new PickyMetric()]);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => trainer.Evaluate(Dataset.FromPixelClasses(X, labels, Rows, [Features])));

        Assert.Contains("cannot judge sample 5 of the ", exception.Message, StringComparison.Ordinal);
    }

    private sealed class PickyMetric() : Metric("picky", MetricDirection.None)
    {
        public override double Result => 0;

        public override Metric CreateEmpty() => new PickyMetric();

        public override void Reset()
        {
        }

        public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
        {
            if (target[0] == 2)
            {
                throw new ArgumentException("no twos", nameof(target));
            }
        }
    }
}
