using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Rules;

/// <summary>What rules say of the place of batch normalizations, against what plain loops compute of random networks.</summary>
public class NormalizationClaimTests
{
    private const int Networks = 150;
    private const int BatchSize = 6;

    [Fact]
    public void NG0230_speaks_of_biases_that_get_no_gradient()
    {
        int reported = 0;
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(Networks, Biased)))
        {
            ReferenceNetwork reference = Filled(network);
            var random = new Random(3);
            reference.Run(Claim.Uniform(BatchSize * reference.Input.Size, random), Claim.Uniform(BatchSize * reference.Output.Size, random));
            double bias = reference.Parameter(0, "bias").Gradient.Max(Math.Abs);
            double kernel = reference.Parameter(0, "kernel").Gradient.Max(Math.Abs);
            bool isSilent = findings.Message("NG0230") is null;

            reported += isSilent ? 0 : 1;
            Assert.True(isSilent == (bias > 1e-9 * kernel), FormattableString.Invariant($"{(isSilent ? "Silent" : "Reported")}; gradients: bias {bias:E1}, kernel {kernel:E1}.\n{network.Source}"));
        }

        Assert.InRange(reported, 20, Networks - 20);
    }

    [Fact]
    public void NG0231_speaks_of_outputs_that_are_the_normalized_values_or_were_probabilities()
    {
        int reported = 0;
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(Networks, Normalized)))
        {
            string? message = findings.Message("NG0231");
            bool areProbabilities = Filled(network) is var reference && Enumerable.Range(0, 20).All(seed =>
                reference.LayerOutputs(Claim.Uniform(reference.Input.Size, new Random(seed)))[0].All(value => value is > 0 and < 1));

            reported += message is null ? 0 : 1;
            Assert.True(message?.Contains("probabilities", StringComparison.Ordinal) == true == areProbabilities, $"{message}\n{network.Source}");
            Assert.True(
                message?.Contains("at the end", StringComparison.Ordinal) == true == (!areProbabilities && DependsOnBatch(network) && ShiftsWithBeta(network)), $"{message}\n{network.Source}");
        }

        Assert.InRange(reported, 20, Networks - 20);
    }

    /// <summary>Whether a sample's output is another when the other samples are.</summary>
    private static bool DependsOnBatch(NetworkSpec network)
    {
        ReferenceNetwork reference = Filled(network);
        double[] one = Claim.Uniform(reference.Input.Size, new Random(1));
        double[] First(int others) => Run(reference, [.. one, .. Claim.Uniform((BatchSize - 1) * reference.Input.Size, new Random(others))])[..reference.Output.Size];
        return First(2).Zip(First(3)).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-9);
    }

    /// <summary>Whether the outputs go up by what is added to beta: they are the normalized values themselves.</summary>
    private static bool ShiftsWithBeta(NetworkSpec network)
    {
        ReferenceNetwork reference = Filled(network);
        double[] x = Claim.Uniform(BatchSize * reference.Input.Size, new Random(1));
        double[] before = Run(reference, x);
        double[] beta = reference.Parameter(1, "beta").Values;
        for (int channel = 0; channel < beta.Length; channel++)
        {
            beta[channel] += 3;
        }

        return before.Zip(Run(reference, x)).All(pair => Math.Abs(pair.First + 3 - pair.Second) < 1e-9);
    }

    private static double[] Run(ReferenceNetwork reference, double[] x) => [.. reference.Run(x, new double[BatchSize * reference.Output.Size]).Outputs];

    private static ReferenceNetwork Filled(NetworkSpec network)
    {
        var reference = new ReferenceNetwork(network, BatchSize);
        var random = new Random(8);
        foreach (ReferenceParameter parameter in reference.Parameters)
        {
            Claim.Uniform(parameter.Values.Length, random).Select(value => parameter.IsTrainable ? value : 1 + (value / 2)).ToArray().CopyTo(parameter.Values, 0);
        }

        return reference;
    }

    /// <summary>A layer with a bias, up to two others, a normalization and what makes all values of a channel count differently.</summary>
    private static NetworkSpec? Biased(Random random)
    {
        bool isImage = random.Next(4) > 0;
        SampleShape input = isImage ? SampleShape.Image(7, 6, 2) : SampleShape.Vector(6);
        Activation function = random.Next(4) == 0 ? Activation.Tanh : Activation.Linear;
        List<LayerSpec> layers = [isImage ? new Conv2DSpec(3, Pair.Square(2)) { Activation = function } : new DenseSpec(4) { Activation = function }];
        for (int i = random.Next(3); i > 0; i--)
        {
            layers.Add(Between(random, isImage && !layers.Exists(layer => layer is FlattenSpec or GlobalPoolingSpec)));
        }

        layers.AddRange([new BatchNormalizationSpec { Trainable = random.Next(4) > 0 }, new ActivationSpec(Activation.Tanh)]);
        return new NetworkSpec("Net", input, layers);
    }

    private static LayerSpec Between(Random random, bool isImage) => random.Next(isImage ? 7 : 2) switch
    {
        0 => new ActivationSpec(Activation.Linear),
        1 => new ActivationSpec(Activation.SiLU),
        2 => new PoolingSpec(PoolingKind.Max, Pair.Square(2)) { Strides = Pair.Square(1), Padding = Padding.Same },
        3 => new PoolingSpec(PoolingKind.Average, Pair.Square(2)) { Strides = Pair.Square(1), Padding = Padding.Same },
        4 => new PoolingSpec(PoolingKind.Average, Pair.Square(2)) { Strides = Pair.Square(1), Padding = Padding.Same, CountIncludePad = true },
        5 => new FlattenSpec(),
        _ => new GlobalPoolingSpec(random.Next(2) == 0 ? PoolingKind.Max : PoolingKind.Average),
    };

    /// <summary>A layer with weights, a normalization and one more.</summary>
    private static NetworkSpec Normalized(Random random)
    {
        Activation function = new[] { Activation.Linear, Activation.Linear, Activation.Linear, Activation.ReLU, Activation.Softmax, Activation.Sigmoid }[random.Next(6)];
        LayerSpec[] end = random.Next(8) switch
        {
            0 => [new FlattenSpec()],
            1 => [new ActivationSpec(Activation.ReLU)],
            2 => [new ActivationSpec(Activation.Softmax)],
            3 => [new Conv2DSpec(2, Pair.Square(2))],
            4 => [new PoolingSpec(PoolingKind.Max, Pair.Square(2))],
            5 => [new GlobalPoolingSpec(PoolingKind.Average)],
            _ => [],
        };
        bool isProbability = function is Activation.Softmax or Activation.Sigmoid;
        var normalization = new BatchNormalizationSpec { Trainable = random.Next(4) > 0 };
        return new NetworkSpec(
            "Net", SampleShape.Image(5, 5, 2), [new Conv2DSpec(3, Pair.Square(2)) { Activation = function }, normalization, .. isProbability ? [] : end]);
    }
}
