using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>The networks of a compilation, built when code first uses them.</summary>
internal sealed class KnownNetworks(EquatableArray<VectorForm> forms)
{
    private readonly ConcurrentDictionary<ITypeSymbol, Network?> _networks = new(SymbolEqualityComparer.Default);

    /// <summary>The network that a type is, or null: it is none, or its declaration has errors.</summary>
    public Network? Find(ITypeSymbol? type, CancellationToken cancellation) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } named ? _networks.GetOrAdd(named, _ => Build(named, cancellation)) : null;

    /// <summary>The activation that makes a network's output; null where it is not one alone.</summary>
    public static Activation? OutputActivation(Network network) =>
        network.Nodes.LastOrDefault(node => node.Layer is not (Flatten or RandomLayer))?.Layer switch
        {
            Dense layer => layer.Weighted.Activation,
            Conv2D layer => layer.Weighted.Activation,
            ActivationLayer layer => layer.Function,
            _ => null,
        };

    private Network? Build(INamedTypeSymbol type, CancellationToken cancellation) =>
        NetworkAttributes.Of(type) is { Network: not null } attributes
            ? CheckedNetwork.Of(DeclarationReader.Read(type, attributes, cancellation), forms, cancellation).Network
            : null;
}
