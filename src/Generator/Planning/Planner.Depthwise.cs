using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// The layers that convolve every channel for itself.
internal sealed partial class Planner
{
    private void LowerDepthwise(Node node, DepthwiseConv2D layer, Tensor input)
    {
        Followers fused = Follow(_fusion.Behind(node, layer.Weighted));
        Tensor output = Add(
            node,
            node.Name,
            [Repeat(node, input, layer.Multiplier)],
            new Tensor(node.OutputShape, input.IsRow),
            site => new DepthwiseStep(site, layer.Window, layer.Weighted.UseBias, fused.Activation, fused.Normalization, fused.NegativeSlope),
            fused.Text);
        Finish(node, layer.Weighted, fused, fused.Last, output);
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
