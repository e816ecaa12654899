using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What the build reads in the sources of models that leave something open.</summary>
public sealed class ModelUseTests : IDisposable
{
    private readonly WeightFolder _folder = WeightFolder.OfPages();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[Network(\"open.onnx\")]", "open.onnx")]
    [InlineData("[Network(\"open.onnx\", InputHeight = 64, InputWidth = 1_000)]", "open.onnx?height=64?width=1000")]
    [InlineData("[NetGen.Network(@\"open.onnx\",\n    LayerOutputs = true,\n    InputWidth=64 , InputHeight=8)]", "open.onnx?height=8?width=64")]
    [InlineData("[global::NetGen.NetworkAttribute (\"two.onnx\", Output = \"a, (b) \\\\ \\\"c\", MaxParameters = 3 * (4 + 5))]", "two.onnx?output=a, (b) \\ \"c")]
    [InlineData("[Network(\"open.onnx\", TrainableFrom = \"conv\")]\n// [Network(\"open.onnx\", InputHeight = 3)]", "open.onnx")]
    public void An_attribute_embeds_the_weights_under_the_name_that_the_generator_gives_them(string attribute, string resource)
    {
        (int exitCode, string output) = Build($"{attribute}\npartial class Net;");

        Assert.Equal(0, exitCode);
        Assert.Equal(["NetGen.Weights/" + resource], Resources(output));
    }

    [Fact]
    public void Each_way_of_reading_a_model_is_embedded_once()
    {
        (_, string output) = Build(
            """
            [Network("open.onnx", InputHeight = 8, InputWidth = 8)] partial class A;
            [Network("open.onnx", InputWidth = 8, InputHeight = 8)] partial class B;
            [Network("open.onnx", InputHeight = 16, InputWidth = 8)] partial class C;
            [Network("two.onnx", Output = "logits")] partial class D;
            """);

        Assert.Equal(
            ["NetGen.Weights/open.onnx?height=16?width=8", "NetGen.Weights/open.onnx?height=8?width=8", "NetGen.Weights/two.onnx?output=logits"],
            Resources(output).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_listed_model_says_it_in_its_item()
    {
        (_, string output) = Build(
            "[Network(Files.Model, InputHeight = 8, InputWidth = 8)] partial class Net;", """<ItemGroup><NetGenModel Include="open.onnx" InputHeight="8" InputWidth="8" /></ItemGroup>""");

        Assert.Equal(["NetGen.Weights/open.onnx?height=8?width=8"], Resources(output));
    }

    [Theory]
    [InlineData("InputHeight = Size, InputWidth = 8", "InputHeight of [Network(\"open.onnx\")] is an expression, which the build cannot read; it must be written as a number")]
    [InlineData("InputHeight = 8, InputWidth = 2 * 4", "InputWidth of")]
    [InlineData("InputHeight = -8", "InputHeight of")]
    [InlineData("Output = nameof(Net)", "Output of [Network(\"open.onnx\")] is an expression, which the build cannot read; it must be written as text")]
    [InlineData("Output = \"a\" + \"b\"", "Output of")]
    public void NG0808_an_expression_is_an_error_at_its_line(string arguments, string message)
    {
        (int exitCode, string output) = Build($"\n[Network(\"open.onnx\", {arguments})]\npartial class Net;", showsItems: false);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"Source.cs(2): error NG0808: {message}", output, StringComparison.Ordinal);
    }

    [Fact]
    public void NG0808_has_its_page_and_links_to_it()
    {
        Assert.Contains("docs/diagnostics/NG0808.md", File.ReadAllText(Repository.PathOf("src", "Build", "FindModelUses.cs")), StringComparison.Ordinal);
        Assert.Contains("| [NG0808](NG0808.md) | Error |", File.ReadAllText(Repository.PathOf("docs", "diagnostics", "README.md")), StringComparison.Ordinal);
    }

    private static string[] Resources(string output)
    {
        using JsonDocument items = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);
        return [.. items.RootElement.GetProperty("Items").GetProperty("EmbeddedResource").EnumerateArray().Select(item => item.GetProperty("LogicalName").GetString()!)];
    }

    /// <param name="source">The source.</param>
    /// <param name="items">Items of the project.</param>
    /// <param name="showsItems">Whether the output is the resources, and errors go elsewhere.</param>
    private (int ExitCode, string Output) Build(string source, string items = "", bool showsItems = true)
    {
        File.WriteAllText(_folder.PathOf("Source.cs"), source);
        string project = _folder.PathOf("Project.proj");
        File.WriteAllText(
            project,
            $"""
            <Project>
              <PropertyGroup>
                <Language>C#</Language>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <NetGenTasksAssembly>{Repository.PathOf("src", "Build", "bin", DotNet.Configuration, "netstandard2.0", "NetGen.Build.dll")}</NetGenTasksAssembly>
              </PropertyGroup>
              <ItemGroup><Compile Include="Source.cs" /></ItemGroup>
              {items}
              <Import Project="{Repository.PathOf("src", "Runtime", "build", "NetGen.targets")}" />
            </Project>
            """);
        return DotNet.Run(["msbuild", project, "-nologo", "-v:m", "-t:NetGenFindWeights", .. showsItems ? ["-getItem:EmbeddedResource"] : Array.Empty<string>()]);
    }
}
