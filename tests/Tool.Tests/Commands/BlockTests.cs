using System;
using System.IO;
using System.Linq;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

/// <summary>Networks with blocks: an assembly holds the numbers of one use, and the expressions no longer.</summary>
public sealed class BlockTests : IDisposable
{
    private const string Source = """
        using NetGen;

        [Network(6, 6, 3)]
        [Widened(2, Repeat = 2)]
        [Flatten]
        [Dense(2)]
        public partial class Wide;

        [Conv2D(Factor * InputChannels, 3, Padding = Padding.Same)]
        [Activation(Activation.ReLU)]
        public sealed class Widened : BlockAttribute
        {
            private const int Factor = 1;

            public Widened(int factor)
            {
            }
        }
        """;

    private const string Refusal =
        "netgen: error: Wide uses the block 'Widened', whose expressions an assembly does not hold; 'netgen emit' can read the network from its source file.\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bench", "--batch", "1", "--threads", "1", "--seconds", "0.01")]
    [InlineData("emit")]
    [InlineData("emit", "--layer", "dense")]
    public void An_assembly_is_refused_before_anything_is_measured_or_written(string command, params string[] options)
    {
        string assembly = SourceAssembly.Write("Wide.dll", Source);

        var run = CommandRun.Of([command, assembly, .. options]);

        Assert.Equal((1, "", Refusal), (run.Code, run.Output, run.Error));
        Assert.Equal(["Wide.dll"], Directory.GetFiles(".").Select(Path.GetFileName));
    }

    [Fact]
    public void Its_source_file_is_emitted()
    {
        File.WriteAllText("Wide.cs", Source);

        var run = CommandRun.Of("emit", "Wide.cs", "--layer", "widened_1_conv2d", "--bits", "128");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("// Widened1Conv2d: Conv2D(12, 3x3, Same) : 6x6x6 -> 6x6x12;", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_layers_are_listed_from_the_assembly()
    {
        string assembly = SourceAssembly.Write("Wide.dll", Source);

        var run = CommandRun.Of("summary", assembly);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("widened_1_conv2d", run.Output, StringComparison.Ordinal);
    }
}
