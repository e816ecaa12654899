using System;
using System.Linq;
using NetGen.Import.Onnx;

namespace NetGen.Import.Graphs.Passes;

/// <summary>Products, quotients, sums and differences with constants become one operator, x * factor + term, and several in a row one of them.</summary>
internal static class MergeFactorsAndTerms
{
    private const string Kind = "Affine";

    public static void Apply(Graph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToList())
        {
            if (Read(node, graph.LargestConstant) is not { } read)
            {
                continue;
            }

            (GraphValue x, GraphTensor factor, GraphTensor term) = read;
            var joined = new GraphNode(Kind, node.Name, node.Version) { Operator = node.Operator };
            node.CopyAttributesTo(joined);
            if (x.Producer is { Kind: Kind } before && graph.OnlyReader(x) == node && IsOneLayer(graph, before, node)
                && Join(before, factor, term, graph.LargestConstant) is { } both)
            {
                Fill(joined, before.Input(0)!, both.Factor, both.Term);
                graph.Substitute(joined, [node, before], node.Output);
            }
            else
            {
                Fill(joined, x, factor, term);
                graph.Substitute(joined, [node], node.Output);
            }
        }

        foreach (GraphNode node in graph.Nodes.Where(node => node.Kind == Kind && !graph.IsOwn && IsNothing(node)).ToList())
        {
            graph.Replace(node.Output, node.Input(0)!);
            graph.Remove(node);
        }
    }

    private static (GraphValue X, GraphTensor Factor, GraphTensor Term)? Read(GraphNode node, int largest)
    {
        if (node.Kind == "Neg" && node.Input(0) is { Constant: null } negated)
        {
            return (negated, GraphTensor.Scalar(-1), GraphTensor.Scalar(0));
        }

        if (node.Kind is not ("Add" or "Sub" or "Mul" or "Div") || node.Inputs.Count != 2)
        {
            return null;
        }

        (GraphValue? left, GraphValue? right) = (node.Input(0), node.Input(1));
        GraphValue? x = left?.Constant is null ? left : right;
        GraphTensor? constant = left?.Constant ?? right?.Constant;
        bool isSecond = right?.Constant is not null;
        if (x?.Shape is not { } shape || x.Constant is not null || constant is null || constant.Count > largest || node.Output.Shape is not { } output
            || !output.SequenceEqual(shape))
        {
            return null;
        }

        GraphTensor one = GraphTensor.Scalar(1);
        GraphTensor zero = GraphTensor.Scalar(0);
        return node.Kind switch
        {
            "Add" => (x, one, constant),
            "Sub" when isSecond => (x, one, Each(constant, value => -value)),
            "Sub" => (x, GraphTensor.Scalar(-1), constant),
            "Mul" => (x, constant, zero),
            "Div" when isSecond => (x, Each(constant, value => 1 / value), zero),
            _ => null,
        };
    }

    private static GraphTensor Each(GraphTensor constant, Func<double, double> function) =>
        GraphTensor.Of([.. constant.Floats.Select(value => (float)function(value))]).With(constant.Shape);

    /// <summary>(x * a + b) * c + d = x * (a * c) + (b * c + d), each computed in double precision.</summary>
    private static (GraphTensor Factor, GraphTensor Term)? Join(GraphNode before, GraphTensor factor, GraphTensor term, int largest)
    {
        (GraphTensor a, GraphTensor b) = (before.Constant(1)!, before.Constant(2)!);
        if (ShapeInference.Broadcast([a.Shape, b.Shape, factor.Shape, term.Shape]) is not { } shape || ShapeText.Count(shape) > largest)
        {
            return null;
        }

        float[][] all = [.. new[] { a, b, factor, term }.Select(one => one.Broadcast(shape).Floats)];
        float[] factors = [.. all[0].Select((value, i) => (float)((double)value * all[2][i]))];
        float[] terms = [.. all[1].Select((value, i) => (float)(((double)value * all[2][i]) + all[3][i]))];
        return (GraphTensor.Of(factors).With(shape), GraphTensor.Of(terms).With(shape));
    }

    private static void Fill(GraphNode node, GraphValue x, GraphTensor factor, GraphTensor term)
    {
        node.Inputs.Add(x);
        node.Inputs.Add(new GraphValue("") { Constant = factor });
        node.Inputs.Add(new GraphValue("") { Constant = term });
    }

    /// <summary>Two layers of NetGen's in a row stay two.</summary>
    private static bool IsOneLayer(Graph graph, GraphNode before, GraphNode node) =>
        !graph.IsOwn || OnnxNames.LayerOf(before.Name) == OnnxNames.LayerOf(node.Name);

    private static bool IsNothing(GraphNode node) => node.Constant(1)!.Floats.All(value => value == 1) && node.Constant(2)!.Floats.All(value => value == 0);
}
