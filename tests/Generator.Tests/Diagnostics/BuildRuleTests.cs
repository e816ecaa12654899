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

    [Theory]
    [InlineData("[Network(4)]\n[Dense(2)]\npartial class Net;")]
    [InlineData("namespace A\n{\n    [Network(28, 28, 1)] // height, width, channels\n    [Flatten, Dense(2)]\n    /* as in the paper */ public sealed partial class Net;\n}")]
    [InlineData("  [global::NetGen.NetworkAttribute (4)] [Dense(2)] internal partial class Net { }")]
    public void NG0604_a_network_without_a_generator_is_an_error(string source) =>
        Assert.Contains("Source.cs : error NG0604: A network is declared here", BuildWithoutGenerator(source), StringComparison.Ordinal);

    [Theory]
    [InlineData("// [Network(4)]\npartial class Net;")]
    [InlineData("/// <summary>\n/// [Network(4)] on a partial class declares one.\n/// </summary>\nclass Net;")]
    [InlineData("[Networks(4)]\npartial class Net;")]
    [InlineData("[Network(4)]\nclass Whole;\npartial class Net;")]
    [InlineData("[Dense(2)]\npartial class Net { int[] Network() => [1]; }")]
    public void NG0604_is_silent_where_no_network_is_declared(string source) => Assert.DoesNotContain("NG0604", BuildWithoutGenerator(source), StringComparison.Ordinal);

    [Theory]
    [InlineData("-p:Language=VB")]
    [InlineData("-p:DesignTimeBuild=true")]
    [InlineData("-p:NetGenFindsNetworks=false")]
    [InlineData("-p:Reference=Other.dll")]
    [InlineData("-p:Extension=NetGen.Generator.dll")]
    public void NG0604_is_silent_elsewhere(string property) =>
        Assert.DoesNotContain("NG0604", BuildWithoutGenerator("[Network(4)]\n[Dense(2)]\npartial class Net;", property), StringComparison.Ordinal);

    [Theory]
    [InlineData("64")]
    [InlineData("256%3B1024")]
    [InlineData("AVX2")]
    [InlineData("128256")]
    [InlineData("all")]
    public void NG0605_a_width_that_no_form_has_is_an_error(string bits)
    {
        (int exitCode, string output) = Build("NetGenCheckVectorBits", "", "", [$"-p:NetGenVectorBits={bits}"]);

        Assert.NotEqual(0, exitCode);
        Assert.Matches($@"Project\.proj : error NG0605: NetGenVectorBits is '{bits.Replace("%3B", ";", StringComparison.Ordinal)}'; it must list widths", output);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("128", "128")]
    [InlineData("128%3B256", "128,256")]
    [InlineData("512%2C256%2C128", "512,256,128")]
    [InlineData("%0A  256 %3B%0A  512 %3B%0A", ",256,512,")]
    public void NG0605_is_silent_where_widths_are_listed_and_the_generator_gets_them_between_commas(string bits, string emitted)
    {
        (int exitCode, string output) = Build("NetGenCheckVectorBits", "", "", [$"-p:NetGenVectorBits={bits}", "-getProperty:NetGenEmittedVectorBits", "-getItem:CompilerVisibleProperty"]);

        Assert.Equal(0, exitCode);
        Assert.Contains($"\"NetGenEmittedVectorBits\": \"{emitted}\"", output, StringComparison.Ordinal);
        Assert.Contains("\"Identity\": \"NetGenEmittedVectorBits\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NG0601", "Warning")]
    [InlineData("NG0604", "Error")]
    [InlineData("NG0605", "Error")]
    public void A_rule_of_the_targets_has_its_page_and_links_to_it(string id, string severity)
    {
        string targets = File.ReadAllText(Repository.PathOf("src", "Runtime", "build", "NetGen.targets"));
        string page = File.ReadAllText(Repository.PathOf("docs", "diagnostics", $"{id}.md")).ReplaceLineEndings("\n");

        Assert.Contains($"docs/diagnostics/{id}.md", targets, StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {severity} |", File.ReadAllText(Repository.PathOf("docs", "diagnostics", "README.md")), StringComparison.Ordinal);
        Assert.Matches($"(?s)^# {id}: .+\n## Cause\n.+\n## Example\n.+\n## Repair\n", page);
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
        (int exitCode, string output) = Build("NetGenReportInstructionSet", "", "", properties);
        Assert.Equal(0, exitCode);
        return output;
    }

    private static string BuildWithoutGenerator(string source, params string[] properties)
    {
        const string Items = """
            <PropertyGroup Condition="'$(Language)' == ''"><Language>C#</Language></PropertyGroup>
            <PropertyGroup Condition="'$(Reference)' == ''"><Reference>NetGen.dll</Reference></PropertyGroup>
            <ItemGroup>
              <Compile Include="Source.cs" />
              <ReferencePath Include="$(Reference)" />
              <Analyzer Include="Other.Generator.dll;$(Extension)" />
              <IntermediateAssembly Include="obj/Project.dll" />
            </ItemGroup>
            """;

        return Build("NetGenFindNetworksWithoutGenerator", Items, source, properties).Output;
    }

    private static (int ExitCode, string Output) Build(string target, string items, string source, string[] properties)
    {
        string folder = Directory.CreateTempSubdirectory("netgen").FullName;
        string project = Path.Combine(folder, "Project.proj");
        File.WriteAllText(Path.Combine(folder, "Source.cs"), source);
        File.WriteAllText(project, $"<Project>{items}<Import Project=\"{Repository.PathOf("src", "Runtime", "build", "NetGen.targets")}\" /></Project>");
        try
        {
            return DotNet.Run(["msbuild", project, "-nologo", "-v:m", $"-t:{target}", .. properties]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
