using System;
using System.Linq;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>Noise and the kinds of dropout: what they draw, and what comes back through them.</summary>
public sealed class NoiseTests
{
    private const int Samples = 400;

    private static readonly SampleShape Image = SampleShape.Image(3, 4, 21);

    [Fact]
    public void Spatial_dropout_drops_whole_channels_and_scales_the_others()
    {
        var pass = new RandomPass(Image, new SpatialDropoutSpec(0.3));
        float[] ones = [.. Enumerable.Repeat(1f, Samples * Image.Size)];

        float[] outputs = pass.Forward(ones, key: 3);

        float kept = (float)(1 / (1 - 0.3));
        Assert.All(outputs, output => Assert.True(output == 0 || output == kept));
        bool[] coins = new bool[Samples * Image.Channels];
        for (int i = 0; i < outputs.Length; i++)
        {
            int coin = (i / Image.Size * Image.Channels) + (i % Image.Channels);
            coins[coin] |= outputs[i] != 0;
            Assert.Equal(coins[coin], outputs[i] != 0);
        }

        AssertShare(0.7, coins);
        for (int channel = 0; channel < Image.Channels; channel++)
        {
            AssertShare(0.7, [.. coins.Where((_, i) => i % Image.Channels == channel)]);
        }
    }

    [Fact]
    public void The_gradient_goes_through_the_channels_that_stayed()
    {
        var pass = new RandomPass(Image, new SpatialDropoutSpec(0.5));
        float[] ones = [.. Enumerable.Repeat(1f, 7 * Image.Size)];
        float[] dy = NetworkTouch.Numbers(new Random(1), ones.Length);

        (float[] outputs, float[] dx) = pass.ForwardBackward(ones, dy, key: 9);

        Assert.Equal(outputs.Zip(dy, (factor, gradient) => factor * gradient), dx);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.25)]
    public void Noise_has_mean_0_and_the_standard_deviation_that_was_declared(double deviation)
    {
        var pass = new RandomPass(Image, new GaussianNoiseSpec(deviation));
        float[] x = NetworkTouch.Numbers(new Random(2), Samples * Image.Size);

        double[] noise = [.. pass.Forward(x, key: 4).Zip(x, (output, input) => (double)output - input)];

        double five = 5 * deviation / Math.Sqrt(noise.Length);
        Assert.InRange(noise.Average(), -five, five);
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)), deviation - five, deviation + five);

        // One in three values of a normal distribution lies beyond its standard deviation, one in twenty-two beyond twice that.
        AssertShare(0.3173, [.. noise.Select(value => Math.Abs(value) > deviation)]);
        AssertShare(0.0455, [.. noise.Select(value => Math.Abs(value) > 2 * deviation)]);
    }

    [Fact]
    public void The_gradient_of_noise_is_the_one_that_came()
    {
        var pass = new RandomPass(Image, new GaussianNoiseSpec(0.5));
        float[] x = NetworkTouch.Numbers(new Random(3), 5 * Image.Size);
        float[] dy = NetworkTouch.Numbers(new Random(4), x.Length);

        Assert.Equal(dy, pass.ForwardBackward(x, dy, key: 5).InputGradients);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void Gaussian_dropout_multiplies_by_numbers_about_1_and_so_does_its_gradient(double rate)
    {
        var pass = new RandomPass(Image, new GaussianDropoutSpec(rate));
        float[] x = [.. NetworkTouch.Numbers(new Random(10), Samples * Image.Size).Select(value => value + 2)];
        float[] dy = [.. NetworkTouch.Numbers(new Random(11), x.Length).Select(value => value + 2)];

        (float[] outputs, float[] dx) = pass.ForwardBackward(x, dy, key: 4);

        double[] factors = [.. outputs.Zip(x, (output, input) => (double)output / input)];
        double deviation = Math.Sqrt(rate / (1 - rate));
        double five = 5 * deviation / Math.Sqrt(factors.Length);
        Assert.InRange(factors.Average(), 1 - five, 1 + five);
        Assert.InRange(Math.Sqrt(factors.Average(factor => (factor - 1) * (factor - 1))), deviation - five, deviation + five);
        AssertShare(0.3173, [.. factors.Select(factor => Math.Abs(factor - 1) > deviation)]);
        Closeness.Absolute("dx", [.. factors.Zip(dy, (factor, gradient) => factor * gradient)], dx, 1e-5);
    }

    /// <summary>Keras's formula, by the mask that the gradient shows.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.05)]
    public void Alpha_dropout_sets_values_to_the_lowest_of_SELU_and_maps_all_linearly(double rate)
    {
        const double AlphaPrime = -1.7580993408473766;
        double a = Math.Pow((1 - rate) * (1 + (rate * AlphaPrime * AlphaPrime)), -0.5);
        double b = -a * AlphaPrime * rate;
        var pass = new RandomPass(Image, new AlphaDropoutSpec(rate));
        float[] x = NetworkTouch.Numbers(new Random(12), Samples * Image.Size);
        float[] ones = [.. Enumerable.Repeat(1f, x.Length)];

        (float[] outputs, float[] dx) = pass.ForwardBackward(x, ones, key: 5);

        Assert.All(dx, gradient => Assert.True(gradient == 0 || gradient == (float)a));
        Closeness.Absolute("y", [.. x.Zip(dx, (value, gradient) => (a * (gradient != 0 ? value : AlphaPrime)) + b)], outputs, 1e-6);
        AssertShare(1 - rate, [.. dx.Select(gradient => gradient != 0)]);
    }

    [Fact]
    public void Alpha_dropout_keeps_the_mean_0_and_the_variance_1()
    {
        var noise = new RandomPass(Image, new GaussianNoiseSpec(1), new AlphaDropoutSpec(0.2));

        double[] outputs = [.. noise.Forward(new float[Samples * Image.Size], key: 6).Select(value => (double)value)];

        Assert.InRange(outputs.Average(), -0.02, 0.02);
        Assert.InRange(outputs.Average(value => value * value), 0.98, 1.02);
    }

    /// <summary>A network of linear layers: differences are exact but for rounding.</summary>
    [Fact]
    public void Gradients_in_a_network_agree_with_differences_under_the_same_key()
    {
        var shape = SampleShape.Image(6, 5, 3);
        var pass = new RandomPass(
            shape,
            new GaussianNoiseSpec(0.3),
            new Conv2DSpec(9, Pair.Square(3)) { Padding = Padding.Same },
            new SpatialDropoutSpec(0.4),
            new Conv2DSpec(5, Pair.Square(3)) { Padding = Padding.Same },
            new GaussianNoiseSpec(0.2),
            new GaussianDropoutSpec(0.3),
            new AlphaDropoutSpec(0.2),
            new FlattenSpec(),
            new DenseSpec(4),
            new GaussianNoiseSpec(0.1));
        var random = new Random(6);
        float[] x = NetworkTouch.Numbers(random, 2 * shape.Size);
        float[] dy = NetworkTouch.Numbers(random, 2 * 4);

        float[] dx = pass.ForwardBackward(x, dy, key: 21).InputGradients;

        double before = pass.Loss(x, dy, key: 21);
        for (int i = 0; i < x.Length; i += 7)
        {
            float[] moved = [.. x];
            moved[i] += 1;
            Assert.Equal(pass.Loss(moved, dy, key: 21) - before, dx[i], 2e-5);
        }
    }

    public static TheoryData<string> Layers => ["SpatialDropout2D", "GaussianNoise", "GaussianDropout", "AlphaDropout"];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_key_decides_everything(string layer)
    {
        var pass = new RandomPass(Image, Layer(layer, 0.5));
        float[] x = NetworkTouch.Numbers(new Random(7), 3 * Image.Size);

        Assert.Equal(pass.Forward(x, key: 1), pass.Forward(x, key: 1));
        Assert.NotEqual(pass.Forward(x, key: 1), pass.Forward(x, key: 2));
        float[] first = pass.Forward([.. x[..Image.Size], .. x[..Image.Size]], key: 1);
        Assert.NotEqual(first[..Image.Size], first[Image.Size..]);
    }

    /// <summary>What a position draws does not depend on where rows of registers end.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void A_position_draws_the_same_in_a_narrow_image_and_in_a_wide_one(string layer)
    {
        foreach (int channels in new[] { 1, 5, 13, 37 })
        {
            var narrow = new RandomPass(SampleShape.Image(1, 1, channels), Layer(layer, 0.5));
            var wide = new RandomPass(SampleShape.Image(1, 1, 64), Layer(layer, 0.5));
            float[] x = NetworkTouch.Numbers(new Random(8), 64);

            Assert.Equal(narrow.Forward(x[..channels], key: 6), wide.Forward(x, key: 6)[..channels]);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Inference_and_a_strength_of_0_leave_the_input_alone(string layer)
    {
        float[] x = NetworkTouch.Numbers(new Random(9), 2 * Image.Size);

        Assert.Equal(x, new RandomPass(Image, Layer(layer, 0.5)).Network.Predict(x));
        Assert.Equal(x, new RandomPass(Image, Layer(layer, 0)).Forward(x, key: 1));
    }

    private static LayerSpec Layer(string kind, double strength) => kind switch
    {
        "GaussianNoise" => new GaussianNoiseSpec(strength),
        "GaussianDropout" => new GaussianDropoutSpec(strength),
        "AlphaDropout" => new AlphaDropoutSpec(strength),
        _ => new SpatialDropoutSpec(strength),
    };

    /// <summary>Within five standard deviations of a binomial distribution.</summary>
    private static void AssertShare(double expected, bool[] outcomes)
    {
        double share = outcomes.Count(outcome => outcome) / (double)outcomes.Length;
        double deviation = Math.Sqrt(expected * (1 - expected) / outcomes.Length);
        Assert.InRange(share, expected - (5 * deviation), expected + (5 * deviation));
    }
}
