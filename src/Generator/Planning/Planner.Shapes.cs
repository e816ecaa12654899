using System.Collections.Generic;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// The layers that give values another place or shape.
internal sealed partial class Planner
{
    /// <summary>For each layer that has taken in the padding in front of it: that padding, and what it pads.</summary>
    private readonly Dictionary<int, (ZeroPadding2D Layer, Tensor Input)> _padded = [];

    /// <summary>
    /// Zeros around an image are stored with it, and who reads the padded image reads them like pixels: nothing is computed. A layer that can pad by itself takes the
    /// padding in, so that no gradient by the zeros is computed; elsewhere, on the way back, the gradient by the image is cut out. The output of a network is
    /// a copy, without anything between its rows.
    /// </summary>
    private void LowerPadding(Node node, ZeroPadding2D layer, Tensor input)
    {
        if (_setting.Fuses && _fusion.SoleReader(node) is { } reader && Padded(reader.Layer, layer.Padding) is not null)
        {
            _padded.Add(reader.Index, (layer, input));
            return;
        }

        bool isOutput = node.Index == _network.Nodes.Count - 1;
        Tensor output = isOutput ? new Tensor(node.OutputShape, input.IsRow) : input.Padded(layer.Padding);
        Give(node, isOutput || input.NeedsGradient ? Add(node, node.Name, [input], output, site => new PaddingStep(site, layer)) : output);
    }

    /// <summary>Of an image that is no larger there is nothing to cut off; without training it is the middle that stays.</summary>
    private void LowerRandomCrop(Node node, RandomCrop layer, Tensor input)
    {
        if (input.Shape == node.OutputShape)
        {
            Give(node, input);
            return;
        }

        var output = new Tensor(node.OutputShape, input.IsRow);
        var middle = new Cropping2D(layer.AroundMiddle(input.Shape));
        Give(node, Add(node, node.Name, [input], output, site => _setting.Trains ? new RandomStep(site, layer) : new CroppingStep(site, middle)));
    }

    /// <summary>A layer as its step has it: with the padding that it has taken in.</summary>
    private Layer WithPadding(Node node) => _padded.TryGetValue(node.Index, out (ZeroPadding2D Layer, Tensor Input) padded)
        ? Padded(node.Layer, padded.Layer.Padding)!
        : node.Layer;

    /// <summary>What stands before a layer's own words: the padding that it has taken in.</summary>
    private string TextBefore(Node node) => _padded.TryGetValue(node.Index, out (ZeroPadding2D Layer, Tensor Input) padded) ? padded.Layer.Text + " + " : "";

    /// <summary>A layer that pads with so many more zeros, or null where it does not pad with zeros: the maximum over a window is that over its real cells.</summary>
    private static Layer? Padded(Layer layer, Border padding) => layer switch
    {
        Conv2D { Padding: Padding.Valid } convolution => convolution with { Pads = convolution.Pads.Plus(padding) },
        DepthwiseConv2D { Window.Padding: Padding.Valid } depthwise => depthwise with { Window = depthwise.Window.Padded(padding) },
        SeparableConv2D { Window.Padding: Padding.Valid } separable => separable with { Window = separable.Window.Padded(padding) },
        Pooling2D { Function: PoolingFunction.Average, Padding: Padding.Valid } pooling when pooling.CountIncludePad || pooling.Pads.IsNone =>
            pooling with { Pads = pooling.Pads.Plus(padding), CountIncludePad = true },
        _ => null,
    };

    /// <summary>The same values in another shape: a vector is one already, and else a copy, which the plan passes by where nobody wants the one or the other to lie apart.</summary>
    private Tensor Reshaped(Node node, Tensor input) => node.OutputShape.IsVector
        ? AsRow(node, input)
        : Add(node, node.Name, [input], input.Copy(node.OutputShape, isRow: false), site => new ReshapeStep(site));
}
