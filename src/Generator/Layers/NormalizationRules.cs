using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about the place of normalizations among the other layers.</summary>
internal static class NormalizationRules
{
    /// <param name="nodes">All layers in order.</param>
    /// <param name="graph">Who reads whom among them.</param>
    /// <param name="findings">Receives what is worth a word.</param>
    public static void Check(IReadOnlyList<Node> nodes, LayerGraph graph, Findings findings)
    {
        foreach (Node node in nodes.Where(TakesShiftsAway))
        {
            CheckShift(nodes, graph, node, findings);
        }

        int output = nodes.Count - 1;
        Node[] behindWeights =
        [
            .. graph.PathTo(output).Prepend(output).Select(index => nodes[index]).TakeWhile(node => !node.Layer.IsWeighted && node.Layer is not Merging),
        ];
        IEnumerable<Node> normalizations = behindWeights.Where(node => node.Layer is BatchNormalization or SampleNormalization);
        foreach (Node node in normalizations.Where(node => graph.Before(node.Index).Any(before => nodes[before].Layer.IsWeighted)))
        {
            CheckOutput(nodes, graph, node, behindWeights.TakeWhile(later => later != node), findings);
        }
    }

    /// <summary>
    /// Whether a shift of all values of a channel by as much changes nothing of what a layer puts out: its mean is that of the batch, or of the channel in a sample.
    /// </summary>
    private static bool TakesShiftsAway(Node node) => node.Layer is BatchNormalization { IsTrainable: true }
        || (node.Layer is SampleNormalization layer && layer.IsByChannel(node.InputShape) && layer.ValuesOf(node.InputShape) > 1);

    /// <summary>What shifts all values of a channel alike, the mean takes away again.</summary>
    private static void CheckShift(IReadOnlyList<Node> nodes, LayerGraph graph, Node normalization, Findings findings)
    {
        Node? before = SoleSource(nodes, graph, normalization);
        while (before is not null && KeepsShifts(before, normalization.Layer))
        {
            before = SoleSource(nodes, graph, before);
        }

        string kind = normalization.Layer.Kind;
        switch (before?.Layer)
        {
            case WeightedLayer { Weighted: { UseBias: true, Activation: Activation.Linear }, IsTrainable: true }:
                string heir = normalization.Layer is BatchNormalization or GroupNormalization ? ", whose beta does its work" : "";
                findings.Remark(RuleId.BiasBeforeNormalization, Site.Layer(before.Index, "UseBias"), before.Layer.Kind, kind, heir);
                break;
            case BatchNormalization { Affine.Beta: not null, IsTrainable: true } or GroupNormalization { Affine.Beta: not null, IsTrainable: true }:
                findings.Remark(RuleId.BetaBeforeNormalization, Site.Layer(before.Index, "Center"), before.Layer.Kind, kind);
                break;
            case LayerNormalization { Affine.Beta: not null, IsTrainable: true } layer when layer.AxesOf(before.InputShape) == (false, false, true):
                findings.Remark(RuleId.BetaBeforeNormalization, Site.Layer(before.Index, "Center"), before.Layer.Kind, kind);
                break;
        }
    }

    /// <summary>The layer whose output a layer reads, if nobody else does.</summary>
    private static Node? SoleSource(IReadOnlyList<Node> nodes, LayerGraph graph, Node node)
    {
        int source = node.Inputs[0];
        return source >= 0 && graph.Readers(source).Distinct().Take(2).Count() == 1 ? nodes[source] : null;
    }

    /// <summary>Whether values that come in shifted go out shifted by as much. An average that counts zeros of the border takes less of the shift there.</summary>
    private static bool KeepsShifts(Node node, Layer normalization) => node.Layer is UpSampling2D or Pooling2D { CountIncludePad: false } or ActivationLayer { Function: Activation.Linear }
        || (node.Layer is Flatten or GlobalPooling2D && normalization is BatchNormalization);

    private static void CheckOutput(IReadOnlyList<Node> nodes, LayerGraph graph, Node node, IEnumerable<Node> behind, Findings findings)
    {
        Layer? before = graph.PathTo(node.Index).Select(index => nodes[index].Layer)
            .FirstOrDefault(layer => layer.IsWeighted || layer.Activation.Function != Activation.Linear);
        bool isLast = behind.All(later => later.Layer.Activation.Function == Activation.Linear);
        if (before?.Activation.Function is Activation.Softmax or Activation.Sigmoid)
        {
            findings.Remark(RuleId.NormalizedOutput, Site.Layer(node.Index), node.Layer.Kind, $"over {before.Activation.Function} makes numbers of probabilities that are none");
        }
        else if (isLast && (node.Layer is SampleNormalization || node.Layer.IsTrainable))
        {
            findings.Remark(RuleId.NormalizedOutput, Site.Layer(node.Index), node.Layer.Kind, "at the end of the network gives its outputs a mean and a deviation, whatever the targets are");
        }
    }
}
