extern alias generator;

using System;
using System.Collections.Generic;
using System.Linq;
using generator::NetGen.Generator.Declaration;
using Microsoft.CodeAnalysis;

namespace NetGen.Tool.Emission;

/// <summary>Finds the classes with [Network], nested ones too.</summary>
internal static class NetworkClasses
{
    /// <summary>By name.</summary>
    public static IEnumerable<INamedTypeSymbol> In(INamespaceSymbol root) => All(root)
        .Where(type => NetworkAttributes.Of(type).Network is not null)
        .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal);

    private static IEnumerable<INamedTypeSymbol> All(INamespaceOrTypeSymbol part) => part.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => All(member).Concat(member is INamedTypeSymbol type ? [type] : []));
}
