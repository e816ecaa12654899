using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What the package's MSBuild targets say.</summary>
public class BuildRuleTests
{
    private const string Warning = "warning NG0601: The program is published for instruction set";

    [Theory]
    [InlineData("-p:IlcInstructionSet=x86-64-v2")]
    [InlineData("-p:IlcInstructionSet=sse4.2")]
    public void NG0601_publishing_for_old_processors_is_slow(string instructionSet) =>
        Assert.Contains(Warning, Build("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64", instructionSet), StringComparison.Ordinal);

    [Theory]
    [InlineData("-p:PublishAot=true", "-p:RuntimeIdentifier=win-x64", "-p:IlcInstructionSet=x86-64-v3")]
    [InlineData("-p:PublishAot=true", "-p:RuntimeIdentifier=win-x64", "-p:IlcInstructionSet=native")]
    [InlineData("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-arm64", "-p:IlcInstructionSet=armv8-a")]
    [InlineData("-p:RuntimeIdentifier=linux-x64", "-p:IlcInstructionSet=x86-64-v2", "-p:Configuration=Release")]
    public void NG0601_is_silent_elsewhere(params string[] properties) =>
        Assert.DoesNotContain("NG0601", Build(properties), StringComparison.Ordinal);

    [Fact]
    public void NG0601_is_silent_where_nothing_was_chosen_and_says_what_it_chooses()
    {
        string output = Build("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64");

        Assert.DoesNotContain("NG0601", output, StringComparison.Ordinal);
        Assert.Contains("IlcInstructionSet=x86-64-v3", output, StringComparison.Ordinal);
    }

    [Fact]
    public void NG0601_has_its_page_and_links_to_it()
    {
        string targets = File.ReadAllText(Repository.PathOf("src", "Runtime", "build", "NetGen.targets"));

        Assert.Contains("docs/diagnostics/NG0601.md", targets, StringComparison.Ordinal);
        Assert.Contains("| [NG0601](NG0601.md) | Warning |", File.ReadAllText(Repository.PathOf("docs", "diagnostics", "README.md")), StringComparison.Ordinal);
        Assert.Matches("(?s)^# NG0601: .+\n## Cause\n.+\n## Example\n.+\n## Repair\n", File.ReadAllText(Repository.PathOf("docs", "diagnostics", "NG0601.md")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void NG0603_a_debug_build_is_slow()
    {
        const string Source = "[Network(4)] [Dense(2)] partial class Net; [Network(4)] [Dense(0)] partial class Wrong; class Other;";

        Assert.Equal(
            ["'Net' is compiled without optimization and will run some ten times slower; a Release build has it, or <Optimize>true</Optimize> in the project that holds the networks"],
            Analyze(OptimizationLevel.Debug).Where(diagnostic => diagnostic.Id == "NG0603" && diagnostic.Severity == DiagnosticSeverity.Info && TextOf(diagnostic) == "Net")
                .Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(Analyze(OptimizationLevel.Release), diagnostic => diagnostic.Id == "NG0603");

        static ImmutableArray<Diagnostic> Analyze(OptimizationLevel level) => NetworkCompilation
            .Of(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level), Source).Generated().Analyze();

        static string TextOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
    }

    private static string Build(params string[] properties)
    {
        string project = Path.Combine(Directory.CreateTempSubdirectory("netgen").FullName, "Publish.proj");
        File.WriteAllText(project, $"<Project><Import Project=\"{Repository.PathOf("src", "Runtime", "build", "NetGen.targets")}\" /></Project>");
        try
        {
            (int exitCode, string output) = DotNet.Run(["msbuild", project, "-nologo", "-v:m", "-t:NetGenReportInstructionSet", .. properties]);
            Assert.Equal(0, exitCode);
            return output;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(project)!, recursive: true);
        }
    }
}
