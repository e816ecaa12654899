using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Planning;

// The layers with weights, and what becomes part of their steps.
internal sealed partial class Planner
{
    /// <summary>Cells of a window that is written out in a convolution's epilogue; larger ones keep their loops, for the JIT's sake.</summary>
    public const int LargestFusedWindow = 16;

    private void LowerConvolution(Node node, Conv2D layer, Tensor input)
    {
        if (layer.IsDepthwise(input.Channels))
        {
            LowerDepthwise(node, layer.Window, layer.Filters / input.Channels, layer.Weighted, input);
        }
        else
        {
            LowerConvolution(node, layer, input, node.Name, firstParameter: 0);
        }
    }

    /// <param name="node">The layer.</param>
    /// <param name="layer">It, or the convolution that is its last part.</param>
    /// <param name="input">What the convolution reads.</param>
    /// <param name="name">Of the step.</param>
    /// <param name="firstParameter">The kernel among the layer's parameters; a bias follows.</param>
    private void LowerConvolution(Node node, Conv2D layer, Tensor input, string name, int firstParameter)
    {
        // What is added must be there by then: of two convolutions whose outcomes are added, the second takes in the addition.
        if (layer.Groups == 1 && _fusion.WithAddition(node, layer.Weighted) is { } addition && Made(addition.Other) is { } other)
        {
            Followers joined = Follow(addition.Fused);
            Give(joined.Last, Add(
                node,
                name,
                [input, other],
                new Tensor(joined.Last.OutputShape, input.IsRow),
                site => new ConvolutionStep(site, layer, joined.Activation, pooling: null, joined.Normalization, joined.NegativeSlope) { FirstParameter = firstParameter },
                TextBefore(node) + joined.Text));
            return;
        }

        Followers fused = Follow(_fusion.Behind(node, layer.Weighted));
        Node? next = _fusion.SoleReader(fused.Last);
        Pooling2D? pooling = next is null || !_setting.Fuses ? null : FusablePooling(fused, layer.Weighted, next);
        Node last = pooling is null ? fused.Last : next!;
        string text = TextBefore(node) + (pooling is null ? fused.Text : fused.Text + " + " + pooling.Text);
        var output = new Tensor(last.OutputShape, input.IsRow);
        bool isColumn = IsColumn(input);
        bool lanesMeet = _setting.Trains && next is { Layer: BatchNormalization { IsTrainable: true } };
        (Conv2D own, Pooling2D? ownPooling) = isColumn ? (layer.Turned(), pooling?.Turned()) : (layer, pooling);
        Add(
            node,
            name,
            [isColumn ? input.Turned() : input],
            isColumn ? output.Turned() : output,
            site => new ConvolutionStep(site, own, fused.Activation, ownPooling, fused.Normalization, fused.NegativeSlope, lanesMeet) { FirstParameter = firstParameter },
            text);
        Finish(node, layer.Weighted, fused, last, output);
    }

    private void LowerDense(Node node, Dense layer, Tensor input)
    {
        Followers fused = Follow(_fusion.Behind(node, layer.Weighted));
        Tensor output = Add(
            node,
            node.Name,
            [input],
            new Tensor(node.OutputShape, input.IsRow),
            site => new DenseStep(site, layer, fused.Activation, fused.Normalization, fused.NegativeSlope),
            fused.Text);
        Finish(node, layer.Weighted, fused, fused.Last, output);
    }

    /// <summary>Adds what of a weighted layer is a step of its own. Where a normalization has become part of it, nothing is.</summary>
    private void Finish(Node node, Weighted weighted, Followers fused, Node last, Tensor output) =>
        Give(last, fused.Normalization is null ? AddRest(node, weighted, fused.Activation, output) : output);

    /// <summary>Layers that have become part of another's step are not lowered on their own.</summary>
    private Followers Follow(Followers fused)
    {
        _fused.UnionWith(fused.Layers);
        return fused;
    }

    /// <summary>What of a weighted layer is a step of its own: an activation that is not fused, a penalty on the output.</summary>
    private Tensor AddRest(Node node, Weighted weighted, Activation fused, Tensor output)
    {
        if (weighted.Activation != fused)
        {
            output = AddActivation(node, node.Name + "_activation", output, weighted.Activation, ActivationLayer.DefaultSlope, weighted.Activation.ToString());
        }

        return weighted.ActivityPenalty.IsZero
            ? output
            : Add(node, node.Name + "_penalty", [output], output.Alike(), site => new PenaltyStep(site, weighted.ActivityPenalty), "penalty on the output");
    }

    private Pooling2D? FusablePooling(Followers fused, Weighted weighted, Node next)
    {
        bool hasPenalty = fused.Normalization is null && !weighted.ActivityPenalty.IsZero;
        if (next.Layer is not Pooling2D pooling || pooling.Strides != pooling.Pool || hasPenalty)
        {
            return null;
        }

        Activation activation = fused.Normalization is null ? weighted.Activation : fused.Activation;
        Shape shape = fused.Last.OutputShape;
        bool isPadded = pooling.Rows(shape) is { Before: 0, After: 0 } && pooling.Columns(shape) is { Before: 0, After: 0 };
        // The largest of f(x) is f of the largest x, for every f that never falls; a mean commutes with nothing but the identity.
        bool commutes = pooling.Function == PoolingFunction.Max
            ? ActivationRules.FollowsFromOutput(activation)
            : activation == Activation.Linear;
        if (!isPadded || !commutes)
        {
            return null;
        }

        if ((long)pooling.Pool.Height * pooling.Pool.Width > LargestFusedWindow)
        {
            _rolled.Add(next);
            return null;
        }

        return pooling;
    }
}
