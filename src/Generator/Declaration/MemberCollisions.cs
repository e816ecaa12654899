using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Emission;

namespace NetGen.Generator.Declaration;

/// <summary>Members of the user's that stand where emitted ones belong.</summary>
internal static class MemberCollisions
{
    /// <summary>In source order. The emitted members themselves, which an analyzer sees too, are none.</summary>
    public static ImmutableArray<ISymbol> Of(INamedTypeSymbol type) =>
    [
        .. type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && Collides(member) && member.Locations.Any(location => !EmittedTrees.Contains(location.SourceTree)))
            .OrderBy(member => member.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(member => member.Locations[0].SourceSpan.Start),
    ];

    /// <summary>The member in words: "Info", "Net(int)".</summary>
    public static string NameOf(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        ? $"{constructor.ContainingType.Name}({string.Join(", ", ParametersOf(constructor))})"
        : member.Name;

    public static Location LocationOf(ISymbol member) => member.Locations.First(location => !EmittedTrees.Contains(location.SourceTree));

    private static bool Collides(ISymbol member) => member switch
    {
        // Every other constructor of a class with a primary one would have to call it.
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
            IsPrimary(constructor) || ParametersOf(constructor).SequenceEqual(EmittedMembers.ConstructorParameters),
        IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: EmittedMembers.Method } method =>
            method.Arity == 0 && ParametersOf(method).SequenceEqual(EmittedMembers.MethodParameters),
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } => false,
        _ => member.Name == EmittedMembers.Method || EmittedMembers.Names.Contains(member.Name),
    };

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static ImmutableArray<string> ParametersOf(IMethodSymbol method) =>
        [.. method.Parameters.Select(parameter => parameter.Type.ToDisplayString())];
}
