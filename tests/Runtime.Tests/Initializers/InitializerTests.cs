using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Initializers;

public class InitializerTests
{
    // A convolution of 3 x 3 over 64 channels to 128: fan_in 576, fan_out 1152.
    private static readonly int[] Kernel = [3, 3, 64, 128];

    [Theory]
    [InlineData(Initializer.GlorotUniform, 6.0 / (576 + 1152))]
    [InlineData(Initializer.HeUniform, 6.0 / 576)]
    [InlineData(Initializer.LecunUniform, 3.0 / 576)]
    public void Uniform_values_fill_their_range_evenly(Initializer initializer, double limitSquared)
    {
        double limit = Math.Sqrt(limitSquared);
        float[] values = Draw(initializer, Kernel);
        Assert.All(values, value => Assert.InRange(value, (float)-limit, (float)limit));
        Assert.InRange(values.Max(), 0.999 * limit, limit);
        Assert.InRange(values.Min(), -limit, -0.999 * limit);
        Assert.InRange(values.Average(), -0.01 * limit, 0.01 * limit);
        Assert.InRange(Deviation(values) / (limit / Math.Sqrt(3)), 0.99, 1.01);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 2.0 / (576 + 1152))]
    [InlineData(Initializer.HeNormal, 2.0 / 576)]
    [InlineData(Initializer.LecunNormal, 1.0 / 576)]
    public void Truncated_normals_have_the_deviation_asked_for_after_truncation(Initializer initializer, double variance)
    {
        double deviation = Math.Sqrt(variance);
        float[] values = Draw(initializer, Kernel);
        Assert.InRange(Deviation(values) / deviation, 0.99, 1.01);
        Assert.InRange(values.Max(MathF.Abs) / deviation, 2.25, 2.2738);
    }

    [Fact]
    public void Plain_truncated_normals_are_not_corrected()
    {
        float[] values = Draw(Initializer.TruncatedNormal, Kernel);
        Assert.InRange(values.Max(MathF.Abs), 0.0995f, 0.1f);
        Assert.InRange(Deviation(values) / (0.05 * 0.8796), 0.99, 1.01);
    }

    [Theory]
    [InlineData(new[] { 3, 3, 3, 32 }, 0.138013)]
    [InlineData(new[] { 3, 3, 32, 64 }, 0.083333)]
    [InlineData(new[] { 3, 3, 64, 128 }, 0.058926)]
    [InlineData(new[] { 80_000, 5 }, 0.00865998)]
    public void The_lectures_network_has_Keras_limits(int[] shape, double limit)
    {
        (double fanIn, double fanOut) = ParameterInitialization.Fans(shape);
        Assert.Equal(limit, Math.Sqrt(6 / (fanIn + fanOut)), 6);
        Assert.InRange(Draw(Initializer.GlorotUniform, shape).Max(MathF.Abs), 0.98 * limit, 1.00001 * limit);
    }

    [Theory]
    [InlineData(new[] { 12, 5 })]
    [InlineData(new[] { 5, 12 })]
    [InlineData(new[] { 7, 7 })]
    [InlineData(new[] { 3, 3, 4, 20 })]
    public void Orthogonal_matrices_are_orthogonal(int[] shape)
    {
        float[] values = Draw(Initializer.Orthogonal, shape);
        int columns = shape[^1];
        int rows = values.Length / columns;
        bool tall = rows >= columns;
        int vectors = Math.Min(rows, columns);
        for (int a = 0; a < vectors; a++)
        {
            for (int b = 0; b < vectors; b++)
            {
                double dot = Enumerable.Range(0, Math.Max(rows, columns))
                    .Sum(i => tall ? (double)values[(i * columns) + a] * values[(i * columns) + b] : (double)values[(a * columns) + i] * values[(b * columns) + i]);
                Assert.Equal(a == b ? 1 : 0, dot, 6);
            }
        }
    }

    [Fact]
    public void Orthogonal_matrices_of_different_seeds_point_everywhere()
    {
        double mean = Enumerable.Range(0, 2000).Average(seed => Draw(Initializer.Orthogonal, [2, 2], seed)[0]);
        Assert.InRange(mean, -0.05, 0.05);
    }

    [Fact]
    public void A_vector_cannot_be_orthogonal()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Draw(Initializer.Orthogonal, [4]));
        Assert.Contains("'p' has shape (4)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Draw(Initializer.Zeros, [10]), value => Assert.Equal(0, value));
        Assert.All(Draw(Initializer.Ones, [10]), value => Assert.Equal(1, value));
        Assert.All(Draw(Initializer.Constant, [10]), value => Assert.Equal(0.25f, value));
    }

    [Fact]
    public void A_seed_decides_all_values_and_each_parameter_has_its_own()
    {
        Assert.Equal(Block(seed: 5, 100, 100), Block(seed: 5, 100, 100));
        Assert.NotEqual(Block(seed: 5, 100, 100), Block(seed: 6, 100, 100));
        Assert.NotEqual(Block(seed: 5, 100, 100)[..100], Block(seed: 5, 100, 100)[100..]);
        Assert.NotEqual(Block(seed: 5, 100, 100), Block(seed: -5, 100, 100));
    }

    [Fact]
    public void A_parameters_values_do_not_depend_on_the_size_of_those_before_it() =>
        Assert.Equal(Block(seed: 5, 100, 100)[100..], Block(seed: 5, 9900, 100)[9900..]);

    [Fact]
    public void Normal_draws_have_the_moments_of_a_normal()
    {
        var random = new RandomStream(17);
        double[] draws = new double[200_000];
        for (int i = 0; i < draws.Length; i++)
        {
            draws[i] = random.NextNormal();
        }

        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(draws.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(draws.Average(x => x * x * x), -0.05, 0.05);
        Assert.InRange(draws.Average(x => x * x * x * x), 2.9, 3.1);
        Assert.InRange(draws.Count(x => Math.Abs(x) > 2) / (double)draws.Length, 0.0440, 0.0470);
    }

    [Fact]
    public void Indices_are_even()
    {
        var random = new RandomStream(17);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextIndex(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9600, 10400));
    }

    private static float[] Draw(Initializer initializer, int[] shape, int seed = 3)
    {
        var parameters = new NetworkParameters(Info(new ParameterInfo { Name = "p", Shape = shape, Offset = 0, Initializer = initializer, Constant = 0.25f }));
        parameters.Initialize(seed);
        return parameters.Values.ToArray();
    }

    private static float[] Block(int seed, int first, int second)
    {
        var parameters = new NetworkParameters(Info(
            new ParameterInfo { Name = "a", Shape = [first], Offset = 0, Initializer = Initializer.TruncatedNormal },
            new ParameterInfo { Name = "b", Shape = [second], Offset = first, Initializer = Initializer.TruncatedNormal }));
        parameters.Initialize(seed);
        return parameters.Values.ToArray();
    }

    private static NetworkInfo Info(params ParameterInfo[] parameters) => Support.Infos.Of(parameters);

    private static double Deviation(float[] values)
    {
        double mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
