using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>
/// A project that an editor and builds look at in turn: the editor's compiler is told to leave the bodies out, that of a build never, and
/// neither leaves anything behind that the other would read.
/// </summary>
public sealed class DesignTimeTests : IDisposable
{
    /// <summary>What editors say to MSBuild; a file that never exists has the command line made where all is up to date, too.</summary>
    private static readonly string[] DesignTime =
        ["-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=__NonExistentSubDir__/__NonExistentFile__"];

    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-editor").FullName;

    public DesignTimeTests()
    {
        string runtime = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Single(path => Path.GetFileName(path) == "NetGen.dll");
        File.WriteAllText(PathOf("Net.cs"), "using NetGen;\n[Network(4)] [Dense(2)] public sealed partial class Net;\n");
        File.WriteAllText(PathOf("Edited.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{runtime}" />
                <Analyzer Include="{typeof(NetworkGenerator).Assembly.Location}" />
              </ItemGroup>
              <Import Project="{Repository.PathOf("src", "Runtime", "build", "NetGen.targets")}" />
            </Project>
            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_editor_gets_members_alone_and_builds_before_and_after_it_get_bodies()
    {
        Build();
        byte[] properties = File.ReadAllBytes(PropertyFile);
        DateTime built = File.GetLastWriteTimeUtc(AssemblyFile);

        Assert.Equal(["Net.Factory.g.cs", "Net.g.cs"], EmittedInEditor());
        Assert.Equal(properties, File.ReadAllBytes(PropertyFile));

        // What the editor did is no reason to compile anew, and what is compiled anew has its kernels.
        Build();
        Assert.Equal(built, File.GetLastWriteTimeUtc(AssemblyFile));
        File.AppendAllText(PathOf("Net.cs"), "// Edited.\n");
        Build();
        Assert.NotEqual(built, File.GetLastWriteTimeUtc(AssemblyFile));
        Assert.Contains("Net_Vector128", EmittedTypes());
    }

    [Fact]
    public void An_assembly_has_its_kernels_whoever_calls_the_build_one_for_an_editor()
    {
        Build("-p:DesignTimeBuild=true", "-p:NetGenDesignTimeBodies=false");

        Assert.Contains("Net_Vector128", EmittedTypes());
    }

    [Fact]
    public void A_project_can_have_bodies_in_the_editor()
    {
        Build();

        Assert.Contains("Net.Vector128.g.cs", EmittedInEditor("-p:NetGenDesignTimeBodies=true"));
    }

    private string AssemblyFile => PathOf("obj/Debug/net10.0/Edited.dll");

    private string PropertyFile => PathOf("obj/Debug/net10.0/Edited.GeneratedMSBuildEditorConfig.editorconfig");

    private string PathOf(string name) => Path.Combine(_folder, name.Replace('/', Path.DirectorySeparatorChar));

    private void Build(params string[] arguments)
    {
        (int exitCode, string output) = DotNet.Run(["build", PathOf("Edited.csproj"), "-nologo", "-v:q", .. arguments]);
        Assert.True(exitCode == 0, output);
    }

    private IEnumerable<string> EmittedTypes()
    {
        using var image = new PEReader(File.OpenRead(AssemblyFile));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(type => metadata.GetString(metadata.GetTypeDefinition(type).Name))];
    }

    /// <summary>The files that the generator adds under the command line that an editor takes from the project.</summary>
    private string[] EmittedInEditor(params string[] properties)
    {
        (int exitCode, string output) = DotNet.Run(["msbuild", PathOf("Edited.csproj"), "-nologo", "-t:Compile", "-getItem:CscCommandLineArgs", .. DesignTime, .. properties]);
        Assert.True(exitCode == 0, output);
        using var items = JsonDocument.Parse(output);
        string[] arguments = [.. items.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        CSharpCommandLineArguments commandLine = CSharpCommandLineParser.Default.Parse(arguments, _folder, sdkDirectory: null);
        Assert.NotEmpty(commandLine.AnalyzerConfigPaths);

        var options = new ConfigFiles(AnalyzerConfigSet.Create(commandLine.AnalyzerConfigPaths.Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToList()));
        CSharpCompilation compilation = NetworkCompilation.At("Net.cs", File.ReadAllText(PathOf("Net.cs"))).Compilation;
        GeneratorDriverRunResult result = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], optionsProvider: options).RunGenerators(compilation).GetRunResult();
        return [.. result.GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath)).Order(StringComparer.Ordinal)];
    }

    private sealed class ConfigFiles(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
