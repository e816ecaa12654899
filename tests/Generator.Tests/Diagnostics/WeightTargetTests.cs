using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Which files of weights the package's targets find in the text of sources, and what becomes of them.</summary>
public sealed class WeightTargetTests : IDisposable
{
    private const string Sources = """
        using NetGen;
        [Network(4)] [Weights("a.safetensors")] partial class A;
        [Network(4),
            Weights(@"sub/b.safetensors")] partial class B;
        	[global::NetGen.WeightsAttribute ( "c.safetensors" ) ]
        partial class C { [NetGen.Weights("../d.safetensors")] partial class D; }
        [Weights("a.safetensors")] partial class Again;
        [Weights("none.safetensors")] partial class None;
        [Weights(Files.Listed)] partial class Constant;
        // [Weights("commented.safetensors")]
        /// <code>[Weights("documented.safetensors")]</code>
        [NetWeights("other.safetensors")] partial class Other; // [Weights("behind.safetensors")]
        string text = ClassWeights("called.safetensors");
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-targets");

    public WeightTargetTests()
    {
        foreach (string name in (string[])["a", "src/sub/b", "src/c", "d", "listed", "commented", "documented", "other", "behind", "called", "unrelated", "src/a"])
        {
            string path = PathOf(name + ".safetensors");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        File.WriteAllText(PathOf("src/Nets.cs"), Sources);
        File.WriteAllText(PathOf("Other.cs"), "class Other;");
        File.WriteAllText(PathOf("Project.proj"), $"""
            <Project>
              <ItemGroup>
                <Compile Include="src/Nets.cs;Other.cs;Gone.cs" />
                <NetGenWeights Include="listed.safetensors;src/c.safetensors" />
                <AdditionalFiles Include="{PathOf("d.safetensors")};notes.txt" />
              </ItemGroup>
              <Import Project="{Repository.PathOf("src", "Runtime", "build", "NetGen.targets")}" />
            </Project>
            """);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Files_that_sources_name_and_those_that_are_listed_become_resources_and_additional_files()
    {
        using JsonDocument items = Find("-p:Language=C#");

        // What lies beside the source comes before what lies in the project's folder.
        string[] found = ["d", "listed", "src/a", "src/c", "src/sub/b"];
        Assert.Equal(found.Select(name => $"NetGen.Weights/{name}.safetensors"), Values(items, "EmbeddedResource", "LogicalName"));
        Assert.Equal(found.Select(name => PathOf(name + ".safetensors")), Values(items, "EmbeddedResource", "FullPath"));
        Assert.Equal(found.Select(name => PathOf(name + ".safetensors")).Append(PathOf("notes.txt")).Order(StringComparer.Ordinal), Values(items, "AdditionalFiles", "FullPath"));
        Assert.Equal(found.Select(name => $"NetGen.Weights/{name}.safetensors").Prepend(""), Values(items, "AdditionalFiles", "NetGenResource"));
        Assert.All(Values(items, "EmbeddedResource", "WithCulture"), culture => Assert.Equal("false", culture));
    }

    [Fact]
    public void Editors_get_the_files_of_the_folder_and_embed_none()
    {
        using JsonDocument items = Find("-p:Language=C#", "-p:DesignTimeBuild=true", "-p:DefaultItemExcludes=src/**");

        Assert.Contains(PathOf("unrelated.safetensors"), Values(items, "AdditionalFiles", "FullPath"));
        Assert.Contains(PathOf("src/sub/b.safetensors"), Values(items, "AdditionalFiles", "FullPath"));
        Assert.Empty(Values(items, "EmbeddedResource", "FullPath"));
    }

    [Fact]
    public void A_project_without_weights_is_left_alone()
    {
        File.WriteAllText(PathOf("src/Nets.cs"), "[Network(4)] [Dense(2)] partial class A;");
        File.WriteAllText(PathOf("Project.proj"), File.ReadAllText(PathOf("Project.proj")).Replace("<NetGenWeights Include=\"listed.safetensors;src/c.safetensors\" />", "", StringComparison.Ordinal));
        using JsonDocument items = Find("-p:Language=C#");

        Assert.Empty(Values(items, "EmbeddedResource", "FullPath"));
        Assert.Equal(2, Values(items, "AdditionalFiles", "FullPath").Length);
    }

    [Fact]
    public void Projects_of_other_languages_are_left_alone()
    {
        using JsonDocument items = Find("-p:Language=VB");

        Assert.Empty(Values(items, "EmbeddedResource", "FullPath"));
        Assert.Equal(2, Values(items, "AdditionalFiles", "FullPath").Length);
    }

    private JsonDocument Find(params string[] properties)
    {
        (int exitCode, string output) = DotNet.Run(["msbuild", PathOf("Project.proj"), "-nologo", "-t:NetGenFindWeights", "-getItem:EmbeddedResource", "-getItem:AdditionalFiles", .. properties]);
        Assert.True(exitCode == 0, output);
        return JsonDocument.Parse(output);
    }

    private static string[] Values(JsonDocument items, string item, string metadata) =>
    [
        .. items.RootElement.GetProperty("Items").GetProperty(item).EnumerateArray()
            .Select(element => element.TryGetProperty(metadata, out JsonElement value) ? value.GetString()! : "")
            .Order(StringComparer.Ordinal),
    ];

    private string PathOf(string name) => Path.Combine(_folder.FullName, name.Replace('/', Path.DirectorySeparatorChar));
}
