using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Emitted code is C# 9, whatever the library that it uses is written in.</summary>
public class LanguageTests
{
    private const int Networks = 5;

    private static readonly System.Lazy<string[]> Declarations = new(() =>
    [
        Old(Sources.Lecture.Replace("3)]\n[Conv", "3, LayerOutputs = true, InputGradient = true)]\n[Conv", System.StringComparison.Ordinal)),
        .. FuzzTests.Valid(Drawn.From(RandomDeclarations.Declaration, 4 * Networks, test: 30)).Take(Networks).Select(Old),
    ]);

    private static readonly CSharpCompilationOptions Strict = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true, warningLevel: 9999, optimizationLevel: OptimizationLevel.Release);

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    public void Projects_of_an_older_language_read_it(LanguageVersion language)
    {
        string[] sources = Declarations.Value;
        CSharpCompilation generated = NetworkCompilation.In(language, Strict, sources).Generated().Compilation;

        Assert.True(generated.SyntaxTrees.Length > 6 * sources.Length);
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    public void NG0602_one_error_says_that_a_language_is_too_old(LanguageVersion language, string version)
    {
        const string Use = "class Use { static void Run(float[] x) { var net = new Net(seed: 3); net.Predict(x, x); System.Console.WriteLine(Net.Info.Summary() + net.Parameters.Count); } }";
        NetworkCompilation built = NetworkCompilation.In(
            language, Strict.WithNullableContextOptions(NullableContextOptions.Disable), "[Network(4)] [Dense(2)] public partial class Net { }", Use).Generated();

        Diagnostic found = Assert.Single(built.Analyze());
        Assert.Equal("NG0602", found.Id);
        Assert.Equal(
            $"'Net' is compiled as C# {version}; the code of networks needs C# 9.0 or later: LangVersion must be higher, or be left out",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("Net", found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        Assert.Empty(built.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>Declarations without a body came with C# 12.</summary>
    private static string Old(string source) => Regex.Replace(source, @"(class \w+);", "$1 { }");
}
