using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Bodies are implementation outputs: a host that builds nothing may leave them out, and code does not see the difference.</summary>
public class BodyTests
{
    private const string Use = """
        static class Use
        {
            static void Main()
            {
                var net = new Shop.Small(seed: 3);
                net.Predict(new float[36], new float[3]);
                System.Console.WriteLine(Shop.Small.Info.Summary() + net.Parameters.Count);
                new Trainer<Shop.Small>(net, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(Dataset.FromClasses(new float[36], new[] { 0 }));
            }
        }
        """;

    private static readonly CSharpCompilationOptions Strict = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Code_compiles_without_a_warning_with_bodies_and_without(bool withBodies)
    {
        var source = NetworkCompilation.Of(Strict, Sources.Small, Use);
        CSharpCompilation generated = (withBodies ? source.Generated() : source.GeneratedWithoutBodies()).Compilation;

        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Only_the_members_come_without_bodies()
    {
        var source = NetworkCompilation.Of(Sources.Small);

        Assert.Equal(["Shop.Small.Factory.g.cs", "Shop.Small.g.cs"], Files(source.GeneratedWithoutBodies()));
        Assert.Equal(
            [
                "Shop.Small.Factory.g.cs",
                "Shop.Small.Passes.g.cs",
                "Shop.Small.Vector128.g.cs",
                "Shop.Small.Vector256.g.cs",
                "Shop.Small.Vector512.g.cs",
                "Shop.Small.g.cs",
            ],
            Files(source.Generated()));
    }

    [Fact]
    public void An_editor_gets_the_members_alone_of_a_host_that_asks_for_all()
    {
        var source = NetworkCompilation.Of(Strict, Sources.Small, Use);
        NetworkCompilation generated = source.InEditor().Generated();

        Assert.Equal(["Shop.Small.Factory.g.cs", "Shop.Small.g.cs"], Files(generated));
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal(Members(source.Generated()), Members(generated));
        Assert.Equal(source.Generated().Analyze().Select(diagnostic => diagnostic.ToString()), generated.Analyze().Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public void The_class_has_the_same_members_with_bodies_and_without()
    {
        var source = NetworkCompilation.Of(Sources.Small);

        Assert.Equal(Members(source.Generated()), Members(source.GeneratedWithoutBodies()));
    }

    [Fact]
    public void Analyzers_find_the_same_with_bodies_and_without()
    {
        var source = NetworkCompilation.Of(
            Sources.Small.Replace("MaxPooling2D(2)", "MaxPooling2D(2, Strides = 3)", System.StringComparison.Ordinal),
            Use.Replace("Loss.Sparse", "Loss.", System.StringComparison.Ordinal));

        string[] found = [.. source.Generated().Analyze().Select(diagnostic => diagnostic.ToString())];
        Assert.NotEmpty(found);
        Assert.Equal(found, source.GeneratedWithoutBodies().Analyze().Select(diagnostic => diagnostic.ToString()));
    }

    private static IEnumerable<string> Files(NetworkCompilation compilation) => compilation.Compilation.SyntaxTrees
        .Select(tree => Path.GetFileName(tree.FilePath))
        .Where(name => name.EndsWith(".g.cs", System.StringComparison.Ordinal))
        .Order(System.StringComparer.Ordinal);

    private static IEnumerable<string> Members(NetworkCompilation compilation) => compilation.Compilation.GetTypeByMetadataName("Shop.Small")!
        .GetMembers().Select(member => member.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
}
