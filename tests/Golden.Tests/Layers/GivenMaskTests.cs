using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Cases;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Layers;

/// <summary>
/// Golden dropout comes with a mask that was drawn elsewhere. NetGen draws its own, so these tests hold it to what the golden
/// case says of any mask: y = x * mask / (1 - rate), and dx = dy * mask / (1 - rate) with the same mask.
/// </summary>
public sealed class GivenMaskTests
{
    private const int Samples = 400;

    private static IEnumerable<LayerCase> Cases => GoldenFolder.Layers.Where(golden => golden.Mask is not null);

    internal static bool HasDropout(GoldenCase golden) => golden.Declaration.Any(layer => new KerasArguments(layer).Type == "Dropout");

    [Fact]
    public void Output_and_gradient_are_scaled_by_one_mask() => Assert.All(Cases, golden =>
    {
        double scale = 1 / (1 - Rate(golden));
        float[] x = golden.X.ToSingle();
        float[] dy = golden.Dy.ToSingle();
        TrainingPass pass = GoldenNetworks.Create(golden).CreateTrainingPass(golden.X.Samples, workers: 1);
        var batch = new RecordingBatch(x, dy, golden.X.Samples, randomKey: 17);

        pass.Run(batch);

        double[] mask = [.. batch.Outputs.Select((output, i) => output != 0 || x[i] == 0 ? 1.0 : 0.0)];
        Assert.Contains(0.0, mask);
        Assert.Contains(1.0, mask);
        Closeness.Relative("y", [.. mask.Select((kept, i) => x[i] * kept * scale)], batch.Outputs, golden.Tolerance);
        float[] dx = pass.InputGradients(golden.X.Samples);
        Closeness.Relative("dx", [.. mask.Select((kept, i) => dy[i] * kept * scale)], dx, golden.Tolerance);
    });

    [Fact]
    public void As_many_values_are_dropped_as_the_rate_says() => Assert.All(Cases, golden =>
    {
        bool[] kept = Draw(golden, randomKey: 5);
        int size = kept.Length / Samples;

        AssertShare(1 - Rate(golden), kept);
        for (int position = 0; position < size; position++)
        {
            AssertShare(1 - Rate(golden), [.. kept.Where((_, i) => i % size == position)]);
        }
    });

    [Fact]
    public void A_mask_depends_on_the_key_alone() => Assert.All(Cases, golden =>
    {
        Assert.Equal(Draw(golden, randomKey: 5), Draw(golden, randomKey: 5));
        Assert.NotEqual(Draw(golden, randomKey: 5), Draw(golden, randomKey: 6));
    });

    private static double Rate(LayerCase golden) =>
        Assert.IsType<DropoutSpec>(Assert.Single(KerasDeclaration.Network(golden).Layers)).Rate;

    private static bool[] Draw(LayerCase golden, ulong randomKey)
    {
        INetwork network = GoldenNetworks.Create(golden);
        float[] ones = [.. Enumerable.Repeat(1f, Samples * network.Info.InputSize)];
        var batch = new RecordingBatch(ones, ones, Samples, randomKey);
        network.CreateTrainingPass(Samples, workers: 1).Run(batch);
        return [.. batch.Outputs.Select(output => output != 0)];
    }

    /// <summary>Within five standard deviations of a binomial distribution.</summary>
    private static void AssertShare(double expected, bool[] outcomes)
    {
        double share = outcomes.Count(outcome => outcome) / (double)outcomes.Length;
        double deviation = Math.Sqrt(expected * (1 - expected) / outcomes.Length);
        Assert.InRange(share, expected - (5 * deviation), expected + (5 * deviation));
    }
}
