extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using generator::NetGen.Generator.Declaration;
using generator::NetGen.Generator.Declaration.Blocks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tool.Assemblies;

namespace NetGen.Tool.Emission;

/// <summary>
/// A network as the attributes in an assembly declare it. They are all that the compiler starts from, and they stay in the metadata: so the
/// network can be compiled again, whole or layer by layer.
/// </summary>
internal sealed class NetworkDeclaration
{
    private const string ArrayStart = "new string[] { ";

    private readonly INamedTypeSymbol _type;
    private readonly NetworkAttributes _attributes;

    private NetworkDeclaration(INamedTypeSymbol type, NetworkAttributes attributes)
    {
        _type = type;
        _attributes = attributes;
    }

    /// <summary>The class's name with namespace and containing types.</summary>
    public string FullName => NetworkClasses.NameOf(_type);

    /// <summary>Number of layers.</summary>
    public int LayerCount => _attributes.Layers.Length;

    /// <summary>The widths of vectors that the network was compiled for: <c>NetGenVectorBits</c>, a property of the whole project, leaves some out.</summary>
    public IReadOnlyList<int> Widths
    {
        get
        {
            string[] emitted =
            [
                .. _type.ContainingAssembly.GlobalNamespace.GetMembers("NetGen").OfType<INamespaceSymbol>()
                    .SelectMany(part => part.GetMembers("Compiled").OfType<INamespaceSymbol>())
                    .SelectMany(part => part.GetTypeMembers())
                    .Select(type => type.Name),
            ];
            return [.. VectorBits.All.Where(bits => emitted.Any(name => name.EndsWith("_" + VectorBits.NameOf(bits), StringComparison.Ordinal)))];
        }
    }

    /// <summary>The version of the generator that compiled the network; null where the assembly does not say.</summary>
    public string? GeneratorVersion => _type.InstanceConstructors
        .SelectMany(constructor => constructor.GetAttributes())
        .Concat(_type.GetAttributes())
        .Where(attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute")
        .Select(attribute => attribute.ConstructorArguments is [{ Value: "NetGen.Generator" }, { Value: string version }] ? version : null)
        .FirstOrDefault(version => version is not null);

    /// <summary>Reads all networks of an assembly, which is not loaded.</summary>
    /// <exception cref="ToolException">It is no assembly, or declares no networks.</exception>
    public static IReadOnlyList<NetworkDeclaration> ReadAll(string path)
    {
        AssemblyFile file = AssemblyFile.Read(path);
        PortableExecutableReference reference = MetadataReference.CreateFromFile(path);
        var compilation = CSharpCompilation.Create(
            "Reading",
            references: [.. NetworkCompilation.References, reference],
            options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All));
        if (compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol assembly)
        {
            throw new ToolException($"{path} cannot be read.");
        }

        NetworkDeclaration[] declarations =
        [
            .. NetworkClasses.In(assembly.GlobalNamespace).Select(type => new NetworkDeclaration(type, NetworkAttributes.Of(type))),
        ];
        return declarations.Length > 0 ? declarations : throw AssemblyNetworks.WithoutNetworks(file);
    }

    /// <summary>The declaration as C#: the class in its namespace and containing types, with the network's attributes and nothing else.</summary>
    /// <exception cref="ToolException">The network is made of blocks, or declared by a file.</exception>
    public string Source()
    {
        RequireWholeAttributes();
        var source = new StringBuilder();
        TypeDeclaration type = TypeReader.Read(_type, _attributes);
        if (type.Namespace.Length > 0)
        {
            source.Append(CultureInfo.InvariantCulture, $"namespace {type.Namespace};\n\n");
        }

        foreach (string header in type.ContainingTypes)
        {
            source.Append(CultureInfo.InvariantCulture, $"{header}\n{{\n");
        }

        source.Append(CultureInfo.InvariantCulture, $"[{Text(_attributes.Network!)}]\n");
        WriteLayers(source, 0, LayerCount);
        source.Append(CultureInfo.InvariantCulture, $"{AccessOf(_type)} {(_type.IsSealed ? "sealed " : "")}partial class {type.Name};\n");
        return source.Append('}', type.ContainingTypes.Count).ToString();
    }

