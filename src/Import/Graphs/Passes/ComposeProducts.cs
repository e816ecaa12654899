using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Onnx;

namespace NetGen.Import.Graphs.Passes;

/// <summary>ONNX multiplies two; a layer of NetGen's that multiplies more is a chain of products in a file of its own, and becomes one again.</summary>
internal static class ComposeProducts
{
    public static void Apply(Graph graph)
    {
        bool IsWhole(GraphNode node) => node.Kind == "Mul" && node.Text(OnnxNames.Layer, "") == "Multiply" && !OnnxNames.IsPart(node.Name);
        foreach (GraphNode node in graph.Nodes.Where(node => graph.IsOwn && IsWhole(node)).ToList())
        {
            var chain = new List<GraphNode> { node };
            while (chain[chain.Count - 1].Input(0)?.Producer is { Kind: "Mul" } before && OnnxNames.IsPart(before.Name)
                && OnnxNames.LayerOf(before.Name) == node.Name && graph.OnlyReader(before.Output) is not null)
            {
                chain.Add(before);
            }

            if (chain.Count > 1)
            {
                var product = new GraphNode(node.Kind, node.Name, node.Version);
                node.CopyAttributesTo(product);
                product.Inputs.Add(chain[chain.Count - 1].Input(0));
                product.Inputs.AddRange(Enumerable.Reverse(chain).Select(one => one.Input(1)));
                graph.Substitute(product, chain, node.Output);
            }
        }
    }
}
