using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;

namespace NetGen.Golden.Tests.Cases;

/// <summary>
/// The networks of all expressible golden cases, compiled once for all tests, a folder at a time. A case that does not compile fails where it is asked for, and takes no other down.
/// </summary>
internal static class GoldenNetworks
{
    private static readonly Lazy<Dictionary<string, Func<INetwork>>> Layers = new(() => Compile(GoldenFolder.Layers));

    private static readonly Lazy<Dictionary<string, Func<INetwork>>> Networks = new(() => Compile(GoldenFolder.Networks));

    private static readonly Lazy<Dictionary<string, Func<INetwork>>> Fits = new(() => Compile(GoldenFolder.Fits));

    /// <summary>A case's network with the case's initial parameters.</summary>
    public static INetwork Create(GoldenCase golden)
    {
        Dictionary<string, Func<INetwork>> compiled = golden switch
        {
            LayerCase => Layers.Value,
            NetworkCase => Networks.Value,
            _ => Fits.Value,
        };
        INetwork network = compiled[golden.Name]();
        network.SetParameters(golden.Params);
        return network;
    }

    /// <summary>By the cases' names, what makes their networks, or throws what was wrong.</summary>
    internal static Dictionary<string, Func<INetwork>> Compile(IEnumerable<GoldenCase> cases)
    {
        var made = new Dictionary<string, Func<INetwork>>();
        List<(string Case, NetworkSpec Network)> declared = [];
        foreach (GoldenCase golden in cases.Where(KerasDeclaration.IsExpressible))
        {
            try
            {
                declared.Add((golden.Name, Declare(golden)));
            }
            catch (Exception exception) when (exception is NotSupportedException or KeyNotFoundException)
            {
                made.Add(golden.Name, () => throw exception);
            }
        }

        Compile(declared, made);
        return made;
    }

    /// <summary>All together where that goes, which is quick; else each half by itself, down to the one that is refused.</summary>
    private static void Compile(List<(string Case, NetworkSpec Network)> declared, Dictionary<string, Func<INetwork>> made)
    {
        try
        {
            CompiledNetworks compiled = new NetworkCompilation().Compile([.. declared.Select(entry => entry.Network)]);
            declared.ForEach(entry => made.Add(entry.Case, () => compiled.Create(entry.Network.Name)));
        }
        catch (InvalidOperationException exception)
        {
            if (declared.Count == 1)
            {
                made.Add(declared[0].Case, () => throw exception);
                return;
            }

            Compile(declared[..(declared.Count / 2)], made);
            Compile(declared[(declared.Count / 2)..], made);
        }
    }

    /// <summary>Only layer cases have a gradient by the input; without it the first layer goes the usual, shorter way.</summary>
    private static NetworkSpec Declare(GoldenCase golden) => KerasDeclaration.Network(golden) with
    {
        InputGradient = golden is LayerCase,
        LayerOutputs = golden is LayerCase { Nodes.Length: > 0 },
    };
}
