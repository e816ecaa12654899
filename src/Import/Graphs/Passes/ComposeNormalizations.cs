using System.Linq;

namespace NetGen.Import.Graphs.Passes;

/// <summary>
/// Finds normalizations that exporters write out: a group normalization as an InstanceNormalization between two reshapes with a factor and a term behind
/// it, as PyTorch's, and a layer normalization as means, differences and a root.
/// </summary>
internal static class ComposeNormalizations
{
    public static void Apply(Graph graph)
    {
        foreach (GraphNode node in graph.Nodes.Where(node => node.Kind == "InstanceNormalization").ToList())
        {
            Groups(graph, node);
        }

        foreach (GraphNode node in graph.Nodes.Where(node => node.Kind == "Sqrt").ToList())
        {
            Layers(graph, node);
        }
    }

    private static void Groups(Graph graph, GraphNode node)
    {
        if (node.Input(0)?.Producer is not { Kind: "Reshape" } parted || graph.OnlyReader(node.Output) is not { Kind: "Reshape" } joined
            || parted.Input(0)?.Shape is not { Length: 2 or 3 or 4 } shape
            || node.Input(0)!.Shape is not { Length: 3 } grouped || joined.Output.Shape is not { } whole || !whole.SequenceEqual(shape)
                || shape[1] % grouped[1] != 0 || grouped[0] != shape[0]
            || !IsAll(node.Constant(1), 1) || !IsAll(node.Constant(2), 0) || graph.OnlyReader(parted.Output) != node)
        {
            return;
        }

        // The factor and the term are for each channel.
        GraphNode last = joined;
        var values = new GraphTensor?[2];
        string[] kinds = ["Mul", "Add"];
        for (int i = 0; i < kinds.Length; i++)
        {
            if (graph.OnlyReader(last.Output) is not { Inputs.Count: 2 } next || next.Kind != kinds[i]
                || next.Inputs.FirstOrDefault(input => input?.Constant is not null)?.Constant is not { } constant
                || constant.Count != shape[1] || constant.Rank < shape.Length - 1 || constant.Shape[constant.Rank - shape.Length + 1] != shape[1])
            {
                return;
            }

            values[i] = constant;
            last = next;
        }

        GraphNode factor = graph.OnlyReader(joined.Output)!;
        var composed = new GraphNode("GroupNormalization", node.Name, 21) { Operator = node.Operator };
        node.CopyAttributesTo(composed);
        composed.Set("num_groups", (long)grouped[1]);
        composed.Inputs.Add(parted.Input(0));
        composed.Inputs.AddRange(values.Select((value, i) => new GraphValue(ConstantOf(i == 0 ? factor : last).Name) { Constant = value!.With([shape[1]]) }));
        graph.Substitute(composed, [parted, node, joined, factor, last], last.Output);
    }

    private static GraphValue ConstantOf(GraphNode node) => node.Inputs.First(input => input?.Constant is not null)!;

    private static bool IsAll(GraphTensor? constant, float number) => constant is not null && constant.Floats.All(value => value == number);

    /// <summary>d = x - mean(x); d / sqrt(mean(d²) + epsilon) * gamma + beta.</summary>
    private static void Layers(Graph graph, GraphNode root)
    {
        if (root.Input(0)?.Producer is not { Kind: "Add", Inputs.Count: 2 } sum
            || sum.Inputs.FirstOrDefault(input => input?.Constant is { Count: 1 })?.Constant is not { } epsilon
            || sum.Inputs.FirstOrDefault(input => input?.Constant is null)?.Producer is not { Kind: "ReduceMean" } variance
                || variance.Input(0)?.Producer is not { } square
            || graph.OnlyReader(root.Output) is not { Kind: "Div" } quotient || quotient.Input(1) != root.Output
                || quotient.Input(0) is not { Producer: { Kind: "Sub" } difference } deviation)
        {
            return;
        }

        bool isSquare = square.Input(0) == deviation
            && (square.Kind == "Pow" ? square.Constant(1) is { Count: 1 } power && power[0] == 2 : square.Kind == "Mul" && square.Input(1) == deviation);
        GraphValue? x = difference.Input(0);
        if (!isSquare || x?.Shape is not { } shape || difference.Input(1)?.Producer is not { Kind: "ReduceMean" } mean || mean.Input(0) != x
            || ShapeInference.ReducedAxes(mean, shape.Length) is not { } axes || ShapeInference.ReducedAxes(variance, shape.Length) is not { } others
                || !axes.SequenceEqual(others) || axes.Contains(0)
            || graph.OnlyReader(quotient.Output) is not { Kind: "Mul", Inputs.Count: 2 } factor
                || factor.Inputs.FirstOrDefault(input => input?.Constant is not null) is not { } gamma
            || graph.OnlyReader(factor.Output) is not { Kind: "Add", Inputs.Count: 2 } term
                || term.Inputs.FirstOrDefault(input => input?.Constant is not null) is not { } beta)
        {
            return;
        }

        var composed = new GraphNode("LayerNormalization", term.Name, term.Version) { Operator = root.Operator };
        composed.Set("axes", axes.Select(axis => (long)axis).ToArray()).Set("epsilon", epsilon[0]);
        composed.Inputs.AddRange([x, gamma, beta]);
        graph.Substitute(composed, [mean, difference, square, variance, sum, root, quotient, factor, term], term.Output);
    }
}
