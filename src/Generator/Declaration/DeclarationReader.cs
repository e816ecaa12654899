using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>Reads a class and its attributes into strings and numbers: beyond this point nothing knows Roslyn.</summary>
internal static class DeclarationReader
{
    public static NetworkDeclaration Read(INamedTypeSymbol type, NetworkAttributes attributes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new NetworkDeclaration(
            TypeReader.Read(type, attributes),
            StructureReader.Read(type, attributes, cancellation),
            attributes.Network is { } network ? ReadAttribute(network) : null,
            attributes.Layers.Select(ReadAttribute).ToImmutableArray(),
            attributes.Weights is { } weights ? ReadWeights(weights, type) : null);
    }

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

    private static AttributeDeclaration ReadAttribute(AttributeData attribute)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        string kind = name.EndsWith(AttributeNames.Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - AttributeNames.Suffix.Length)
            : name;

        var arguments = ImmutableArray.CreateBuilder<Argument>();
        bool isComplete = attribute.AttributeConstructor is { } constructor
            && constructor.Parameters.Length == attribute.ConstructorArguments.Length;
        if (isComplete)
        {
            for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            {
                isComplete &= TryAdd(arguments, attribute.AttributeConstructor!.Parameters[i].Name, attribute.ConstructorArguments[i]);
            }
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            isComplete &= TryAdd(arguments, named.Key, named.Value);
        }

        return new AttributeDeclaration(kind, arguments.ToImmutable(), isComplete);
    }

    private static bool TryAdd(ImmutableArray<Argument>.Builder arguments, string name, TypedConstant constant)
    {
        switch (constant)
        {
            case { Kind: TypedConstantKind.Primitive, Value: bool flag }:
                arguments.Add(new Argument(name, flag ? 1 : 0, null));
                return true;
            case { Kind: TypedConstantKind.Primitive, Value: null or string }:
                arguments.Add(new Argument(name, 0, (string?)constant.Value));
                return true;
            case { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: IConvertible number }:
                arguments.Add(new Argument(name, number.ToDouble(CultureInfo.InvariantCulture), null));
                return true;
            case { Kind: TypedConstantKind.Array, IsNull: false }:
                return constant.Values.Select((element, i) => TryAdd(arguments, Argument.Element(name, i), element)).All(added => added);
            case { Kind: TypedConstantKind.Array }:
                return true;
            default:
                return false;
        }
    }
}
