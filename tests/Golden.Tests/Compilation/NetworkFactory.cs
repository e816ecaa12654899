using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Compilation;

/// <summary>A class compiled beside the networks that calls their constructors as users do.</summary>
internal static class NetworkFactory
{
    public const string Namespace = "NetGen.Golden.Networks";

    public const string FullName = Namespace + ".Factory";

    public const string Method = "Create";

    public static string Source(IEnumerable<NetworkSpec> networks)
    {
        IEnumerable<string> arms = networks.Select(network => $"        \"{network.Name}\" => new {network.Name}(seed: seed),");
        return $$"""
            using System;

            namespace {{Namespace}};

            internal static class Factory
            {
                public static INetwork {{Method}}(string name, int seed) => name switch
                {
            {{string.Join('\n', arms)}}
                    _ => throw new ArgumentException("No network has the name " + name + "."),
                };
            }
            """;
    }
}
