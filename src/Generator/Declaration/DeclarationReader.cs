using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration.Blocks;
using NetGen.Import.Files;

namespace NetGen.Generator.Declaration;

/// <summary>Reads a class and its attributes into strings and numbers: beyond this point nothing knows Roslyn.</summary>
internal static class DeclarationReader
{
    public static NetworkDeclaration Read(INamedTypeSymbol type, NetworkAttributes attributes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var reader = new AttributeDeclarationReader(cancellation);
        AttributeDeclaration? network = attributes.Network is null ? null : reader.Read(attributes.Network);
        return new NetworkDeclaration(
            TypeReader.Read(type, attributes),
            StructureReader.Read(type, attributes, cancellation),
            network,
            attributes.Layers.Select(reader.Read).ToImmutableArray(),
            attributes.Weights is { } weights ? ReadWeights(weights, type) : null)
        {
            Model = attributes.NamesFile ? ReadModel(attributes.Network!, network!, type) : null,
        };
    }

    private static ModelDeclaration ReadModel(AttributeData attribute, AttributeDeclaration network, INamedTypeSymbol type) => new(
        ReadWeights(attribute, type) with { Variant = ModelVariant.NameOf(ModelOptions.Of(network)) }, ModelState.Unread, default, default);

    private static WeightsDeclaration ReadWeights(AttributeData attribute, INamedTypeSymbol type)
    {
        string path = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }] ? text : "";
        string folder = Path.GetDirectoryName(attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath ?? "") ?? "";
        return new WeightsDeclaration(path, folder, HasRequiredMembers(type));
    }

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }
}
