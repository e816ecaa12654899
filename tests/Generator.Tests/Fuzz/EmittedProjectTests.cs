using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Emitted code in real projects, built by the SDK with all of its analyzers, every warning an error.</summary>
public class EmittedProjectTests
{
    private const int Networks = 12;

    [Theory]
    [InlineData("checked", "<CheckForOverflowUnderflow>true</CheckForOverflowUnderflow><Nullable>disable</Nullable>")]
    [InlineData("strict", "<CheckForOverflowUnderflow>false</CheckForOverflowUnderflow><Nullable>enable</Nullable>")]
    public void It_builds_under_all_analyzers(string name, string properties)
    {
        string folder = Directory.CreateTempSubdirectory("netgen-" + name).FullName;
        try
        {
            WriteProject(folder, properties);
            string[] sources = [.. FuzzTests.Valid(Drawn.From(RandomDeclarations.Declaration, 8 * Networks, test: 20)).Take(Networks)];
            Assert.NotEmpty(sources);
            File.WriteAllText(
                Path.Combine(folder, "Networks.cs"), "#pragma warning disable\nusing NetGen;\nnamespace Strict;\n" + string.Join("\n", sources));

            (int exitCode, string output) = DotNet.Run("build", folder, "-c", "Release", "-nologo", "-v:q");

            Assert.True(exitCode == 0, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void It_builds_again_where_it_is_written_into_the_project()
    {
        string folder = Directory.CreateTempSubdirectory("netgen-emitted").FullName;
        try
        {
            WriteProject(folder, "<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><CompilerGeneratedFilesOutputPath>Generated</CompilerGeneratedFilesOutputPath>");
            File.WriteAllText(Path.Combine(folder, "Net.cs"), "#pragma warning disable\nusing NetGen;\nnamespace Strict;\n[Network(4)] [Dense(2)] internal sealed partial class Net;\n");
            File.WriteAllText(
                Path.Combine(folder, "Directory.Build.targets"), $"<Project><Import Project=\"{Repository.PathOf("src", "Runtime", "build", "NetGen.targets")}\" /></Project>");

            for (int build = 0; build < 2; build++)
            {
                (int exitCode, string output) = DotNet.Run("build", folder, "-c", "Release", "-nologo", "-v:q", "--no-incremental");

                Assert.True(exitCode == 0, output);
                Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "Generated"), "Strict.Net.*", SearchOption.AllDirectories));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteProject(string folder, string properties)
    {
        string runtime = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Single(path => Path.GetFileName(path) == "NetGen.dll");
        File.WriteAllText(Path.Combine(folder, "Strict.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>disable</ImplicitUsings>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{runtime}" />
                <Analyzer Include="{typeof(NetworkGenerator).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
    }
}
