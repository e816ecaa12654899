using System;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// The layers that convolve every channel for itself.
internal sealed partial class Planner
{
    private void LowerDepthwise(Node node, KernelWindow window, int multiplier, Weighted weighted, Tensor input)
    {
        Followers fused = Follow(_fusion.Behind(node, weighted));
        Tensor output = AddDepthwise(
            node,
            node.Name,
            window,
            Repeat(node, input, multiplier),
            new Tensor(node.OutputShape, input.IsRow),
            (site, own) => new DepthwiseStep(site, own, weighted.UseBias, fused.Activation, fused.Normalization, fused.NegativeSlope),
            TextBefore(node) + fused.Text);
        Finish(node, weighted, fused, fused.Last, output);
    }

    private void LowerSeparable(Node node, SeparableConv2D layer, Tensor input)
    {
        Tensor repeated = Repeat(node, input, layer.Multiplier);
        Tensor between = AddDepthwise(
            node,
            node.Name + "_depthwise",
            layer.Window,
            repeated,
            new Tensor(layer.Between(input.Shape), input.IsRow),
            (site, own) => new DepthwiseStep(site, own, hasBias: false, Activation.Linear, normalization: null, ActivationLayer.DefaultSlope),
            $"the channels of {TextBefore(node)}{layer.Text}");
        LowerConvolution(node, layer.Pointwise, between, node.Name + "_pointwise", SeparableConv2D.PointwiseKernel);
    }

    private Tensor AddDepthwise(Node node, string name, KernelWindow window, Tensor input, Tensor output, Func<StepSite, KernelWindow, Step> make, string text)
    {
        if (IsColumn(input))
        {
            Add(node, name, [input.Turned()], output.Turned(), site => make(site, window.Turned()), text);
            return output;
        }

        return Add(node, name, [input], output, site => make(site, window), text);
    }

    /// <summary>Every channel as often as it has kernels.</summary>
    private Tensor Repeat(Node node, Tensor input, int times) => times == 1 ? input : Add(
        node,
        node.Name + "_repeat",
        [input],
        new Tensor(Shape.Image(input.Height, input.Width, input.Channels * times), input.IsRow),
        site => new RepeatStep(site, times),
        "every channel of " + node.Name + " for each of its kernels");
}
