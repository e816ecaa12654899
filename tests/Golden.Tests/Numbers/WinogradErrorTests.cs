using System;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Properties;
using NetGen.Golden.Tests.Reference;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>
/// How coarsely Winograd's algorithm rounds, by the channels that a sum runs over: what docs/performance.md promises of it. Inputs and weights are normally distributed, the
/// weights with He's deviation; errors are told as parts of the largest output.
/// </summary>
public sealed class WinogradErrorTests(ITestOutputHelper output)
{
    private const int Side = 12;
    private const int Filters = 32;

    /// <summary>The bound of a mean error: so much times the root of the number of terms.</summary>
    private const double MeanOfTerm = 1.3e-8;

    /// <summary>Of fewer channels the transforms round more than the sums, and no less.</summary>
    private const int FewestChannels = 16;

    /// <summary>The bound of any error.</summary>
    private const double Largest = 3e-5;

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 8)]
    [InlineData(3, 16)]
    [InlineData(3, 64)]
    [InlineData(3, 256)]
    [InlineData(3, 512)]
    [InlineData(3, 1024)]
    [InlineData(3, 2048)]
    [InlineData(5, 4)]
    [InlineData(5, 8)]
    [InlineData(5, 16)]
    [InlineData(5, 64)]
    [InlineData(5, 256)]
    [InlineData(5, 512)]
    public void Its_error_stays_below_the_bound(int kernel, int channels)
    {
        (double mean, double largest) = ErrorOf(Convolution.Winograd, kernel, channels);
        (double meanOfDirect, double largestOfDirect) = ErrorOf(Convolution.Direct, kernel, channels);

        output.WriteLine(FormattableString.Invariant(
            $"{kernel}x{kernel}, {channels} channels: {mean:E1}, at most {largest:E1}; direct {meanOfDirect:E1}, at most {largestOfDirect:E1}"));
        Assert.InRange(mean, meanOfDirect, MeanOfTerm * Math.Sqrt(kernel * kernel * Math.Max(FewestChannels, channels)));
        Assert.InRange(largest, mean, Largest);
    }

    /// <summary>The root of the mean of squares, and the largest.</summary>
    private static (double Mean, double Largest) ErrorOf(Convolution algorithm, int kernel, int channels)
    {
        var spec = new NetworkSpec(
            FormattableString.Invariant($"{algorithm}{kernel}Of{channels}"),
            SampleShape.Image(Side, Side, channels),
            [new Conv2DSpec(Filters, Pair.Square(kernel)) { Padding = Padding.Same, Algorithm = algorithm }])
        { InputGradient = false };
        var reference = new ReferenceNetwork(spec, batchSize: 1);
        var random = new Random(channels);
        double deviation = Math.Sqrt(2.0 / (kernel * kernel * channels));
        ReferenceParameter weights = reference.Parameters.First();
        for (int i = 0; i < weights.Values.Length; i++)
        {
            weights.Values[i] = (float)(deviation * Normal(random));
        }

        float[] x = [.. Enumerable.Range(0, Side * Side * channels).Select(_ => (float)Normal(random))];
        INetwork network = new NetworkCompilation().Compile([spec]).Create(spec.Name);
        KernelComparison.CopyParameters(reference, network);

        double[] exact = reference.LayerOutputs(Array.ConvertAll(x, value => (double)value))[^1];
        double scale = exact.Max(Math.Abs);
        double[] errors = [.. network.Predict(x).Select((value, i) => Math.Abs(value - exact[i]) / scale)];
        return (Math.Sqrt(errors.Average(error => error * error)), errors.Max());
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
