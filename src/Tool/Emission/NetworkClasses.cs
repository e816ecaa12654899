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
    private static readonly SymbolDisplayFormat WholeName =
        SymbolDisplayFormat.CSharpErrorMessageFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>By name.</summary>
    public static IEnumerable<INamedTypeSymbol> In(INamespaceSymbol root) => All(root)
        .Where(type => NetworkAttributes.Of(type).Network is not null)
        .OrderBy(NameOf, StringComparer.Ordinal);

    /// <summary>A class's name with namespace and containing types: "Shop.Outer.Digits".</summary>
    public static string NameOf(INamedTypeSymbol type) => type.ToDisplayString(WholeName);

    private static IEnumerable<INamedTypeSymbol> All(INamespaceOrTypeSymbol part) => part.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => All(member).Concat(member is INamedTypeSymbol type ? [type] : []));
}
