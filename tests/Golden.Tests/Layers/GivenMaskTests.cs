using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Cases;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Declarations;
using Xunit;

namespace NetGen.Golden.Tests.Layers;

/// <summary>
/// Golden dropout comes with a mask that was drawn elsewhere. NetGen draws its own, so these tests hold it to what the golden
/// case says of any mask: y = x * mask / (1 - rate), and dx = dy * mask / (1 - rate) with the same mask.
/// </summary>
public sealed class GivenMaskTests
{
    private const int Samples = 400;

    public static TheoryData<string> Cases() =>
        [.. GoldenFolder.Layers.Where(golden => golden.Mask is not null).Select(golden => golden.Name)];

    internal static bool HasDropout(GoldenCase golden) => KerasDeclaration.Network(golden).Layers.Any(layer => layer is DropoutSpec);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_and_gradient_are_scaled_by_one_mask(string name)
    {
        (LayerCase golden, double rate) = Case(name);
        float[] x = golden.X.ToSingle();
        float[] dy = golden.Dy.ToSingle();
        TrainingPass pass = GoldenNetworks.Create(golden).CreateTrainingPass(golden.X.Samples, workers: 1);
        var batch = new RecordingBatch(x, dy, golden.X.Samples, randomKey: 17);

        pass.Run(batch);

        double[] mask = [.. batch.Outputs.Select((output, i) => output != 0 || x[i] == 0 ? 1.0 : 0.0)];
        Assert.Contains(0.0, mask);
        Assert.Contains(1.0, mask);
        Closeness.Relative("y", [.. mask.Select((kept, i) => x[i] * kept / (1 - rate))], batch.Outputs, golden.Tolerance);
        Closeness.Relative(
            "dx", [.. mask.Select((kept, i) => dy[i] * kept / (1 - rate))], pass.InputGradients(golden.X.Samples), golden.Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void As_many_values_are_dropped_as_the_rate_says(string name)
    {
        (LayerCase golden, double rate) = Case(name);
        int size = golden.InputShape.Aggregate(1, (product, length) => product * length);
        bool[] kept = [.. Draw(golden, size, randomKey: 5)];

        // Five standard deviations of a binomial distribution, over all and for each position.
        AssertShare(1 - rate, kept);
        for (int position = 0; position < size; position++)
        {
            AssertShare(1 - rate, [.. kept.Where((_, i) => i % size == position)]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mask_depends_on_the_key_alone(string name)
    {
        (LayerCase golden, _) = Case(name);
        int size = golden.InputShape.Aggregate(1, (product, length) => product * length);

        Assert.Equal(Draw(golden, size, randomKey: 5), Draw(golden, size, randomKey: 5));
        Assert.NotEqual(Draw(golden, size, randomKey: 5), Draw(golden, size, randomKey: 6));
    }

    private static (LayerCase Golden, double Rate) Case(string name)
    {
        LayerCase golden = GoldenFolder.Layers.Single(candidate => candidate.Name == name);
        DropoutSpec dropout = Assert.IsType<DropoutSpec>(Assert.Single(KerasDeclaration.Network(golden).Layers));
        return (golden, dropout.Rate);
    }

    private static bool[] Draw(LayerCase golden, int size, ulong randomKey)
    {
        float[] ones = [.. Enumerable.Repeat(1f, Samples * size)];
        var batch = new RecordingBatch(ones, ones, Samples, randomKey);
        GoldenNetworks.Create(golden).CreateTrainingPass(Samples, workers: 1).Run(batch);
        return [.. batch.Outputs.Select(output => output != 0)];
    }

    private static void AssertShare(double expected, bool[] outcomes)
    {
        double share = outcomes.Count(outcome => outcome) / (double)outcomes.Length;
        double deviation = Math.Sqrt(expected * (1 - expected) / outcomes.Length);
        Assert.InRange(share, expected - (5 * deviation), expected + (5 * deviation));
    }
}
