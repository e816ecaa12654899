using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What the libraries say reads alike on all machines: no text of theirs writes a number as the culture of the thread would.</summary>
public class TextCultureTests
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    private static readonly Lazy<IReadOnlyList<SyntaxTree>> Runtime = new(() => Trees("Runtime"));

    [Theory]
    [InlineData("Runtime")]
    [InlineData("Import")]
    [InlineData("Images")]
    [InlineData("Extensions")]
    [InlineData("Mpi")]
    [InlineData("Reporting")]
    public void No_number_with_a_fraction_is_written_as_the_culture_has_it(string library)
    {
        IReadOnlyList<SyntaxTree> trees = library == "Runtime" ? Runtime.Value : Trees(library);
        Assert.NotEmpty(trees);
        CSharpCompilation compilation = Compile([.. Runtime.Value.Union(trees)]);

        Assert.Empty(trees.SelectMany(tree => Found(tree, compilation)));
    }

    [Theory]
    [InlineData("""string Say(float x) => $"{x}";""", true)]
    [InlineData("""string Say(double x) => $"{x:F2}";""", true)]
    [InlineData("""string Say(long x) => $"{x:N0}";""", true)]
    [InlineData("""string Say(double x) => "x is " + x;""", true)]
    [InlineData("""string Say(int x) => $"{x} and " + x;""", false)]
    [InlineData("""string Say(double x) => System.FormattableString.Invariant($"{x}");""", false)]
    [InlineData("""string Say(double x) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{x}" + $"{x}");""", false)]
    public void A_text_that_the_culture_changes_is_found(string member, bool isFound)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText("class Sayer { " + member + " }", Language);

        Assert.Equal(isFound, Found(tree, Compile([tree])).Any());
    }

    private static IEnumerable<string> Found(SyntaxTree tree, CSharpCompilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        IEnumerable<SyntaxNode> holes = tree.GetRoot().DescendantNodes().OfType<InterpolationSyntax>()
            .Where(hole => IsText(hole.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>()!, model))
            .Where(hole => HasFraction(model.GetTypeInfo(hole.Expression).Type) || hole.FormatClause?.FormatStringToken.ValueText is ['N' or 'F' or 'P' or 'C', ..]);
        IEnumerable<SyntaxNode> terms = tree.GetRoot().DescendantNodes().OfType<BinaryExpressionSyntax>()
            .Where(sum => sum.IsKind(SyntaxKind.AddExpression) && model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String)
            .Where(sum => HasFraction(model.GetTypeInfo(sum.Left).Type) || HasFraction(model.GetTypeInfo(sum.Right).Type));
        return holes.Concat(terms).Select(node => $"{Path.GetFileName(tree.FilePath)}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {node}");
    }

    /// <summary>Whether it becomes a text here, and not by a method that is told a culture.</summary>
    private static bool IsText(ExpressionSyntax interpolated, SemanticModel model)
    {
        ExpressionSyntax whole = interpolated;
        while (whole.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or ParenthesizedExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return model.GetTypeInfo(whole).ConvertedType?.SpecialType == SpecialType.System_String;
    }

    private static bool HasFraction(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_DateTime } or { Name: "Half" };

    private static CSharpCompilation Compile(IReadOnlyList<SyntaxTree> trees) => CSharpCompilation.Create(
        "Texts",
        trees,
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static IReadOnlyList<SyntaxTree> Trees(string library) =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("src/" + library), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
            .Order(StringComparer.Ordinal)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Language, path)),
    ];
}
