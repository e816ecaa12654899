using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Onnx;

namespace NetGen.Import.Graphs.Passes;

/// <summary>
/// Finds functions that exporters write out as several operators: x * sigmoid(x) is SiLU, x * tanh(softplus(x)) Mish, clip(x + 3, 0, 6) / 6 HardSigmoid,
/// and GELU by its erf.
/// </summary>
internal static class ComposeActivations
{
    private const double RootOfTwo = 1.4142135623730951;

    public static void Apply(Graph graph)
    {
        if (graph.IsOwn)
        {
            ApplyTo(graph, node => OnnxNames.IsPart(node.Name) || node.Text(OnnxNames.Layer, "") == "Activation");
            return;
        }

        ApplyTo(graph, _ => true);
    }

    private static void ApplyTo(Graph graph, System.Func<GraphNode, bool> isMeant)
    {
        foreach (GraphNode node in graph.Nodes.Where(isMeant).ToList())
        {
            if (!graph.Nodes.Contains(node))
            {
                continue;
            }

            if (node.Kind == "Erf")
            {
                Gelu(graph, node);
            }
            else if (node.Kind == "Abs")
            {
                Softsign(graph, node);
            }
            else if (node.Kind is "Mul" or "Div" && HardSigmoid(graph, node) is { } hard)
            {
                graph.Substitute(hard.Node, hard.Replaced, node.Output);
            }
        }

        foreach (GraphNode node in graph.Nodes.Where(node => node.Kind == "Mul" && isMeant(node)).ToList())
        {
            Gated(graph, node, 0);
            if (graph.Nodes.Contains(node))
            {
                Gated(graph, node, 1);
            }
        }
    }

    /// <summary>x times a function of x.</summary>
    private static void Gated(Graph graph, GraphNode node, int side)
    {
        GraphValue? x = node.Input(1 - side);
        if (node.Inputs.Count != 2 || node.Input(side)?.Producer is not { } gate || x is null || graph.OnlyReader(gate.Output) != node)
        {
            return;
        }

        if (gate.Kind is "Sigmoid" or "HardSigmoid" && gate.Input(0) == x)
        {
            if (gate.Kind == "Sigmoid" || ActivationForm.Of(gate) is not null)
            {
                Replace(graph, gate.Kind == "Sigmoid" ? "Swish" : "HardSwish", x, node, gate);
            }
        }
        else if (gate.Kind == "Tanh" && gate.Input(0)?.Producer is { Kind: "Softplus" } softplus && softplus.Input(0) == x
            && graph.OnlyReader(softplus.Output) == gate)
        {
            Replace(graph, "Mish", x, node, gate, softplus);
        }
    }

    private static void Replace(Graph graph, string kind, GraphValue x, GraphNode last, params GraphNode[] others)
    {
        GraphNode composed = Composed(kind, x, last);
        graph.Substitute(composed, [last, .. others], last.Output);
    }

    private static GraphNode Composed(string kind, GraphValue x, GraphNode last)
    {
        var composed = new GraphNode(kind, last.Name, last.Version);
        last.CopyAttributesTo(composed);
        composed.Inputs.Add(x);
        return composed;
    }

    /// <summary>clip(x + 3, 0, 6) / 6, and the same times x.</summary>
    private static (GraphNode Node, List<GraphNode> Replaced)? HardSigmoid(Graph graph, GraphNode node)
    {
        int sixth = node.Inputs.FindIndex(
            input => input?.Constant is { Count: 1 } constant && ActivationForm.Is(constant[0], node.Kind == "Div" ? 6 : 1 / 6.0));
        if (node.Inputs.Count != 2 || sixth < 0 || (node.Kind == "Div" && sixth == 0) || node.Input(1 - sixth)?.Producer is not { } before
            || graph.OnlyReader(before.Output) != node)
        {
            return null;
        }

        if (Clipped(graph, before, null) is { } plain)
        {
            return (Hard(plain.X, node), [node, before, plain.Sum]);
        }

        // (x * clip(x + 3, 0, 6)) / 6.
        if (before.Kind == "Mul" && before.Inputs.Count == 2)
        {
            for (int side = 0; side < 2; side++)
            {
                if (before.Input(side)?.Producer is { } clip && graph.OnlyReader(clip.Output) == before
                    && Clipped(graph, clip, before.Input(1 - side)) is { } gate)
                {
                    return (Composed("HardSwish", gate.X, node), [node, before, clip, gate.Sum]);
                }
            }
        }

        return null;
    }

