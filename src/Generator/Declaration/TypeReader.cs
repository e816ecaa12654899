using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Declaration;

/// <summary>Reads the class that a network is declared on.</summary>
internal static class TypeReader
{
    // What Roslyn allows in a generated file's name besides letters and digits.
    private const string HintNamePunctuation = ".,-+`_ ()[]{}";

    // In bytes: names of files have 255, those of types 1023, and both get something behind this one.
    private const int LongestHintName = 200;

    // In characters, of up to three bytes.
    private const int KeptOfLongName = 50;

    public static TypeDeclaration Read(INamedTypeSymbol type, NetworkAttributes attributes) => new(
        NamespaceOf(type),
        Containers(type).Select(Header).ToImmutableArray(),
        Escape(type.Name),
        HintNameOf(type),
        type.IsSealed,
        IsPublic(type),
        attributes.Extras,
        InheritedMembers.Hidden(type, attributes.Extras));

    /// <summary>The containing types, outermost first.</summary>
    public static ImmutableArray<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        var containers = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            containers.Insert(0, container);
        }

        return containers.ToImmutable();
    }

    private static string NamespaceOf(INamedTypeSymbol type)
    {
        string name = "";
        for (INamespaceSymbol? part = type.ContainingNamespace; part is { IsGlobalNamespace: false }; part = part.ContainingNamespace)
        {
            name = name.Length == 0 ? Escape(part.Name) : Escape(part.Name) + "." + name;
        }

        return name;
    }

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        string parameters = type.TypeParameters.IsEmpty
            ? ""
            : "<" + string.Join(", ", type.TypeParameters.Select(parameter => Escape(parameter.Name))) + ">";
        return $"partial {keyword} {Escape(type.Name)}{parameters}";
    }

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The metadata name: "Shop.Models.Outer+Net". Generated files share a directory, and some file systems ignore case: a
    /// name that differs only by case from another of the assembly says which of its letters are upper case.
    /// </summary>
    private static string HintNameOf(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        bool isAmbiguous = false;
        for (INamespaceOrTypeSymbol? part = type; part is not null and not INamespaceSymbol { IsGlobalNamespace: true }; part = part.ContainingSymbol as INamespaceOrTypeSymbol)
        {
            string separator = name.Length == 0 ? "" : part is INamespaceSymbol ? "." : "+";
            name.Insert(0, part.MetadataName + separator);
            isAmbiguous |= HasTwin(type.ContainingAssembly, part.Name);
        }

        string fullName = name.ToString();
        return Shorten(Encode(isAmbiguous ? fullName + "-" + UpperCaseLetters(fullName) : fullName));
    }

    /// <summary>A long name as its beginning and a number made of all of it (FNV-1a).</summary>
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestHintName)
        {
            return name;
        }

        ulong hash = 14695981039346656037;
        foreach (char c in name)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return name.Substring(0, KeptOfLongName) + "-" + hash.ToString("X16", CultureInfo.InvariantCulture);
    }

    private static bool HasTwin(IAssemblySymbol assembly, string name) =>
        assembly.TypeNames.Concat(assembly.NamespaceNames).Any(other =>
            string.Equals(other, name, StringComparison.OrdinalIgnoreCase) && !string.Equals(other, name, StringComparison.Ordinal));

    private static string UpperCaseLetters(string name) =>
        string.Join("-", Enumerable.Range(0, name.Length).Where(i => char.IsUpper(name[i])).Select(i => i.ToString(CultureInfo.InvariantCulture)));

    private static string Encode(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c) || HintNamePunctuation.IndexOf(c) >= 0)
            {
                text.Append(c);
            }
            else
            {
                text.Append('(').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)).Append(')');
            }
        }

        return text.ToString();
    }
}
