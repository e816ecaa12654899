using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about what a network puts out.</summary>
internal static class OutputRules
{
    /// <param name="nodes">All layers in order.</param>
    /// <param name="graph">Who reads whom among them.</param>
    /// <param name="findings">Receives what is worth a word.</param>
    public static void Check(IReadOnlyList<Node> nodes, LayerGraph graph, Findings findings)
    {
        // The way back from the output, until weights or several inputs: what they put out is what the layers behind them shape.
        int output = nodes.Count - 1;
        Node[] way = [.. graph.PathTo(output).Prepend(output).Select(index => nodes[index])];
        Node? last = way.FirstOrDefault(node => node.Layer.IsWeighted || node.Layer is Merging);
        if (last is null || !graph.Before(output).Append(output).Any(index => nodes[index].Layer.IsWeighted))
        {
            return;
        }

        IReadOnlyList<Node> behind = [.. way.TakeWhile(node => node != last).Reverse()];
        foreach (Node node in behind)
        {
            CheckTwice(nodes, graph, node, findings);
        }

        Node? squashing = behind.LastOrDefault(node => node.Layer.Activation.Function != Activation.Linear) ?? last;
        switch (squashing.Layer.Activation.Function)
        {
            case Activation.Softmax or Activation.LogSoftmax:
                CheckPerPixel(squashing, findings);
                break;
            case Activation.Sigmoid or Activation.HardSigmoid or Activation.Tanh:
                break;
            default:
                CheckFeatures(nodes, [last, .. behind], findings);
                break;
        }
    }

    /// <summary>Values between 0 and 1, squashed again, can come near neither.</summary>
    private static void CheckTwice(IReadOnlyList<Node> nodes, LayerGraph graph, Node node, Findings findings)
    {
        Node? before = graph.PathTo(node.Index).Select(index => nodes[index]).FirstOrDefault(before => before.Layer is not (Flatten or Reshape or RandomLayer));
        if (before is null || !IsSquashing(node.Layer) || !IsSquashing(before.Layer))
        {
            return;
        }

        // The most that comes out: a 1 comes in, and with it zeros where there are several values.
        double most = node.Layer.Activation.Function == Activation.Softmax ? Math.E / (Math.E + node.InputShape.Channels - 1) : Math.E / (Math.E + 1);
        findings.Remark(
            RuleId.SquashedTwice,
            Site.Layer(node.Index),
            node.Layer.Activation.Function.ToString(),
            before.Layer.Activation.Function.ToString(),
            (Math.Ceiling(most * 1000) / 1000).ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsSquashing(Layer layer) => layer.Activation.Function is Activation.Softmax or Activation.Sigmoid;

    /// <summary>Softmax over the channels of an image gives each pixel a class: what segmentation wants, and classification does not.</summary>
    private static void CheckPerPixel(Node node, Findings findings)
    {
        if (node.OutputShape is { IsVector: false } shape && (long)shape.Height * shape.Width is var pixels and > 1)
        {
            findings.Remark(RuleId.SoftmaxPerPixel, Site.Layer(node.Index, node.Layer.Activation.Argument), NumberText.Grouped(pixels));
        }
    }

    /// <summary>
    /// A network that ends in the map of a convolution, flattened or not, has features and no answer. An image of the input's shape may
    /// be one; so may what sigmoid, tanh or softmax have made of it.
    /// </summary>
    private static void CheckFeatures(IReadOnlyList<Node> nodes, Node[] way, Findings findings)
    {
        Node last = way[0];
        Node map = way.TakeWhile(node => node.OutputShape.IsImage).LastOrDefault() ?? last;
        Node end = nodes[nodes.Count - 1];
        bool isImage = last.Layer.Activation.Function == Activation.Linear && end.OutputShape == nodes[0].InputShape;
        if (map.OutputShape is { IsImage: true } shape && (shape.Height > 1 || shape.Width > 1) && !isImage)
        {
            findings.Remark(RuleId.NoOutputLayer, Site.Layer(end.Index), end.Layer.Kind, NumberText.Grouped(end.OutputShape.Size));
        }
    }
}
