using System;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>Constraints as declared hold after every step, however far the step goes.</summary>
public sealed class DeclaredConstraintTests
{
    /// <summary>Rounding of a norm, relative.</summary>
    private const double Rounding = 1e-5;

    private static readonly NetworkSpec Held = new("Held", SampleShape.Image(7, 6, 3),
    [
        new Conv2DSpec(5, Pair.Square(3)) { Activation = Activation.ReLU, KernelMaxNorm = 0.5, BiasNonNegative = true },
        new FlattenSpec(),
        new DenseSpec(9) { Activation = Activation.Tanh, KernelNonNegative = true, BiasMaxNorm = 0.25 },
        new DenseSpec(4) { Activation = Activation.Softmax, KernelMaxNorm = 2, KernelNonNegative = true },
    ])
    { InputGradient = false };

    [Fact]
    public void Norms_and_signs_hold_after_steps_of_a_large_learning_rate()
    {
        INetwork network = new NetworkCompilation().Compile(Held).Create(Held.Name);
        var trainer = new Trainer<INetwork>(network, new SGD(learningRate: 5), Loss.SparseCategoricalCrossentropy);

        trainer.Fit(RandomData.Classes(network.Info, 32), new FitOptions { Epochs = 2, BatchSize = 8 });

        AssertNorms(network.Parameters["conv2d/kernel"], largest: 0.5);
        AssertNorms(network.Parameters["dense_1/kernel"], largest: 2);
        double bias = Math.Sqrt(network.Parameters["dense/bias"].Values.ToArray().Sum(value => (double)value * value));
        Assert.InRange(bias, 0.25 * (1 - Rounding), 0.25 * (1 + Rounding));
        foreach (string name in new[] { "conv2d/bias", "dense/kernel", "dense_1/kernel" })
        {
            Assert.All(network.Parameters[name].Values.ToArray(), value => Assert.True(value >= 0));
        }

        Assert.Contains(network.Parameters["conv2d/kernel"].Values.ToArray(), value => value < 0);
    }

    [Fact]
    public void The_description_has_the_constraints_and_no_others()
    {
        NetworkInfo info = new NetworkCompilation().Compile(Held).Create(Held.Name).Info;

        Assert.Equal(
            [
                ("conv2d/kernel", 0.5f, false), ("conv2d/bias", null, true), ("dense/kernel", null, true), ("dense/bias", 0.25f, false),
                ("dense_1/kernel", 2f, true), ("dense_1/bias", (float?)null, false),
            ],
            info.Parameters.Select(parameter => (parameter.Name, parameter.MaxNorm, parameter.NonNegative)));
    }

    /// <summary>No output's norm is above the limit, and some output was held to it.</summary>
    private static void AssertNorms(Parameter kernel, double largest)
    {
        int outputs = kernel.Info.Shape[^1];
        double[] norms = new double[outputs];
        ReadOnlySpan<float> values = kernel.Values;
        for (int i = 0; i < values.Length; i++)
        {
            norms[i % outputs] += (double)values[i] * values[i];
        }

        Assert.All(norms, norm => Assert.InRange(Math.Sqrt(norm), 0, largest * (1 + Rounding)));
        Assert.Contains(norms, norm => Math.Sqrt(norm) > largest * (1 - Rounding));
    }
}
