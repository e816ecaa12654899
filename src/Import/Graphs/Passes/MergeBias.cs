using System.Linq;

namespace NetGen.Import.Graphs.Passes;

/// <summary>A constant for each filter or unit that is added to a convolution or a product is its bias.</summary>
internal static class MergeBias
{
    public static void Apply(Graph graph)
    {
        foreach (GraphNode node in graph.Nodes.Where(node => node.Kind is "Conv" or "ConvTranspose" or "Gemm" or "MatMul").ToList())
        {
            if (graph.IsOwn || node.Constant(1) is not { } kernel || node.Output.Shape is not { } shape
                || graph.OnlyReader(node.Output) is not { Kind: "Add", Inputs.Count: 2 } sum)
            {
                continue;
            }

            GraphValue? term = sum.Inputs.FirstOrDefault(input => input?.Constant is not null);
            if (term?.Constant is not { } constant || ByChannel(node, constant, shape) is not { } bias || (node.Kind == "Gemm" && node.Number("beta", 1) != 1)
                || node.IsComputed(2))
            {
                continue;
            }

            if (node.Constant(2) is { } old)
            {
                if (old.Count != bias.Length)
                {
                    continue;
                }

                bias = [.. old.Floats.Zip(bias, (left, right) => left + right)];
            }

            while (node.Inputs.Count < 3)
            {
                node.Inputs.Add(null);
            }

            var value = new GraphValue(term.Name) { Constant = GraphTensor.Of(bias) };
            node.Inputs[2] = value;
            value.Readers.Add(node);
            graph.Replace(sum.Output, node.Output);
            graph.Remove(sum);
        }
    }

    /// <summary>A value for each channel, from a shape with size 1 along all other axes; null where it is another.</summary>
    private static float[]? ByChannel(GraphNode node, GraphTensor constant, int[] shape)
    {
        int channel = node.Kind is "Conv" or "ConvTranspose" ? ShapeInference.ImageAxes(node).Channels : shape.Length - 1;
        int channels = shape[channel];
        int missing = shape.Length - constant.Rank;
        if (missing < 0 || constant.Shape.Where((size, axis) => axis + missing != channel && size != 1).Any())
        {
            return null;
        }

        int given = channel >= missing ? constant.Shape[channel - missing] : 1;
        return given != channels && given != 1 ? null : given == channels ? constant.Floats : [.. Enumerable.Repeat(constant.Floats[0], channels)];
    }
}
