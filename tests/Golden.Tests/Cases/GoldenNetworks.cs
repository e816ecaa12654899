using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;

namespace NetGen.Golden.Tests.Cases;

/// <summary>The networks of all expressible golden cases, compiled once for all tests, a folder at a time.</summary>
internal static class GoldenNetworks
{
    private static readonly Lazy<CompiledNetworks> Layers = new(() => Compile(GoldenFolder.Layers));

    private static readonly Lazy<CompiledNetworks> Networks = new(() => Compile(GoldenFolder.Networks));

    private static readonly Lazy<CompiledNetworks> Fits = new(() => Compile(GoldenFolder.Fits));

    /// <summary>A case's network with the case's initial parameters.</summary>
    public static INetwork Create(GoldenCase golden)
    {
        CompiledNetworks compiled = golden switch
        {
            LayerCase => Layers.Value,
            NetworkCase => Networks.Value,
            _ => Fits.Value,
        };
        INetwork network = compiled.Create(KerasDeclaration.Network(golden).Name);
        network.SetParameters(golden.Params);
        return network;
    }

    private static CompiledNetworks Compile(IEnumerable<GoldenCase> cases) => new NetworkCompilation().Compile(
        [.. cases.Where(KerasDeclaration.IsExpressible).Select(Declare)]);

    /// <summary>Only layer cases have a gradient by the input; without it the first layer goes the usual, shorter way.</summary>
    private static NetworkSpec Declare(GoldenCase golden) => KerasDeclaration.Network(golden) with { InputGradient = golden is LayerCase };
}
