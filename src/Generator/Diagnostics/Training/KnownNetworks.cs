using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Files;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>The networks of a compilation, built when code first uses them.</summary>
internal sealed class KnownNetworks(CheckedNetworks networks, EquatableArray<VectorForm> forms, ModelFiles models)
{
    /// <summary>The network that a type is, or null: it is none, or its declaration has errors.</summary>
    public Network? Find(ITypeSymbol? type, CancellationToken cancellation) =>
        type is INamedTypeSymbol named && NetworkAttributes.Of(named).Network is not null ? networks.Find(named, forms, models, cancellation)?.Network : null;

    /// <summary>The activation that makes a network's output; null where it is not one alone.</summary>
    public static Activation? OutputActivation(Network network) =>
        network.Nodes.LastOrDefault(node => node.Layer is not (Flatten or RandomLayer))?.Layer switch
        {
            WeightedLayer layer => layer.Weighted.Activation,
            ActivationLayer layer => layer.Function,
            _ => null,
        };
}
