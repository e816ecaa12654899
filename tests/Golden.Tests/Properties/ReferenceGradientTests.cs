using System;
using System.Linq;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Properties;

/// <summary>The reference's gradients against central differences, in double precision.</summary>
public sealed class ReferenceGradientTests
{
    private const double Step = 1e-6;
    private const double Tolerance = 1e-6;
    private const int CoordinatesPerArray = 6;

    /// <summary>Every coordinate takes two runs.</summary>
    private const long MostWork = 200_000;

    [Theory]
    [InlineData(nameof(NetworkKind.Any), 20)]
    [InlineData(nameof(NetworkKind.Graph), 12)]
    [InlineData(nameof(NetworkKind.Normalized), 12)]
    [InlineData(nameof(NetworkKind.SampleNormalized), 12)]
    public void Gradients_of_random_networks_agree_with_central_differences(string networks, int usual)
    {
        NetworkKind kind = Enum.Parse<NetworkKind>(networks);
        for (uint seed = 0; seed < PropertySettings.Networks(usual); seed++)
        {
            NetworkSpec spec = RandomNetworks.Draw(kind, seed);
            Experiment experiment = Experiment.Draw(spec, seed, kind, MostWork);
            double[] x = Array.ConvertAll(experiment.X, value => (double)value);
            double[] dy = Array.ConvertAll(experiment.Dy, value => (double)value);
            double Loss() => experiment.Reference.Run(x, dy).Loss(dy);

            var random = new Random((int)seed);
            AssertAgrees($"{spec}input", x, [.. experiment.Run.InputGradients], Loss, random);
            foreach (ReferenceParameter parameter in experiment.Reference.Parameters.Where(parameter => parameter.IsTrainable))
            {
                experiment.Reference.Run(x, dy);
                AssertAgrees($"{spec}{parameter.Role}", parameter.Values, [.. parameter.Gradient], Loss, random);
            }
        }
    }

    private static void AssertAgrees(string what, double[] values, double[] gradient, Func<double> loss, Random random)
    {
        double scale = 1 + gradient.Max(Math.Abs);
        foreach (int index in random.GetItems(Enumerable.Range(0, values.Length).ToArray(), CoordinatesPerArray))
        {
            double value = values[index];
            values[index] = value + Step;
            double above = loss();
            values[index] = value - Step;
            double below = loss();
            values[index] = value;
            double difference = (above - below) / (2 * Step);
            Assert.True(
                Math.Abs(difference - gradient[index]) <= Tolerance * scale,
                $"{what}, value {index}: central difference {difference:R}, gradient {gradient[index]:R}");
        }
    }
}
