using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>The attributes that make a class a network, as Roslyn sees them; layers in source order.</summary>
internal sealed class NetworkAttributes
{
    private NetworkAttributes(AttributeData? network, AttributeData? weights, ImmutableArray<AttributeData> layers, bool hasUnknown)
    {
        Network = network;
        Weights = weights;
        Layers = layers;
        HasUnknown = hasUnknown;
    }

    public AttributeData? Network { get; }

    public AttributeData? Weights { get; }

    public ImmutableArray<AttributeData> Layers { get; }

    /// <summary>Whether the class has an attribute that does not resolve: nobody knows whether it is a layer.</summary>
    public bool HasUnknown { get; }

    /// <summary>What the attributes ask for beyond the members of every network.</summary>
    public EmittedExtras Extras => new(
        Network?.NamedArguments.Any(argument => argument is { Key: "LayerOutputs", Value.Value: true }) ?? false,
        Weights is not null || NamesFile);

    /// <summary>Whether the network is declared by a file and not by layers.</summary>
    public bool NamesFile => Network?.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Type.SpecialType: SpecialType.System_String }];

    public bool IsEmpty => Network is null && Layers.IsEmpty && Weights is null;

    public static NetworkAttributes Of(INamedTypeSymbol type)
    {
        AttributeData? network = null;
        AttributeData? weights = null;
        var layers = new List<AttributeData>();
        bool hasUnknown = false;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (Is("NetworkAttribute", attribute.AttributeClass))
            {
                network ??= attribute;
            }
            else if (Is("WeightsAttribute", attribute.AttributeClass))
            {
                weights ??= attribute;
            }
            else if (IsLayer(attribute.AttributeClass))
            {
                layers.Add(attribute);
            }
            else
            {
                hasUnknown |= attribute.AttributeClass is null or { TypeKind: TypeKind.Error };
            }
        }

        return new NetworkAttributes(network, weights, [.. layers.OrderBy(PathOf, StringComparer.Ordinal).ThenBy(StartOf)], hasUnknown);
    }

    private static bool Is(string name, INamedTypeSymbol? type) => type?.Name == name && IsOurs(type);

    private static bool IsLayer(INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? ancestor = type?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name == AttributeNames.Layer && IsOurs(ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOurs(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: AttributeNames.Namespace, ContainingNamespace.IsGlobalNamespace: true };

    private static string PathOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath ?? "";

    private static int StartOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.Span.Start ?? 0;
}
