using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Graphs.Passes;

/// <summary>
/// Computes what does not depend on the input, and the shapes of all else: exporters make the sizes of a Reshape from the shapes of what they reshape.
/// </summary>
internal static class FoldConstants
{
    public static void Apply(Graph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToList())
        {
            GraphTensor? constant = node.Kind is "Shape" ? ShapeOf(node) : ConstantOperators.Compute(node, graph.LargestConstant);
            if (constant is null)
            {
                node.Output.Shape = ShapeInference.Infer(node);
                continue;
            }

            GraphValue output = node.Output;
            output.Constant = constant;
            output.Producer = null;
            output.Maker = node.Operator;
            graph.Remove(node);
        }
    }

    private static GraphTensor? ShapeOf(GraphNode node)
    {
        if (ShapeInference.ShapeOf(node.Input(0)) is not { } shape)
        {
            return null;
        }

        int start = node.Integer("start", 0);
        int end = node.Integer("end", shape.Length);
        start = start < 0 ? start + shape.Length : start;
        end = end < 0 ? end + shape.Length : end;
        IEnumerable<int> part = shape.Skip(start).Take(end - start);
        return GraphTensor.Of(part);
    }
}
