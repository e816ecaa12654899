using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;
using NetGen.Import.Tests.Hostile;
using Xunit;

namespace NetGen.Import.Tests.Onnx;

/// <summary>
/// Files that are broken, by accident or on purpose, end in an exception that says so. <c>NETGEN_ONNX_MUTANTS</c> says how many are tried; 100,000
/// take some minutes.
/// </summary>
public sealed class HostileOnnxTests
{
    private static readonly string[] Models = ["conv_bn_relu", "group_norm", "flatten_shapes", "model_functions", "small_floats", "function_gelu"];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("NETGEN_ONNX_MUTANTS"), out int count) ? count : 2_400;

    [Fact]
    public void Flipped_and_cut_files_are_imported_refused_or_broken_and_nothing_else()
    {
        byte[][] models = [.. Models.Select(name => BackendTestCase.OfOwn(name).Content)];
        var random = new Random(1);
        var longest = TimeSpan.Zero;
        for (int i = 0; i < Count; i++)
        {
            byte[] mutant = [.. models[i % models.Length]];
            if (i % 5 == 0)
            {
                mutant = mutant[..random.Next(mutant.Length)];
            }

            for (int flips = random.Next(1, 4); flips > 0 && mutant.Length > 0; flips--)
            {
                // The first bytes of a file are mostly lengths, and its last ones mostly shapes.
                int place = random.Next(3) switch
                {
                    0 => random.Next(Math.Min(mutant.Length, 400)),
                    1 => mutant.Length - 1 - random.Next(Math.Min(mutant.Length, 400)),
                    _ => random.Next(mutant.Length),
                };
                mutant[place] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(mutant[place] ^ (1 << random.Next(8)));
            }

            var watch = Stopwatch.StartNew();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? exception = Record.Exception(() => ModelReader.Read(new ModelSource("mutant.onnx", mutant, _ => null), new ImportOptions()));
            Assert.True(exception is null or InvalidDataException or UnsupportedModelException, $"Mutant {i}: {exception}");
            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used <= FileMutants.Most(mutant.Length), $"Mutant {i} of {mutant.Length} bytes takes {used} bytes.");
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        Assert.True(longest < TimeSpan.FromSeconds(20), $"A mutant took {longest}.");
    }

    [Fact]
    public void A_length_beyond_the_file_is_broken_and_nothing_is_made_of_it()
    {
        // ir_version, and a graph of 2^63 bytes.
        byte[] content = [0x08, 0x08, 0x3A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];
        var exception = Assert.Throws<InvalidDataException>(() => ModelReader.Read(new ModelSource("long.onnx", content, _ => null), new ImportOptions()));
        Assert.Contains("bytes", exception.Message);
    }

    [Theory]
    [InlineData(0, "which is not beside")]
    [InlineData(40, "lies outside the file 'weights.data' of 40 bytes")]
    public void Weights_beyond_the_end_of_their_file_are_broken(int length, string complaint)
    {
        BackendTestCase file = BackendTestCase.OfOwn("external");
        byte[]? sibling = length == 0 ? null : file.Sibling("weights.data")![..length];
        var exception = Assert.Throws<InvalidDataException>(() => ModelReader.Read(new ModelSource("external.onnx", file.Content, _ => sibling), new ImportOptions()));
        Assert.Contains(complaint, exception.Message);
    }

    [Fact]
    public void A_node_that_reads_its_own_output_is_broken()
    {
        var graph = new Graph("drawn");
        var (first, second) = (new GraphValue("first"), new GraphValue("second"));
        foreach ((GraphValue input, GraphValue output) in new[] { (first, second), (second, first) })
        {
            var node = new GraphNode("Relu", output.Name, 13);
            node.Inputs.Add(input);
            node.Outputs.Add(output);
            output.Producer = node;
            graph.Nodes.Add(node);
        }

        graph.Input = new GraphValue("x") { Shape = [1, 4] };
        graph.Outputs.Add(second);
        Assert.Throws<InvalidDataException>(() => GraphImport.Import(graph, "cyclic.onnx", new ImportOptions()));
    }
}