    /// <summary>Some layers as a network of their own, in which each reads the one before it; one that joins several joins its input with itself.</summary>
    /// <param name="name">The name of its class.</param>
    /// <param name="inputShape">What comes into the first of them.</param>
    /// <param name="inputGradient">Whether layers before them need the gradient by their input.</param>
    /// <param name="first">The first layer's index.</param>
    /// <param name="count">Number of layers.</param>
    /// <exception cref="ToolException">The network is made of blocks, or declared by a file.</exception>
    public string SourceOf(string name, IReadOnlyList<int> inputShape, bool inputGradient, int first, int count)
    {
        RequireWholeAttributes();
        var source = new StringBuilder();
        string gradient = inputGradient ? ", InputGradient = true" : "";
        source.Append(CultureInfo.InvariantCulture, $"[global::NetGen.Network({string.Join(", ", inputShape)}{gradient})]\n");
        foreach (AttributeData layer in _attributes.Layers.AsSpan().Slice(first, count))
        {
            source.Append(CultureInfo.InvariantCulture, $"[{Text(layer, Alone)}]\n");
        }

        return source.Append(CultureInfo.InvariantCulture, $"public sealed partial class {name};\n").ToString();
    }

    /// <summary>An assembly holds the numbers that a block's expressions had with its own constants, and the expressions no longer.</summary>
    /// <exception cref="ToolException">The network is made of blocks, or declared by a file.</exception>
    public void RequireWholeAttributes()
    {
        if (_attributes.NamesFile)
        {
            throw new ToolException(
                $"{FullName} is declared by a model's file, which an assembly does not hold; "
                    + "'netgen emit' can read the network from its source file, beside which the model lies.");
        }

        if (_attributes.Layers.FirstOrDefault(layer => BlockTypes.Derives(layer.AttributeClass)) is { } block)
        {
            throw new ToolException(
                $"{FullName} uses the block '{block.AttributeClass!.Name}', whose expressions an assembly does not hold; 'netgen emit' can read the network from its source file.");
        }
    }

    private void WriteLayers(StringBuilder source, int first, int count)
    {
        foreach (AttributeData layer in _attributes.Layers.AsSpan().Slice(first, count))
        {
            source.Append(CultureInfo.InvariantCulture, $"[{Text(layer)}]\n");
        }
    }

    /// <summary>Members are documented by who may see the class.</summary>
    private static string AccessOf(INamedTypeSymbol type) => SyntaxFacts.GetText(type.DeclaredAccessibility);

    private static string Text(AttributeData attribute) => Text(attribute, (_, text) => text);

    /// <param name="attribute">The attribute.</param>
    /// <param name="change">What becomes of an argument, by the name of the property, or null for the constructor's, and its text; it goes where that is null.</param>
    private static string Text(AttributeData attribute, Func<string?, string, string?> change)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(argument => change(null, Text(argument)))
            .Concat(attribute.NamedArguments.Select(argument => change(argument.Key, $"{argument.Key} = {Text(argument.Value)}")))
            .OfType<string>();
        return $"{attribute.AttributeClass!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}({string.Join(", ", arguments)})";
    }

    /// <summary>Without the names of layers that are elsewhere.</summary>
    private static string? Alone(string? property, string text) => property == "Input" ? null
        : property is null && text.StartsWith(ArrayStart, StringComparison.Ordinal) ? $"{ArrayStart}{string.Join(", ", Enumerable.Repeat("\"input\"", Math.Max(2, text.Count(c => c == ',') + 1)))} }}"
        : text;

    private static string Text(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Enum, Type: { } type } => $"({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({Primitive(constant.Value!)})",
        { Kind: TypedConstantKind.Array, IsNull: false } => $"{ArrayStart}{string.Join(", ", constant.Values.Select(Text))} }}",
        { Kind: TypedConstantKind.Array } => "null",
        { Value: double.NaN } => "double.NaN",
        { Value: double.PositiveInfinity } => "double.PositiveInfinity",
        { Value: double.NegativeInfinity } => "double.NegativeInfinity",
        { Value: double number } => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        { Value: null } => "null",
        _ => Primitive(constant.Value!),
    };

    private static string Primitive(object value) => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!;
}
