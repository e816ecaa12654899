using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about the range of an image's values on its way into a network.</summary>
internal static class RescalingRules
{
    /// <summary>A limit of 255 stands far from values that are all below this.</summary>
    private const double FarBelowLimit = 32;

    private static readonly (double Low, double High) Pixels = (0, 255);

    public static void Check(IReadOnlyList<Node> nodes, LayerGraph graph, Findings findings)
    {
        foreach (Node node in nodes)
        {
            if (node.Layer is Rescaling rescaling)
            {
                CheckPlace(nodes, graph, node, rescaling, findings);
            }
            else if (node.Layer is ToneAugmentation tone)
            {
                CheckLimits(nodes, graph, node, tone, findings);
            }
        }
    }

    private static void CheckPlace(IReadOnlyList<Node> nodes, LayerGraph graph, Node node, Rescaling rescaling, Findings findings)
    {
        if (graph.PathTo(node.Index).Select(before => nodes[before].Layer).FirstOrDefault(before => before is not Flatten) is Rescaling first)
        {
            findings.Remark(
                RuleId.RescaledTwice,
                Site.Layer(node.Index),
                Text(first.Scale * rescaling.Scale),
                Text((first.Offset * rescaling.Scale) + rescaling.Offset),
                first.Text,
                rescaling.Text);
        }
        else if (graph.Before(node.Index).Select(before => nodes[before]).FirstOrDefault(before => before.Layer.IsWeighted) is { } weighted)
        {
            findings.Remark(RuleId.RescalingBehindWeights, Site.Layer(node.Index), weighted.Layer.Kind);
        }
    }

    /// <summary>Contrast and brightness are cut off at limits that are made for pixels of 0 to 255. Rescaled ones are far from them, or beyond.</summary>
    private static void CheckLimits(IReadOnlyList<Node> nodes, LayerGraph graph, Node node, ToneAugmentation tone, Findings findings)
    {
        Layer[] before = [.. graph.Before(node.Index).Select(before => nodes[before].Layer)];
        if ((tone.MinValue, tone.MaxValue) != Pixels || !Array.TrueForAll(before, layer => layer is Rescaling or RandomLayer))
        {
            return;
        }

        (double low, double high) = Pixels;
        foreach (Rescaling rescaling in before.OfType<Rescaling>())
        {
            (double one, double other) = ((low * rescaling.Scale) + rescaling.Offset, (high * rescaling.Scale) + rescaling.Offset);
            (low, high) = (Math.Min(one, other), Math.Max(one, other));
        }

        if (low < 0 || high <= FarBelowLimit)
        {
            findings.Remark(RuleId.ContrastLimits, Site.Layer(node.Index), tone.Kind, Text(low), Text(high));
        }
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
