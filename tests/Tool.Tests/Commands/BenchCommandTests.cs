using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Emission;
using NetGen.Tool.Speed;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batches_and_layers_have_rows()
    {
        var run = CommandRun.Of("bench", Built.Networks, "--network", "Digits", "--batch", "1,3", "--threads", "1", "--seconds", "0.01");
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.Contains($", {Environment.ProcessorCount} processors, .NET ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Threads: 1. Multiply-add peak: ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Shop.Models.Digits: ", lines[3], StringComparison.Ordinal);
        Assert.Contains("Its layers at batch 3, each as a network of its own:", lines);
        string[] rows = [.. lines.Where(line => line.StartsWith('│')).Select(line => line.Split('│')[1].Trim())];
        Assert.Equal(["Batch", "1", "3", "Layers", "rescaling", "conv2d + max_pooling2d + flatten", "dropout", "dense", "dense_1", "", "sum"], rows);
    }

    [Fact]
    public void Layers_that_run_as_one_are_measured_as_one()
    {
        NetworkInfo network = AssemblyNetworks.Load(Built.Networks).One("Digits").Info;
        var groups = LayerGroup.Of(network);
        Assert.Equal([false, false, true, true, true], groups.Select(group => group.HasWeightsBefore));
        Assert.Equal(network.ForwardFlops, groups.Sum(group => group.ForwardFlops));

        // No one needs the first convolution's gradient by its input.
        Assert.Equal([0, groups[1].Layers[0].ForwardFlops, 0, 2 * groups[3].ForwardFlops, 2 * groups[4].ForwardFlops], groups.Select(group => group.BackwardFlops));
    }

    [Theory]
    [InlineData("Shop.Flowers")]
    [InlineData("Shop.Models.Colours")]
    [InlineData("Shop.Models.Digits")]
    [InlineData("Shop.Outer.class")]
    public void Every_group_as_a_network_of_its_own_is_that_part_of_the_network(string name)
    {
        INetwork network = AssemblyNetworks.Load(Built.Networks).One(name).Create();
        NetworkDeclaration declaration = NetworkDeclaration.ReadAll(Built.Networks).Single(candidate => candidate.FullName == name);
        network.Parameters.Initialize(seed: 3);
        float[] values = [.. Enumerable.Range(0, network.Info.InputSize).Select(i => i % 7 / 7f)];
        float[] expected = network.Predict(values);
        foreach (LayerGroup group in LayerGroup.Of(network.Info))
        {
            string source = declaration.SourceOf("Part", group.InputShape, group.HasWeightsBefore, group.First, group.Layers.Count);
            var part = (INetwork)Activator.CreateInstance(NetworkCompilation.Of(source).Load().GetType("Part")!, 0)!;
            Assert.Equal(
                group.Layers.Select(layer => (layer.Kind, string.Join(',', layer.OutputShape), layer.Plan)),
                part.Info.Layers.Select(layer => (layer.Kind, string.Join(',', layer.OutputShape), layer.Plan)));
            foreach ((Parameter own, ParameterInfo whole) in part.Parameters.Zip(group.Layers.SelectMany(layer => layer.Parameters)))
            {
                own.Set(network.Parameters[whole.Name].Values);
            }

            values = part.Predict(values);
        }

        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_Debug_build_is_said_to_be_slow()
    {
        const string Source = "using NetGen; [Network(4), Dense(2)] public partial class Net;";
        SourceAssembly.Write("Slow.dll", Source, OptimizationLevel.Debug);
        SourceAssembly.Write("Fast.dll", Source);
        string[] options = ["--batch", "1", "--threads", "1", "--seconds", "0.01"];
        var slow = CommandRun.Of(["bench", "Slow.dll", .. options]);
        Assert.Equal((0, "netgen: warning: Slow.dll is a Debug build: networks run some ten times slower in it. Figures by layer are of optimized code.\n"), (slow.Code, slow.Error));
        Assert.Equal("", CommandRun.Of(["bench", "Fast.dll", .. options]).Error);
    }

    [Theory]
    [InlineData("--batch", "0", "--batch takes whole numbers from 1 on, with commas between them; '0' was given.")]
    [InlineData("--batch", "1;2", "--batch takes whole numbers from 1 on, with commas between them; '1;2' was given.")]
    [InlineData("--threads", "0", "--threads must be at least 1; 0 was given.")]
    [InlineData("--seconds", "-1", "--seconds takes a number above 0; '-1' was given.")]
    [InlineData("--seconds", "soon", "--seconds takes a number above 0; 'soon' was given.")]
    public void Options_outside_their_range_are_refused(string option, string value, string message)
    {
        var run = CommandRun.Of("bench", Built.Networks, option, value);
        Assert.Equal((2, "", $"netgen: error: {message}\n'netgen bench --help' tells what it takes.\n"), (run.Code, run.Output, run.Error));
    }
}
