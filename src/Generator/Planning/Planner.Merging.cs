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
        if (layer is ValueMerging { Function: var function })
        {
            MergingStep.ShareGradients(function, inputs, output);
        }

        Give(node, Add(node, node.Name, inputs, output, site => layer switch
        {
            Concatenate concatenate => new ConcatenationStep(site, concatenate),
            _ => new MergingStep(site, ((ValueMerging)layer).Function),
        }));
    }
}
