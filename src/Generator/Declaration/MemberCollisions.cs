using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration;

/// <summary>Members of the user's that stand where emitted ones belong.</summary>
internal static class MemberCollisions
{
    /// <summary>In source order, behind them abstract ones of base classes. The emitted members themselves, which an analyzer sees too, are none.</summary>
    public static ImmutableArray<ISymbol> Of(INamedTypeSymbol type, NetworkAttributes attributes) =>
    [
        .. Written(type).Where(member => Collides(member, attributes.Extras)),
        .. InheritedMembers.Abstract(type, attributes.Extras),
    ];

    /// <summary>Constructors that leave the network's parts unmade, since they do not begin with the emitted one.</summary>
    public static ImmutableArray<IMethodSymbol> UnchainedConstructors(INamedTypeSymbol type) =>
    [
        .. Written(type).OfType<IMethodSymbol>().Where(member =>
            member.MethodKind == MethodKind.Constructor && !Collides(member, default) && !member.DeclaringSyntaxReferences.Any(reference =>
                reference.GetSyntax() is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer })),
    ];

    /// <summary>The member in words: "Info", "Net(int)", "Model.Predict" where it is a base class's.</summary>
    public static string NameOf(ISymbol member, INamedTypeSymbol type) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => $"{constructor.ContainingType.Name}({string.Join(", ", ParametersOf(constructor))})",
        _ when !SymbolEqualityComparer.Default.Equals(member.ContainingType, type) => $"{member.ContainingType.Name}.{member.Name}",
        _ => member.Name,
    };

    public static Location LocationOf(ISymbol member) => member.Locations.First(location => !EmittedTrees.Contains(location.SourceTree));

    /// <summary>What stands in the user's own parts of the class, in source order.</summary>
    private static IEnumerable<ISymbol> Written(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => !member.IsImplicitlyDeclared && member.Locations.Any(location => !EmittedTrees.Contains(location.SourceTree)))
        .OrderBy(member => member.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(member => member.Locations[0].SourceSpan.Start);

    private static bool Collides(ISymbol member, EmittedExtras extras) => member switch
    {
        // Every other constructor of a class with a primary one would have to call it.
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
            IsPrimary(constructor) || ParametersOf(constructor).SequenceEqual(EmittedMembers.ConstructorParameters),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method when EmittedMembers.Methods(extras).Any(emitted => emitted.Name == method.Name) =>
            method.Arity == 0
            && EmittedMembers.Methods(extras).Any(emitted => emitted.Name == method.Name && ParametersOf(method).SequenceEqual(emitted.Parameters)),
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } => false,
        _ => EmittedMembers.Has(member.Name, extras),
    };

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    public static ImmutableArray<string> ParametersOf(IMethodSymbol method) =>
        [.. method.Parameters.Select(parameter => parameter.Type.ToDisplayString())];
}
