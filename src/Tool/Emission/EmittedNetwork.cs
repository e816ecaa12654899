extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using generator::NetGen.Generator.Declaration;
using generator::NetGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace NetGen.Tool.Emission;

/// <summary>One generated file.</summary>
internal readonly record struct EmittedFile(string Name, string Text);

/// <summary>What the generator emits for one network.</summary>
internal sealed class EmittedNetwork
{
    private EmittedNetwork(string name, IReadOnlyList<EmittedFile> files, IReadOnlyList<string> layers)
    {
        Name = name;
        Files = files;
        Layers = layers;
    }

    /// <summary>The class's name with namespace and containing types.</summary>
    public string Name { get; }

    /// <summary>The files, in the order in which they are read best: members, passes, kernels.</summary>
    public IReadOnlyList<EmittedFile> Files { get; }

    /// <summary>The names of the layers.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>What was emitted for a class of a compilation.</summary>
    /// <exception cref="ToolException">Its declaration has errors.</exception>
    public static EmittedNetwork Of(NetworkCompilation compilation, INamedTypeSymbol type)
    {
        var declaration = DeclarationReader.Read(type, NetworkAttributes.Of(type), CancellationToken.None);
        string[] hints = [.. compilation.Networks.Select(network => TypeReader.Read(network, NetworkAttributes.Of(network)).HintName)];
        EmittedFile[] files =
        [
            .. compilation.Files
                .Where(file => OwnerOf(file.HintName, hints) == declaration.Type.HintName)
                .Select(file => new EmittedFile(file.HintName, file.SourceText.ToString()))
                .OrderBy(file => Order(file.Name))
                .ThenByDescending(file => file.Name, StringComparer.Ordinal),
        ];
        if (!files.Any(file => IsForm(file.Name)) || NetworkBuilder.Build(compilation.Models.Fill(declaration), CancellationToken.None).Network is not { } network)
        {
            IReadOnlyList<string> errors = compilation.Errors();
            throw new ToolException(errors.Count > 0 ? string.Join(Environment.NewLine, errors) : $"{declaration.Type.HintName} cannot be compiled.");
        }

        return new EmittedNetwork(NetworkClasses.NameOf(type), files, [.. network.Nodes.Select(node => node.Name)]);
    }

    /// <summary>The width of vectors that is asked for, or the one that runs on this machine.</summary>
    /// <exception cref="ToolException">The network is not compiled for it.</exception>
    public int Width(int? bits)
    {
        int[] there = [.. VectorBits.All.Where(width => Files.Any(file => IsForm(file.Name, width)))];
        return bits is null ? there.FirstOrDefault(width => width <= VectorBits.OfThisMachine, there[^1])
            : there.Contains(bits.Value) ? bits.Value
            : throw new ToolException(
                $"{Name} is compiled for vectors of {string.Join(" and ", there)} bits alone (NetGenVectorBits); there is no code for {bits}.");
    }

    /// <summary>The kernels in one vector form.</summary>
    public EmittedFile Kernels(int bits) => Files.First(file => IsForm(file.Name, bits) && !file.Name.Contains(".LayerOutputs.", StringComparison.Ordinal));

    /// <summary>All files but the kernels in other vector forms.</summary>
    public IReadOnlyList<EmittedFile> FilesOf(int bits) => [.. Files.Where(file => !IsForm(file.Name) || IsForm(file.Name, bits))];

    /// <summary>A nested class's name may begin as that of another network: a file belongs to the longest that it begins with.</summary>
    private static string? OwnerOf(string file, IEnumerable<string> hints) =>
        hints.Where(hint => file.StartsWith(hint + ".", StringComparison.Ordinal)).MaxBy(hint => hint.Length);

    private static bool IsForm(string name) => VectorBits.All.Any(bits => IsForm(name, bits));

    private static bool IsForm(string name, int bits) => name.EndsWith($".{VectorBits.NameOf(bits)}.g.cs", StringComparison.Ordinal);

    private static int Order(string name) =>
        (name.Contains(".LayerOutputs.", StringComparison.Ordinal) ? 4 : 0)
        + (IsForm(name) ? 3 : name.EndsWith(".Passes.g.cs", StringComparison.Ordinal) ? 2 : name.EndsWith(".Factory.g.cs", StringComparison.Ordinal) ? 1 : 0);
}
