using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// The layers that join several.
internal sealed partial class Planner
{
    private void LowerMerging(Node node, Merging layer, Tensor first)
    {
        ImmutableArray<Tensor> inputs = [first, .. Enumerable.Range(1, node.Inputs.Count - 1).Select(input => Read(node, input))];
        var output = new Tensor(node.OutputShape, inputs.All(input => input.IsRow));
        if (layer is Concatenate concatenate)
        {
            Give(node, Add(node, node.Name, inputs, output, site => new ConcatenationStep(site, concatenate)));
            return;
        }

        MergingFunction function = ((ValueMerging)layer).Function;
        Followers fused = Follow(_fusion.BehindMerging(node));
        MergingStep.ShareGradients(function, fused.Activation, inputs, output);
        Give(fused.Last, Add(node, node.Name, inputs, output, site => new MergingStep(site, function, fused.Activation, fused.NegativeSlope), fused.Text));
    }
}
