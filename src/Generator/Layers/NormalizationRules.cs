using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about the place of batch normalizations among the other layers.</summary>
internal static class NormalizationRules
{
    /// <param name="nodes">All layers in order.</param>
    /// <param name="graph">Who reads whom among them.</param>
    /// <param name="findings">Receives what is worth a word.</param>
    public static void Check(IReadOnlyList<Node> nodes, LayerGraph graph, Findings findings)
    {
        foreach (Node node in nodes.Where(node => node.Layer is BatchNormalization))
        {
            CheckBias(nodes, graph, node, findings);
        }

        int output = nodes.Count - 1;
        Node[] behindWeights =
        [
            .. graph.PathTo(output).Prepend(output).Select(index => nodes[index]).TakeWhile(node => !node.Layer.IsWeighted && node.Layer is not Merging),
        ];
        foreach (Node node in behindWeights.Where(node => node.Layer is BatchNormalization && graph.Before(node.Index).Any(before => nodes[before].Layer.IsWeighted)))
        {
            CheckOutput(nodes, graph, node, behindWeights.TakeWhile(later => later != node), findings);
        }
    }

    /// <summary>What shifts all values of a channel alike, the mean takes away again: so long as the mean is the batch's.</summary>
    private static void CheckBias(IReadOnlyList<Node> nodes, LayerGraph graph, Node normalization, Findings findings)
    {
        Node? before = SoleSource(nodes, graph, normalization);
        while (before is not null && KeepsShifts(before.Layer))
        {
            before = SoleSource(nodes, graph, before);
        }

        if (before?.Layer is WeightedLayer { Weighted: { UseBias: true, Activation: Activation.Linear }, IsTrainable: true }
            && normalization.Layer.IsTrainable)
        {
            findings.Remark(RuleId.BiasBeforeNormalization, Site.Layer(before.Index, "UseBias"), before.Layer.Kind);
        }
    }

    /// <summary>The layer whose output a layer reads, if nobody else does.</summary>
    private static Node? SoleSource(IReadOnlyList<Node> nodes, LayerGraph graph, Node node)
    {
        int source = node.Inputs[0];
        return source >= 0 && graph.Readers(source).Distinct().Take(2).Count() == 1 ? nodes[source] : null;
    }

    /// <summary>Whether values that come in shifted go out shifted by as much. An average that counts zeros of the border takes less of the shift there.</summary>
    private static bool KeepsShifts(Layer layer) => layer is Flatten or Pooling2D { CountIncludePad: false } or GlobalPooling2D or ActivationLayer { Function: Activation.Linear };

    private static void CheckOutput(IReadOnlyList<Node> nodes, LayerGraph graph, Node node, IEnumerable<Node> behind, Findings findings)
    {
        Layer? before = graph.PathTo(node.Index).Select(index => nodes[index].Layer)
            .FirstOrDefault(layer => layer.IsWeighted || layer.Activation.Function != Activation.Linear);
        bool isLast = behind.All(later => later.Layer.Activation.Function == Activation.Linear);
        if (before?.Activation.Function is Activation.Softmax or Activation.Sigmoid)
        {
            findings.Remark(RuleId.NormalizedOutput, Site.Layer(node.Index), $"over {before.Activation.Function} makes numbers of probabilities that are none");
        }
        else if (isLast && node.Layer.IsTrainable)
        {
            findings.Remark(RuleId.NormalizedOutput, Site.Layer(node.Index), "at the end of the network gives its outputs a mean and a deviation, whatever the targets are");
        }
    }
}
