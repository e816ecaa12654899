using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Cases;
using NetGen.Golden.Tests.Declarations;
using Xunit;

namespace NetGen.Golden.Tests.Reference;

/// <summary>The plain loops against PyTorch's numbers: a reference has to be right before anything is compared with it.</summary>
public sealed class ReferenceGoldenTests
{
    /// <summary>Both sides are double precision; the files carry 9 digits.</summary>
    private const double Tolerance = 1e-8;

    public static TheoryData<string> Cases() =>
        [.. GoldenFolder.Layers.Where(golden => KerasDeclaration.IsExpressible(golden) && golden.Mode == "inference").Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_plain_loops_agree_with_the_golden_layers(string name)
    {
        LayerCase golden = GoldenFolder.Layers.Single(candidate => candidate.Name == name);
        NetworkSpec spec = KerasDeclaration.Network(golden);
        var network = new ReferenceNetwork(spec, golden.X.Samples);
        foreach (ParameterArray parameter in golden.Params)
        {
            parameter.Data.CopyTo(network.Parameter(parameter.Layer, parameter.Name).Values, 0);
        }

        ReferenceRun run = network.Run(golden.X.Data, golden.Dy.Data);

        AssertClose("y", golden.Y.Data, run.Outputs);
        AssertClose("dx", golden.Dx.Data, run.InputGradients);
        foreach (ParameterArray gradient in golden.Dparams)
        {
            AssertClose(gradient.Name, gradient.Data, network.Parameter(gradient.Layer, gradient.Name).Gradient);
        }

        foreach (NodeValues node in golden.Nodes)
        {
            int layer = KerasDeclaration.PlaceOf(golden, node.Name);
            AssertClose(node.Name, node.Y.Data, [.. golden.X.Data.Chunk(spec.Input.Size).SelectMany(sample => network.LayerOutputs(sample)[layer])]);
            AssertClose($"gradient by {node.Name}", node.Dy.Data, run.LayerGradients[layer]);
        }
    }

    private static void AssertClose(string what, double[] want, double[] got)
    {
        double allowed = (Tolerance * want.Max(Math.Abs)) + 1e-15;
        IEnumerable<double> differences = want.Zip(got, (expected, value) => Math.Abs(expected - value));
        Assert.True(want.Length == got.Length && differences.Max() <= allowed, $"{what} is {differences.Max():E2} off.");
    }
}
