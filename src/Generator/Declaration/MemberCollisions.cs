using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Emission.Files;

namespace NetGen.Generator.Declaration;

/// <summary>Members of the user's that stand where emitted ones belong.</summary>
internal static class MemberCollisions
{
    /// <summary>In source order. The emitted members themselves, which an analyzer sees too, are none.</summary>
    public static ImmutableArray<ISymbol> Of(INamedTypeSymbol type, NetworkAttributes attributes) =>
    [
        .. type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && Collides(member, attributes.LayerOutputs) && member.Locations.Any(location => !EmittedTrees.Contains(location.SourceTree)))
            .OrderBy(member => member.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(member => member.Locations[0].SourceSpan.Start),
    ];

    /// <summary>The member in words: "Info", "Net(int)".</summary>
    public static string NameOf(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        ? $"{constructor.ContainingType.Name}({string.Join(", ", ParametersOf(constructor))})"
        : member.Name;

    public static Location LocationOf(ISymbol member) => member.Locations.First(location => !EmittedTrees.Contains(location.SourceTree));

    private static bool Collides(ISymbol member, bool layerOutputs) => member switch
    {
        // Every other constructor of a class with a primary one would have to call it.
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
            IsPrimary(constructor) || ParametersOf(constructor).SequenceEqual(EmittedMembers.ConstructorParameters),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method when EmittedMembers.Methods(layerOutputs).Any(emitted => emitted.Name == method.Name) =>
            method.Arity == 0
            && EmittedMembers.Methods(layerOutputs).Any(emitted => emitted.Name == method.Name && ParametersOf(method).SequenceEqual(emitted.Parameters)),
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } => false,
        _ => EmittedMembers.Names(layerOutputs).Contains(member.Name) || EmittedMembers.Methods(layerOutputs).Any(emitted => emitted.Name == member.Name),
    };

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static ImmutableArray<string> ParametersOf(IMethodSymbol method) =>
        [.. method.Parameters.Select(parameter => parameter.Type.ToDisplayString())];
}
