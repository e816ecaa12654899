using System.Linq;

namespace NetGen.Import.Graphs.Passes;

/// <summary>
/// A rectifier with several settings is a choice in ONNX: where x is above a threshold x itself, or no more than a limit, and elsewhere nothing or a slope
/// times the distance from the threshold.
/// </summary>
internal static class ComposeRectifiers
{
    /// <summary>The operator that the choice becomes, with the attributes "max" (where there is one), "slope" and "threshold".</summary>
    public const string Kind = "Rectifier";

    public static void Apply(Graph graph)
    {
        foreach (GraphNode choice in graph.Nodes.Where(node => node is { Kind: "Where", Inputs.Count: 3 }).ToList())
        {
            if (choice.Input(0)?.Producer is not { Kind: "Greater" } comparison || graph.OnlyReader(comparison.Output) != choice
                || comparison.Input(0) is not { Constant: null } x || comparison.Constant(1) is not { Count: 1 } threshold
                || Above(graph, choice, x) is not { } above || Below(graph, choice, x, threshold[0]) is not { } below)
            {
                continue;
            }

            var composed = new GraphNode(Kind, choice.Name, choice.Version) { Operator = choice.Operator };
            choice.CopyAttributesTo(composed);
            composed.Set("slope", below.Slope).Set("threshold", threshold[0]);
            if (above.Most is { } most)
            {
                composed.Set("max", most);
            }

            composed.Inputs.Add(x);
            graph.Substitute(composed, [comparison, .. above.Nodes, .. below.Nodes, choice], choice.Output);
        }
    }

    /// <summary>The limit of what is above the threshold, and the nodes that keep it; null where it is something else.</summary>
    private static (double? Most, GraphNode[] Nodes)? Above(Graph graph, GraphNode choice, GraphValue x)
    {
        if (choice.Input(1) == x)
        {
            return (null, []);
        }

        return choice.Input(1)?.Producer is { Kind: "Min", Inputs.Count: 2 } limited && limited.Input(0) == x && limited.Constant(1) is { Count: 1 } most
            && graph.OnlyReader(limited.Output) == choice ? (most[0], [limited]) : null;
    }

    /// <summary>The slope below the threshold, and the nodes that make it; null where something else is done there.</summary>
    private static (double Slope, GraphNode[] Nodes)? Below(Graph graph, GraphNode choice, GraphValue x, double threshold)
    {
        if (choice.Constant(2) is { Count: 1 } constant)
        {
            return constant[0] == 0 ? (0, []) : null;
        }

        return choice.Input(2)?.Producer is { Kind: "Mul", Inputs.Count: 2 } product && product.Constant(1) is { Count: 1 } slope
            && product.Input(0)?.Producer is { Kind: "Sub", Inputs.Count: 2 } distance && distance.Input(0) == x && distance.Constant(1) is { Count: 1 } start
                && start[0] == threshold
            && graph.OnlyReader(product.Output) == choice && graph.OnlyReader(distance.Output) == product ? (slope[0], [product, distance]) : null;
    }
}
