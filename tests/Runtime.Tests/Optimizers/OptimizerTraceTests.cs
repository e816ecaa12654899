using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using NetGen.Teaching;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>One weight that begins at 1, five gradients, and the weights that Keras 3, or the lecture, makes of them.</summary>
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
        { "Adagrad", [0.999698489, 1.000214886, 0.999602514, 1.000234970, 0.999614796] },
        { "Adadelta", [0.999998586, 1.000000384, 0.999998219, 1.000000744, 0.999997863] },
        { "Nadam", [0.998937213, 0.999818878, 0.998987156, 0.999779340, 0.999002107] },
        { "Adamax", [0.999000001, 0.999289475, 0.999042242, 0.999201518, 0.999053629] },
        { "Lion", [0.999000000, 1.000000000, 0.999000000, 1.000000000, 0.999000000] },
        { "lecture's gradient descent", [0.999000000, 1.001000000, 0.998000000, 1.002000000, 0.997000000] },
        { "lecture's RMSprop", [0.996837722, 0.999694865, 0.997104226, 0.999491744, 0.997261513] },
        { "lecture's Adam", [0.996837722, 0.998393513, 0.996694389, 0.997959785, 0.996668012] },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public void Weights_follow_the_trace(string name, double[] expected)
    {
        // 45 weights alike, which are two vectors of 16, one of 8 and five single values: every place must come to the same.
        const int Weights = 45;
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

    /// <summary>An epsilon as large as the gradient, 0.5, at a learning rate of 1: each optimizer's first step, by its formula in Keras.</summary>
    public static TheoryData<Optimizer, double> FirstSteps => new()
    {
        { new RMSprop(learningRate: 1, epsilon: 0.5), 0.5 / Math.Sqrt((0.1 * 0.25) + 0.5) },
        { new Adam(learningRate: 1, epsilon: 0.5), Math.Sqrt(0.001) / 0.1 * 0.05 / (Math.Sqrt(0.001 * 0.25) + 0.5) },
        { new Adagrad(learningRate: 1, epsilon: 0.5), 0.5 / Math.Sqrt(0.1 + 0.25 + 0.5) },
        { new Adadelta(learningRate: 1, epsilon: 0.5), 0.5 * Math.Sqrt(0.5) / Math.Sqrt((0.05 * 0.25) + 0.5) },
        { new Nadam(learningRate: 1, epsilon: 0.5), ((0.05 * 0.48528 / (1 - (0.468 * 0.48528))) + 0.5) / (0.5 + 0.5) },
        { new Adamax(learningRate: 1, epsilon: 0.5), 0.5 / (0.5 + 0.5) },
    };

    [Theory]
    [MemberData(nameof(FirstSteps))]
    public void Epsilon_stands_where_Keras_adds_it(Optimizer optimizer, double expected) =>
        Assert.InRange(1 - Run(optimizer, [0.5f])[0], expected - 1e-6, expected + 1e-6);

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
    public void Nadam_follows_Keras_own_table() =>
        // Keras's test allows 5e-4 and begins at 1 with the gradients .01, .1, .1, .1, .1.
        AssertTrace(
            new Nadam(learningRate: 0.5, beta1: 0.5, beta2: 0.67, epsilon: 1e-5),
            start: 1,
            [0.01f, 0.1f, 0.1f, 0.1f, 0.1f],
            [0.4281, -0.1738, -0.7115, -1.2335, -1.7492],
            tolerance: 9.9e-4);

    [Fact]
    public void Lion_stands_still_without_a_gradient()
    {
        float[] weights = Run(new Lion(learningRate: 0.5), [0, 0, 1, 0]);
        Assert.Equal([1, 1, 0.5f, 0], weights);
    }

    /// <summary>After a first gradient of 1 the momentum is 0.01, and a step goes by the sign of 0.009 and a tenth of the next gradient.</summary>
    [Theory]
    [InlineData(-0.08f, 0)]
    [InlineData(-0.1f, 1)]
    public void Lion_goes_by_the_momentum_and_a_share_of_the_gradient(float second, float expected)
    {
        float[] weights = Run(new Lion(learningRate: 0.5), [1, second]);
        Assert.Equal([0.5f, expected], weights);
    }

    [Fact]
    public void The_lectures_Adam_decays_its_means_by_the_numbers_it_is_given()
    {
        float[] weights = Run(new LectureAdam(learningRate: 1, beta1: 0.5, beta2: 0.25), [1, 0.5f]);
        double first = 1 - (0.5 / Math.Sqrt(0.75));
        double second = first - (0.5 / Math.Sqrt((0.25 * 0.75) + (0.75 * 0.25)));
        Assert.Equal([first, second], weights.Select(weight => (double)weight), (expected, actual) => Math.Abs(expected - actual) < 1e-6);
    }

    [Fact]
    public void A_dead_weight_is_no_number_by_the_lectures_formulas_and_stays_by_Keras()
    {
        Assert.All([new LectureRMSprop(), new LectureAdam()], (Optimizer optimizer) => Assert.Equal([float.NaN], Run(optimizer, [0])));
        Assert.All([new RMSprop(), new Adam(), new LectureGradientDescent()], (Optimizer optimizer) => Assert.Equal([1], Run(optimizer, [0])));
    }

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
        "Adagrad" => new Adagrad(),
        "Adadelta" => new Adadelta(),
        "Nadam" => new Nadam(),
        "Adamax" => new Adamax(),
        "Lion" => new Lion(),
        "lecture's gradient descent" => new LectureGradientDescent(),
        "lecture's RMSprop" => new LectureRMSprop(),
        "lecture's Adam" => new LectureAdam(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
