using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>One weight that begins at 1, five gradients, and the weights that Keras 3 makes of them.</summary>
public class OptimizerTraceTests
{
    private static readonly float[] Gradients = [0.1f, -0.2f, 0.3f, -0.4f, 0.5f];

    public static TheoryData<string, double[]> Traces => new()
    {
        { "SGD", [0.999000000, 1.001000000, 0.998000000, 1.002000000, 0.997000000] },
        { "SGD momentum", [0.999000000, 1.000100000, 0.998090000, 1.000281000, 0.997252900] },
        { "SGD Nesterov", [0.998100000, 1.001090000, 0.996281000, 1.002252900, 0.994527610] },
        { "RMSprop", [0.996837880, 0.999694994, 0.997104365, 0.999491878, 0.997261650] },
        { "RMSprop momentum", [0.996837880, 0.996849087, 0.994268543, 0.994333567, 0.992161860] },
        { "RMSprop centered", [0.996666852, 0.999559908, 0.996929351, 0.999337545, 0.997086691] },
        { "Adam", [0.999000032, 0.999366130, 0.999022892, 0.999255431, 0.999032603] },
        { "AdamW", [0.998996032, 0.999358134, 0.999010898, 0.999239441, 0.999012616] },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public void Weights_follow_Keras_trace(string name, double[] expected)
    {
        // 37 weights alike: every place of a vector, and a last vector that is not full, must come to the same.
        const int Weights = 37;
        var driver = new OptimizerDriver(Create(name), [.. Enumerable.Repeat(1f, Weights)]);
        using var team = new WorkerTeam(1);
        for (int step = 0; step < Gradients.Length; step++)
        {
            driver.Step(team, [.. Enumerable.Repeat(Gradients[step], Weights)]);
            foreach (float weight in driver.Parameters.Values)
            {
                Assert.InRange(weight, expected[step] - 1e-6, expected[step] + 1e-6);
            }
        }
    }

    [Fact]
    public void AdamW_follows_Keras_own_table() =>
        AssertTrace(
            new AdamW(learningRate: 1, weightDecay: 0.5, epsilon: 2),
            start: 1,
            [0.01f, 0.1f, 0.1f, 0.1f, 0.1f],
            [0.4998, 0.2486, 0.1223, 0.0586, 0.0263],
            tolerance: 6e-5);

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(1f)]
    public void Centered_RMSprop_follows_Keras_own_table(float gradient) =>
        // Keras's test allows 5e-4 relative and 5e-4 absolute: its table is the same for all gradients.
        AssertTrace(
            new RMSprop(centered: true),
            start: 1,
            [0.01f, gradient, gradient, gradient, gradient],
            [0.9967, 0.9933, 0.9908, 0.9885, 0.9864],
            tolerance: 9.9e-4);

    [Fact]
    public void AmsGrad_divides_by_the_largest_mean_square_so_far()
    {
        // After a large gradient the mean square shrinks, its maximum does not.
        float[] gradients = [1, 0.01f, 0.01f, 0.01f];
        float[] plain = Run(new Adam(), gradients);
        float[] amsgrad = Run(new Adam(amsgrad: true), gradients);
        Assert.Equal(plain[0], amsgrad[0]);
        double m = 0;
        double v = 0;
        double largest = 0;
        double w = 1;
        for (int t = 1; t <= gradients.Length; t++)
        {
            m += (gradients[t - 1] - m) * 0.1;
            v += (((double)gradients[t - 1] * gradients[t - 1]) - v) * 0.001;
            largest = Math.Max(largest, v);
            w -= 0.001 * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t)) * m / (Math.Sqrt(largest) + 1e-7);
            Assert.InRange(amsgrad[t - 1], w - 1e-6, w + 1e-6);
        }

        Assert.NotEqual(plain[^1], amsgrad[^1]);
    }

    [Fact]
    public void The_learning_rate_may_change_between_steps()
    {
        var sgd = new SGD(learningRate: 0.5);
        var driver = new OptimizerDriver(sgd, [1f]);
        using var team = new WorkerTeam(1);
        driver.Step(team, 1);
        sgd.LearningRate = 0.25f;
        driver.Step(team, 1);
        Assert.Equal(0.25f, driver.Parameters.Values[0]);
        Assert.Equal(2, sgd.Iterations);
    }

    private static void AssertTrace(Optimizer optimizer, float start, float[] gradients, double[] expected, double tolerance)
    {
        float[] weights = Run(optimizer, gradients, start);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(weights[i], expected[i] - tolerance, expected[i] + tolerance);
        }
    }

    private static float[] Run(Optimizer optimizer, float[] gradients, float start = 1)
    {
        var driver = new OptimizerDriver(optimizer, [start]);
        using var team = new WorkerTeam(1);
        return [.. gradients.Select(gradient =>
        {
            driver.Step(team, gradient);
            return driver.Parameters.Values[0];
        })];
    }

    private static Optimizer Create(string name) => name switch
    {
        "SGD" => new SGD(),
        "SGD momentum" => new SGD(momentum: 0.9),
        "SGD Nesterov" => new SGD(momentum: 0.9, nesterov: true),
        "RMSprop" => new RMSprop(),
        "RMSprop momentum" => new RMSprop(momentum: 0.9),
        "RMSprop centered" => new RMSprop(centered: true),
        "Adam" => new Adam(),
        "AdamW" => new AdamW(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