    private static GraphNode Hard(GraphValue x, GraphNode last) => Composed("HardSigmoid", x, last).Set("alpha", 1 / 6.0).Set("beta", 0.5);

    private static (GraphValue X, GraphNode Sum)? Clipped(Graph graph, GraphNode clip, GraphValue? x)
    {
        bool isSix = clip.Kind == "Relu6" || (clip.Kind == "Clip" && ActivationForm.Limits(clip) is (0, 6));
        if (!isSix || clip.Input(0)?.Producer is not { Kind: "Add", Inputs.Count: 2 } sum || graph.OnlyReader(sum.Output) != clip)
        {
            return null;
        }

        int three = sum.Inputs.FindIndex(input => input?.Constant is { Count: 1 } constant && ActivationForm.Is(constant[0], 3));
        GraphValue? summand = three < 0 ? null : sum.Input(1 - three);
        return summand is null || (x is not null && summand != x) ? null : (summand, sum);
    }

    /// <summary>x * (1 + erf(x / sqrt(2))) / 2, in the orders of factors that exporters have.</summary>
    private static void Gelu(Graph graph, GraphNode erf)
    {
        if (erf.Input(0)?.Producer is not { Inputs.Count: 2 } scaled || graph.OnlyReader(scaled.Output) != erf
            || graph.OnlyReader(erf.Output) is not { Kind: "Add", Inputs.Count: 2 } sum)
        {
            return;
        }

        bool isScaled = (scaled.Kind == "Div" && IsNumber(scaled.Input(1), RootOfTwo))
            || (scaled.Kind == "Mul" && scaled.Inputs.Any(input => IsNumber(input, 1 / RootOfTwo)));
        GraphValue? x = scaled.Inputs.FirstOrDefault(input => input?.Constant is null);
        if (!isScaled || x is null || !sum.Inputs.Any(input => IsNumber(input, 1)))
        {
            return;
        }

        // Two factors are left, x and a half, one of them perhaps joined with the other beforehand.
        var replaced = new List<GraphNode> { erf, scaled, sum };
        GraphNode last = sum;
        (bool hasX, bool hasHalf) = (false, false);
        for (int step = 0; step < 2 && !(hasX && hasHalf); step++)
        {
            if (graph.OnlyReader(last.Output) is not { Kind: "Mul", Inputs.Count: 2 } product)
            {
                return;
            }

            GraphValue? other = product.Inputs.FirstOrDefault(input => input != last.Output);
            if (other == x)
            {
                hasX = true;
            }
            else if (IsNumber(other, 0.5))
            {
                hasHalf = true;
            }
            else if (other?.Producer is { Kind: "Mul", Inputs.Count: 2 } half && half.Inputs.Contains(x) && half.Inputs.Any(input => IsNumber(input, 0.5))
                && graph.OnlyReader(half.Output) == product)
            {
                (hasX, hasHalf) = (true, true);
                replaced.Add(half);
            }
            else
            {
                return;
            }

            replaced.Add(product);
            last = product;
        }

        if (hasX && hasHalf)
        {
            graph.Substitute(Composed("Gelu", x, last), replaced, last.Output);
        }
    }

    /// <summary>x / (1 + |x|).</summary>
    private static void Softsign(Graph graph, GraphNode magnitude)
    {
        if (graph.OnlyReader(magnitude.Output) is { Kind: "Add", Inputs.Count: 2 } sum && sum.Inputs.Any(input => IsNumber(input, 1))
            && graph.OnlyReader(sum.Output) is { Kind: "Div" } quotient
            && magnitude.Input(0) is { } x && quotient.Input(0) == x && quotient.Input(1) == sum.Output)
        {
            Replace(graph, "Softsign", x, quotient, sum, magnitude);
        }
    }

    private static bool IsNumber(GraphValue? value, double number) => value?.Constant is { Count: 1 } constant && ActivationForm.Is(constant[0], number);
}
