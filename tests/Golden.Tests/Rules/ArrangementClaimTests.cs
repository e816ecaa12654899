using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Rules;

/// <summary>What rules say of layers that work against each other, against what plain loops compute of random networks.</summary>
public class ArrangementClaimTests
{
    private const int Networks = 120;

    [Fact]
    public void NG0221_speaks_of_layers_that_are_one_linear_map()
    {
        int reported = 0;
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(Networks, Stack)))
        {
            if (findings.Message("NG0221") is not null)
            {
                reported++;
                Assert.True(IsAffine(network), network.Source);
            }
            else
            {
                Assert.False(IsAffine(network) && !HasBottleneck(network), network.Source);
            }
        }

        Assert.InRange(reported, 20, Networks - 20);
    }

    [Fact]
    public void NG0222_speaks_of_kernels_that_get_no_gradient_or_make_all_outputs_alike()
    {
        Activation[] functions = [.. Enum.GetValues<Activation>().Where(function => function is not (Activation.Softmax or Activation.Sigmoid or Activation.Linear))];
        foreach (Activation function in functions)
        {
            var network = new NetworkSpec("Net", SampleShape.Vector(5), [new DenseSpec(4) { Activation = function }, new DenseSpec(3)]);
            var reference = new ReferenceNetwork(network, batchSize: 1);
            Fill(reference.Parameter(1, "kernel").Values, new Random(1));
            Fill(reference.Parameter(1, "bias").Values, new Random(2));
            double[] x = Claim.Uniform(5, new Random(3));
            reference.Run(x, Claim.Uniform(3, new Random(4)));
            double[] hidden = reference.LayerOutputs(x)[0];

            string declared = network.Source.Replace($"Activation.{function})]", $"Activation.{function}, KernelInitializer = Initializer.Zeros)]", StringComparison.Ordinal);
            string message = Claim.Of(declared).Message("NG0222")!;
            bool never = Array.TrueForAll(reference.Parameter(0, "kernel").Gradient, gradient => gradient == 0);
            Assert.Equal(never, message.Contains("never learns", StringComparison.Ordinal));
            Assert.Single(hidden.Distinct());
        }
    }

    [Fact]
    public void NG0223_gives_the_most_that_comes_out()
    {
        var random = new Random(5);
        for (int units = 2; units < 40; units++)
        {
            foreach (Activation first in new[] { Activation.Softmax, Activation.Sigmoid })
            {
                foreach (Activation second in new[] { Activation.Softmax, Activation.Sigmoid })
                {
                    var network = new NetworkSpec("Net", SampleShape.Vector(units), [new DenseSpec(units) { Activation = first }, new ActivationSpec(second)]);
                    double claimed = double.Parse(
                        Claim.Of(network.Source).Message("NG0223")!.Split("nothing above ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
                    double most = Enumerable.Range(0, 20).Max(_ => LargestOutput(network, random));

                    Assert.InRange(most, claimed - 0.002, claimed);
                }
            }
        }
    }

    [Fact]
    public void NG0225_gives_the_one_layer_that_two_are()
    {
        foreach ((NetworkSpec network, IReadOnlyList<Diagnostic> findings) in Claim.Of(Claim.Draw(Networks, Rescaled)))
        {
            string[] words = findings.Message("NG0225")!.Split(["x * ", " + ", "; pixels"], StringSplitOptions.None);
            (double scale, double offset) = (double.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture));
            double[] x = Claim.Uniform(3, new Random(6));
            double[] y = new ReferenceNetwork(network, batchSize: 1).Run(x, new double[3]).Outputs;

            Assert.All(x.Zip(y), pair => Assert.Equal((pair.First * scale) + offset, pair.Second, 1e-4 * (Math.Abs(scale) + Math.Abs(offset))));
        }
    }

    private static double LargestOutput(NetworkSpec network, Random random)
    {
        var reference = new ReferenceNetwork(network, batchSize: 1);
        double[] x = new double[network.Input.Size];
        x[random.Next(x.Length)] = 1;
        double[] kernel = reference.Parameter(0, "kernel").Values;
        for (int i = 0; i < x.Length; i++)
        {
            kernel[(i * x.Length) + i] = 80;
        }

        Array.Fill(reference.Parameter(0, "bias").Values, -40);
        return reference.Run(x, new double[x.Length]).Outputs.Max();
    }

    /// <summary>Whether f(x) + f(y) is f(x + y) + f(0), as for every linear map and no other.</summary>
    private static bool IsAffine(NetworkSpec network)
    {
        var reference = new ReferenceNetwork(network, batchSize: 1);
        var random = new Random(8);
        foreach (ReferenceParameter parameter in reference.Parameters)
        {
            Fill(parameter.Values, random);
        }

        double[] x = Claim.Uniform(network.Input.Size, random);
        double[] y = Claim.Uniform(network.Input.Size, random);
        double[] apart = Sum(Run(x), Run(y));
        double[] together = Sum(Run(Sum(x, y)), Run(new double[x.Length]));
        double largest = apart.Max(Math.Abs);
        return apart.Zip(together).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-9 * largest);

        double[] Run(double[] input) => reference.Run(input, new double[network.Output.Size]).Outputs;
    }

    private static bool HasBottleneck(NetworkSpec network)
    {
        SampleShape shape = network.Input;
        List<(int In, int Out)> weighted = [];
        foreach (LayerSpec layer in network.Layers)
        {
            SampleShape output = layer.Infer(shape);
            if (layer is WeightedSpec)
            {
                weighted.Add((shape.Channels, output.Channels));
            }

            shape = output;
        }

        return weighted[0].Out < weighted[0].In && weighted[0].Out < weighted[1].Out;
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (first, second) => first + second)];

    private static NetworkSpec Stack(Random random)
    {
        Activation function = random.Next(3) == 0 ? Activation.ReLU : Activation.Linear;
        LayerSpec[] between = random.Next(4) switch
        {
            0 => [new PoolingSpec(PoolingKind.Max, Pair.Square(2))],
            1 => [new PoolingSpec(PoolingKind.Average, Pair.Square(2))],
            2 => [new ActivationSpec(Activation.Tanh)],
            _ => [],
        };
        LayerSpec[] end = random.Next(2) == 0 ? [new FlattenSpec(), new DenseSpec(random.Next(1, 6))] : [new Conv2DSpec(random.Next(1, 6), Pair.Square(2))];
        return new NetworkSpec(
            "Net",
            SampleShape.Image(7, 7, random.Next(1, 4)),
            [new Conv2DSpec(random.Next(1, 6), Pair.Square(3)) { Activation = function }, .. between, .. end]);
    }

    private static NetworkSpec Rescaled(Random random) => new("Net", SampleShape.Vector(3), [Rescaling(random), Rescaling(random)]);

    private static RescalingSpec Rescaling(Random random) => new(Math.Round((4 * random.NextDouble()) - 2.0001, 3), Math.Round(random.NextDouble() - 0.5, 3));

    private static void Fill(double[] values, Random random) => Claim.Uniform(values.Length, random).CopyTo(values, 0);
}
