using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>Formulas run over wide vectors, narrower ones and single values, by what fits; what they compute is the same.</summary>
public class BlockTests
{
    // Room for several wide vectors, a narrower one and single values behind it.
    private const int Weights = 47;

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["SGD"] = () => new SGD(learningRate: 0.1),
        ["SGD, momentum"] = () => new SGD(learningRate: 0.1, momentum: 0.9),
        ["SGD, Nesterov"] = () => new SGD(learningRate: 0.1, momentum: 0.9, nesterov: true),
        ["RMSprop"] = () => new RMSprop(),
        ["RMSprop, centered"] = () => new RMSprop(momentum: 0.9, centered: true),
        ["Adagrad"] = () => new Adagrad(),
        ["Adadelta"] = () => new Adadelta(learningRate: 1),
        ["Adam"] = () => new Adam(),
        ["Adam, AMSGrad"] = () => new Adam(amsgrad: true),
        ["AdamW"] = () => new AdamW(),
        ["Nadam"] = () => new Nadam(),
        ["Adamax"] = () => new Adamax(),
        ["Lion"] = () => new Lion(),
    };

    private static readonly float[] Extremes = [0, -0f, 1e-40f, -1e-40f, 1e-30f, 1e18f, -3e38f, float.PositiveInfinity, float.NaN];

    public static TheoryData<string> Names() => [.. Optimizers.Keys];

    [Fact]
    public void Every_optimizer_is_here()
    {
        string[] types = [.. typeof(Optimizer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)) && type.Namespace == "NetGen").Select(type => type.Name).Order()];
        Assert.Equal(types, Optimizers.Values.Select(create => create().GetType().Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_becomes_the_same_wherever_it_stands(string name)
    {
        var random = new Random(5);
        float[] weights = [.. Enumerable.Range(0, Weights).Select(_ => (random.NextSingle() * 2) - 1)];
        float[][] steps = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Weights).Select(weight => Gradient(random)).ToArray())];
        Optimizer together = Optimizers[name]();
        float[] values = Train(together, weights, steps);
        for (int weight = 0; weight < Weights; weight++)
        {
            Optimizer alone = Optimizers[name]();
            float[] value = Train(alone, [weights[weight]], [.. steps.Select(step => new[] { step[weight] })]);
            AssertSame(value[0], values[weight]);
            for (int slot = 0; slot < together.State.Count; slot++)
            {
                AssertSame(alone.State[slot][0], together.State[slot][weight]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(29)]
    [InlineData(32)]
    [InlineData(47)]
    public void Blocks_cover_a_range_without_a_gap(int length)
    {
        var blocks = new BlockRange(length);
        Assert.InRange(blocks.Wide, 0, blocks.Native);
        Assert.InRange(blocks.Native, blocks.Wide, length);
        Assert.Equal(0, blocks.Wide % WideBlock.Length);
        Assert.Equal(0, (blocks.Native - blocks.Wide) % NativeBlock.Length);
        Assert.InRange(length - blocks.Native, 0, NativeBlock.Length - 1);
        Assert.Equal(length, blocks.Length);
    }

    private static float Gradient(Random random) => random.Next(4) == 0 ? Extremes[random.Next(Extremes.Length)] : (random.NextSingle() * 2) - 1;

    private static float[] Train(Optimizer optimizer, float[] weights, float[][] steps)
    {
        var driver = new OptimizerDriver(optimizer, weights);
        using var team = new WorkerTeam(1);
        foreach (float[] gradients in steps)
        {
            driver.Step(team, [.. gradients]);
        }

        return driver.Parameters.Values.ToArray();
    }

    /// <summary>Bits, but of what is no number: which of them comes out is the processor's choice.</summary>
    private static void AssertSame(float expected, float actual)
    {
        if (float.IsNaN(expected))
        {
            Assert.True(float.IsNaN(actual));
            return;
        }

        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual));
    }
}
