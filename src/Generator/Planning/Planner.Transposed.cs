using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// The layers that enlarge images by convolutions.
internal sealed partial class Planner
{
    private void LowerTransposed(Node node, Conv2DTranspose layer, Tensor input)
    {
        Followers fused = Follow(_fusion.Behind(node, layer.Weighted));
        Tensor output = Add(
            node,
            node.Name,
            [input],
            new Tensor(node.OutputShape, input.IsRow),
            site => new TransposedStep(site, layer, fused.Activation, fused.Normalization, fused.NegativeSlope),
            fused.Text);
        Finish(node, layer.Weighted, fused, fused.Last, output);
    }
}
