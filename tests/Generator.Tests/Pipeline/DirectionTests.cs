using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>
/// Folders stand in an order, and what a folder's files name belongs to it or to those before it: what comes later may be changed without a look at what
/// comes earlier. Names are resolved by the compiler, since the runtime's folders share one namespace.
/// </summary>
public class DirectionTests
{
    private static readonly string[] GeneratorFolders =
    [
        "Declaration", "Files", "Layers", "Weights", "Code", "Steps", "Planning", "Emission/Kernels", "Emission/Drivers", "Emission/Files", "Emission", "",
        "Diagnostics", "Diagnostics/Training",
    ];

    private static readonly string[] RuntimeFolders =
    [
        "Declaration", "Hyperparameters", "Terminal", "Random", "Networks", "Execution", "Exchanges", "Files", "Schedules", "Optimizers", "Teaching",
        "Losses", "Data", "Metrics", "Callbacks", "Training", "Tuning", "Serving",
    ];

    [Fact]
    public void The_generators_folders_name_only_what_stands_before_them() => AssertDirection("Generator", GeneratorFolders);

    [Fact]
    public void The_runtimes_folders_name_only_what_stands_before_them() => AssertDirection("Runtime", RuntimeFolders);

    private static void AssertDirection(string project, string[] order)
    {
        string root = Repository.PathOf("src", project);
        SyntaxTree[] trees = [.. SourceFiles(root).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file))];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        CSharpCompilation compilation = CSharpCompilation.Create("Read", trees, References(), options);
        var against = new SortedSet<string>(StringComparer.Ordinal);
        var unlisted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in trees)
        {
            int place = PlaceOf(root, tree, order);
            if (place < 0)
            {
                unlisted.Add(FolderOf(root, tree));
            }

            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (TypeOf(model.GetSymbolInfo(name).Symbol) is { } type)
                {
                    IEnumerable<SyntaxTree> declared = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree);
                    foreach (SyntaxTree other in declared.Where(other => PlaceOf(root, other, order) > place))
                    {
                        against.Add($"{Path.GetRelativePath(root, tree.FilePath)} names {type.Name} of {Path.GetRelativePath(root, other.FilePath)}");
                    }
                }
            }
        }

        Assert.True(unlisted.Count == 0, $"Not in the order of folders: {string.Join(", ", unlisted)}");
        Assert.True(against.Count == 0, $"Against the direction {string.Join(" < ", order)}:{Environment.NewLine}{string.Join(Environment.NewLine, against)}");
        Assert.True(trees.Length > 50);
    }

    private static IEnumerable<string> SourceFiles(string root) => Directory
        .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
        .Where(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));

    /// <summary>The place of the folder, or of the nearest around it that has one.</summary>
    private static int PlaceOf(string root, SyntaxTree tree, string[] order)
    {
        string folder = FolderOf(root, tree);
        while (!order.Contains(folder) && folder.Contains('/', StringComparison.Ordinal))
        {
            folder = folder[..folder.LastIndexOf('/')];
        }

        return Array.IndexOf(order, folder);
    }

    private static string FolderOf(string root, SyntaxTree tree) =>
        Path.GetRelativePath(root, Path.GetDirectoryName(tree.FilePath)!).Replace('\\', '/') is var folder && folder == "." ? "" : folder;

    /// <summary>The type that a name stands for, or whose member it stands for.</summary>
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type.OriginalDefinition,
        IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType?.OriginalDefinition,
        _ => null,
    };

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var name
            && (name.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                || name is "netstandard.dll" or "mscorlib.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));
}
