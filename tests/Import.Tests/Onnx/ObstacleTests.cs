using System.Linq;
using NetGen.Import.Graphs;
using Xunit;

namespace NetGen.Import.Tests.Onnx;

/// <summary>What stands in the way is listed all at once, and what options decide is not guessed.</summary>
public sealed class ObstacleTests
{
    [Fact]
    public void Every_obstacle_is_listed_whatever_stands_before_it()
    {
        var drawn = new DrawnGraph([1, 3, 8, 8]);
        GraphValue first = drawn.Add("NonMaxSuppression", "boxes", drawn.Input);
        GraphValue second = drawn.Add("Einsum", "attention", first);
        GraphValue third = drawn.Add("MaxPool", "pool", drawn.Input, ("kernel_shape", new long[] { 2, 2 }), ("dilations", new long[] { 2, 2 }));
        UnsupportedModelException refusal = Assert.Throws<UnsupportedModelException>(() => drawn.Import([second, third]));
        Assert.Equal(["Einsum", "Graph", "MaxPool", "NonMaxSuppression"], refusal.Obstacles.Select(obstacle => obstacle.Operator).Order());
        Assert.Contains("'boxes'", refusal.Message);
        Assert.Contains("ImportOptions.Output", refusal.Message);
    }

    [Fact]
    public void An_output_is_chosen_by_name_and_what_others_need_is_left_out()
    {
        var drawn = new DrawnGraph([1, 3, 8, 8]);
        GraphValue pool = drawn.Add("MaxPool", "pool", drawn.Input, ("kernel_shape", new long[] { 2, 2 }));
        GraphValue other = drawn.Add("Einsum", "attention", pool);
        ImportedNetwork imported = drawn.Import([other, pool], new ImportOptions { Output = "pool" });
        Assert.Equal(["MaxPooling2D"], imported.Layers.Select(layer => layer.Kind));
        Assert.Throws<UnsupportedModelException>(() => drawn.Import([other], new ImportOptions { Output = "nothing" }));
    }

    [Fact]
    public void Images_of_any_size_are_refused_until_options_say_one()
    {
        DrawnGraph Drawn() => new([-1, 3, -1, -1]);
        DrawnGraph drawn = Drawn();
        GraphValue pool = drawn.Add("MaxPool", "pool", drawn.Input, ("kernel_shape", new long[] { 2, 2 }));
        UnsupportedModelException refusal = Assert.Throws<UnsupportedModelException>(() => drawn.Import([pool]));
        Assert.Contains("ImportOptions.Height", refusal.Message);
        drawn = Drawn();
        pool = drawn.Add("MaxPool", "pool", drawn.Input, ("kernel_shape", new long[] { 2, 2 }));
        Assert.Equal([6, 10, 3], drawn.Import([pool], new ImportOptions { Height = 6, Width = 10 }).InputShape);
    }

    /// <summary>A graph that a test puts together.</summary>
    private sealed class DrawnGraph
    {
        private readonly Graph _graph = new("drawn");

        public DrawnGraph(int[] shape) => _graph.Input = new GraphValue("x") { Shape = shape };

        public GraphValue Input => _graph.Input!;

        public GraphValue Add(string kind, string name, GraphValue input, params (string Name, object Value)[] attributes)
        {
            var node = new GraphNode(kind, name, 13);
            foreach ((string attribute, object value) in attributes)
            {
                node.Set(attribute, value);
            }

            var output = new GraphValue(name) { Producer = node };
            node.Inputs.Add(input);
            input.Readers.Add(node);
            node.Outputs.Add(output);
            _graph.Nodes.Add(node);
            return output;
        }

        public ImportedNetwork Import(GraphValue[] outputs, ImportOptions? options = null)
        {
            _graph.Outputs.Clear();
            _graph.Outputs.AddRange(outputs);
            return GraphImport.Import(_graph, "drawn.onnx", options ?? new ImportOptions());
        }
    }
}
