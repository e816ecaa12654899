using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using NetGen.Reporting;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

public sealed class DrawCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_is_drawn_as_the_library_draws_it()
    {
        var run = CommandRun.Of("draw", Built.Networks, "--network", "Digits", "-o", "net.svg");
        var drawing = new NetworkDrawing(AssemblyNetworks.Load(Built.Networks).One("Digits").Info);
        drawing.SaveSvg("expected.svg");
        Assert.Equal((0, $"net.svg: Shop.Models.Digits, {drawing.Width} x {drawing.Height} pixels\n", ""), (run.Code, run.Output, run.Error));
        Assert.Equal(File.ReadAllText("expected.svg"), File.ReadAllText("net.svg"));
    }

    [Fact]
    public void Without_a_name_every_network_has_a_file()
    {
        var run = CommandRun.Of("draw", Built.Networks);
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] files = [.. Directory.GetFiles(".").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(["Shop.Flowers.svg", "Shop.Models.Colours.svg", "Shop.Models.Digits.svg", "Shop.Outer.class.svg"], files);
        Assert.All(files, file => Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName));
    }

    [Fact]
    public void Outputs_bear_the_names_of_a_file()
    {
        File.WriteAllLines("flowers.txt", ["setosa", "versicolor", "virginica", ""]);
        Assert.Equal(0, CommandRun.Of("draw", Built.Networks, "-n", "Flowers", "-o", "net.svg", "--labels", "flowers.txt").Code);
        Assert.Contains("versicolor", File.ReadAllText("net.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_not_one_for_each_output_are_refused()
    {
        File.WriteAllLines("flowers.txt", ["setosa", "versicolor"]);
        var run = CommandRun.Of("draw", Built.Networks, "-n", "Flowers", "-o", "net.svg", "--labels", "flowers.txt");
        Assert.Equal((1, "netgen: error: flowers.txt holds 2 names, one a line; Flowers has 3 classes.\n"), (run.Code, run.Error));
        Assert.False(File.Exists("net.svg"));
    }

    [Fact]
    public void One_file_is_for_one_network()
    {
        var run = CommandRun.Of("draw", Built.Networks, "-o", "net.svg");
        Assert.Equal(1, run.Code);
        Assert.Equal("netgen: error: NetGen.Tool.Networks.dll has 4 networks, Shop.Flowers, Shop.Models.Colours, Shop.Models.Digits, Shop.Outer.class: choose one with --network.\n", run.Error);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error()
    {
        var run = CommandRun.Of("draw", Built.Networks, "-n", "Digits", "-o", "nowhere/net.svg");
        Assert.Equal(1, run.Code);
        Assert.StartsWith("netgen: error: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }
}
