using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration;

/// <summary>Gathers what the rules of structure ask about a class.</summary>
internal static class StructureReader
{
    // What GeneratedFile writes in. The library's init-only properties cannot be set in an older one.
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp9;

    public static Structure Read(INamedTypeSymbol type, NetworkAttributes attributes, CancellationToken cancellation)
    {
        ImmutableArray<INamedTypeSymbol> containers = TypeReader.Containers(type);
        ImmutableArray<int> notPartial =
            [.. Enumerable.Range(0, containers.Length).Where(i => !IsPartial(containers[i], cancellation))];
        BaseFault fault = BaseClasses.FaultOf(type);
        return new Structure(
            HasNameOfItsOwn(type),
            IsPartial(type, cancellation),
            notPartial,
            Unsupported(type),
            fault,
            fault == BaseFault.None ? "" : type.BaseType!.Name,
            EmittedMembers.Has(type.Name, attributes.Extras),
            Language(type),
            attributes.HasUnknown,
            MemberCollisions.Of(type, attributes).Select(member => MemberCollisions.NameOf(member, type)).ToImmutableArray(),
            MemberCollisions.UnchainedConstructors(type).Select(constructor => MemberCollisions.NameOf(constructor, type)).ToImmutableArray(),
            FirstElsewhere(attributes.Layers));
    }

    /// <summary>Generated files are called by such names, and a second file of the same name would keep all networks of the project from being generated.</summary>
    private static bool HasNameOfItsOwn(INamedTypeSymbol type)
    {
        for (INamespaceOrTypeSymbol? part = type; part is not null and not INamespaceSymbol { IsGlobalNamespace: true }; part = part.ContainingSymbol as INamespaceOrTypeSymbol)
        {
            if (part.Name.Length == 0 || part is INamedTypeSymbol { ContainingSymbol: INamespaceOrTypeSymbol container, Arity: int arity } && container.GetTypeMembers(part.Name, arity).Length > 1)
            {
                return false;
            }
        }

        return type.ContainingType is not null || !type.ContainingNamespace.GetNamespaceMembers().Any(member => member.Name == type.Name);
    }

    /// <summary>The language of the class's file, where emitted code is written in a newer one.</summary>
    private static string Language(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences[0].SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < OldestLanguage and var version } ? version.ToDisplayString() : "";

    private static string Unsupported(INamedTypeSymbol type) => type switch
    {
        { IsStatic: true } => "static",
        { IsRecord: true } => "a record",
        { IsGenericType: true, TypeParameters.Length: > 0 } => "generic",
        { IsAbstract: true } => "abstract",
        _ => TypeReader.Containers(type).Add(type).Any(part => part.IsFileLocal) ? "local to its file" : "",
    };

    /// <summary>Where only some parts say "partial", the compiler names the others.</summary>
    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            !EmittedTrees.Contains(reference.SyntaxTree)
            && reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static int FirstElsewhere(ImmutableArray<AttributeData> layers)
    {
        for (int i = 1; i < layers.Length; i++)
        {
            if (DeclarationOf(layers[i]) != DeclarationOf(layers[0]))
            {
                return i;
            }
        }

        return -1;
    }

    private static TypeDeclarationSyntax? DeclarationOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();
}
