using System.Linq;

namespace NetGen.Import.Graphs.Passes;

/// <summary>
/// Leaves out what changes nothing: Identity, casts between floats, pads of nothing, products with 1, reshapes to the same shape, transposes to the same
/// order. A Dropout that says its rate stays, as a layer: predictions pay nothing for it, and whoever trains the network further wants it.
/// </summary>
internal static class DropIdentities
{
    public static void Apply(Graph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToList())
        {
            if (node.Input(0) is { Constant: null } input && IsNothing(node, graph))
            {
                graph.Replace(node.Output, input);
                graph.Remove(node);
            }
        }
    }

    private static bool IsNothing(GraphNode node, Graph graph)
    {
        int[]? shape = node.Input(0)!.Shape;
        bool isSameShape = shape is not null && node.Output.Shape is { } output && output.SequenceEqual(shape);
        return node.Kind switch
        {
            "Identity" => true,
            "Cast" => node.Integer("to", 1) is 1 or 10 or 11 or 16,
            "Dropout" => IsDropoutNothing(node, graph),
            "Pad" => shape is not null && PadPlan.Of(node, shape.Length) is { IsNothing: true },
            "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Expand" or "Slice" => isSameShape && !(graph.IsOwn && node.Kind == "Reshape"),
            "Transpose" => shape is not null && ShapeInference.Order(node, shape.Length) is { } order && order.SequenceEqual(Enumerable.Range(0, shape.Length))
                && !graph.IsOwn,
            "Concat" or "Sum" or "Mean" or "Max" or "Min" => node.Inputs.Count == 1,
            "Resize" or "Upsample" => isSameShape && shape is not null && ResizePlan.Of(node, shape) is { } plan && plan.Scales.All(scale => scale == 1),
            _ => false,
        };
    }

    /// <summary>Whether it says no rate, or one that drops nothing; one that drops while predicting is no identity.</summary>
    private static bool IsDropoutNothing(GraphNode node, Graph graph) =>
        !Dropouts.IsInTraining(node) && (node.Outputs.Count < 2 || (node.Outputs[1].Readers.Count == 0 && !graph.Outputs.Contains(node.Outputs[1])))
            && Dropouts.Rate(node) is not (> 0 and < 1);
}
