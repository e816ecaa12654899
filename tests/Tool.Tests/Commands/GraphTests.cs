using System;
using System.IO;
using System.Linq;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

/// <summary>The commands on a network whose layers read others than the one above.</summary>
public sealed class GraphTests : IDisposable
{
    private const string Source = """
        using NetGen;

        [Network(8, 8, 3)]
        [Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "stem")]
        [Conv2D(4, 3, Padding = Padding.Same)]
        [Add("stem")]
        [Conv2D(4, 1, Input = "stem", Activation = Activation.ReLU)]
        [Add("add", "conv2d_1", "stem")]
        [Flatten(Input = "add_1")]
        [Dense(2, Activation = Activation.Softmax)]
        public sealed partial class Residual;
        """;

    private readonly TemporaryFolder _folder = new();

    public GraphTests() => SourceAssembly.Write("Graph.dll", Source);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_summary_says_what_is_connected()
    {
        var run = CommandRun.Of("summary", "Graph.dll");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("Connected to", run.Output, StringComparison.Ordinal);
        Assert.Contains("add[0][0]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_drawn_with_arcs()
    {
        var run = CommandRun.Of("draw", "Graph.dll", "-o", "net.svg");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("data-arc=\"stem conv2d\"", File.ReadAllText("net.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_layers_are_measured_each_alone()
    {
        var run = CommandRun.Of("bench", "Graph.dll", "--batch", "1", "--threads", "1", "--seconds", "0.01");

        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] rows = [.. run.Output.Split('\n').Where(line => line.StartsWith('│')).Select(line => line.Split('│')[1].Trim())];
        Assert.Equal(["stem", "conv2d", "add", "conv2d_1", "add_1 + flatten", "dense"], rows.SkipWhile(row => row != "Layers").Skip(1).TakeWhile(row => row.Length > 0));
    }

    [Fact]
    public void The_code_of_every_layer_is_found()
    {
        var run = CommandRun.Of("emit", "Graph.dll", "--layer", "add_1", "--bits", "256");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("// Add1: Add : 8x8x4 + 8x8x4 + 8x8x4 -> 8x8x4", run.Output, StringComparison.Ordinal);
    }
}
