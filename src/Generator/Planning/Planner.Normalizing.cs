using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// Normalizations that have a step of their own.
internal sealed partial class Planner
{
    private void LowerNormalization(Node node, Tensor input, Func<StepSite, Followers, Step> make)
    {
        Followers fused = Follow(_fusion.Behind(node));
        Give(fused.Last, Add(node, node.Name, [input], new Tensor(node.OutputShape, input.IsRow), site => make(site, fused), fused.Text));
    }

    private void LowerBatchNormalization(Node node, BatchNormalization layer, Tensor input)
    {
        // As with convolutions, of two normalizations whose outcomes are added the second takes in the addition.
        if (_fusion.WithAddition(node) is { } addition && Made(addition.Other) is { } made && MayAdd(node, input, made, addition.Fused.Activation))
        {
            Tensor added = _forked.TryGetValue(addition.Other, out Queue<Tensor>? forReaders) ? forReaders.Dequeue() : made;
            Followers joined = Follow(addition.Fused);
            var output = new Tensor(joined.Last.OutputShape, input.IsRow);
            if (joined.Activation == Activation.Linear && added.NeedsGradient)
            {
                added.ShareGradient(output);
            }

            Give(joined.Last, Add(
                node, node.Name, [input, added], output, site => new BatchNormalizationStep(site, layer, joined.Activation, joined.NegativeSlope), joined.Text));
            return;
        }

        LowerNormalization(node, input, (site, fused) => new BatchNormalizationStep(site, layer, fused.Activation, fused.NegativeSlope));
    }

    /// <summary>
    /// Whether a normalization may take in the addition of another term. Where a function is behind the sum, the way back through the normalization writes the gradient by that term
    /// down, and reads it: there must be such a way, and somebody who wants the gradient.
    /// </summary>
    private static bool MayAdd(Node node, Tensor input, Tensor term, Activation activation)
    {
        bool goesBack = input.NeedsGradient || node.Parameters.Any(parameter => parameter.IsTrainable);
        return input.IsRow == term.IsRow && (activation == Activation.Linear || (goesBack && term.NeedsGradient));
    }
}
