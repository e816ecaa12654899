using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about a layer's place among the others.</summary>
internal static class NetworkRules
{
    /// <param name="layers">In order; null where a layer's own arguments are wrong.</param>
    /// <param name="inputGradient">Whether the gradient by the input is wanted.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static void Check(IReadOnlyList<Layer?> layers, bool inputGradient, Findings findings)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            CheckSaturation(layers, i, findings);
            CheckAugmentation(layers, i, inputGradient, findings);
        }

        if (layers.Count > 0 && layers[layers.Count - 1] is Dropout or SpatialDropout2D)
        {
            findings.Remark(RuleId.DropoutAtTheEnd, Site.Layer(layers.Count - 1));
        }
    }

    /// <summary>Softmax and sigmoid are for the output: before further weights their gradients vanish where they saturate.</summary>
    private static void CheckSaturation(IReadOnlyList<Layer?> layers, int index, Findings findings)
    {
        (Activation function, string argument) = layers[index]?.Activation ?? default;
        if (function is Activation.Softmax or Activation.Sigmoid && IsHidden(layers.Skip(index + 1)))
        {
            findings.Remark(RuleId.HiddenSaturation, Site.Layer(index, argument), function.ToString(), layers[index]!.Kind);
        }
    }

    /// <summary>Whether layers follow that learn, or a function of another kind: of two of these functions at the output another rule speaks.</summary>
    private static bool IsHidden(IEnumerable<Layer?> following) =>
        following.Any(layer => layer is { IsWeighted: true })
        || following.OfType<ActivationLayer>().FirstOrDefault() is { Function: not (Activation.Softmax or Activation.Sigmoid) };

    /// <summary>Augmentation has no backward pass, so it stands where no gradient goes.</summary>
    private static void CheckAugmentation(IReadOnlyList<Layer?> layers, int index, bool inputGradient, Findings findings)
    {
        if (layers[index] is not Augmentation layer)
        {
            return;
        }

        if (layers.Take(index).FirstOrDefault(earlier => earlier is { Learns: true }) is { } learning)
        {
            findings.Error(RuleId.AugmentationNeedsNoGradient, Site.Layer(index), layer.Kind, learning.Kind + " before it");
        }
        else if (inputGradient)
        {
            findings.Error(RuleId.AugmentationNeedsNoGradient, Site.Layer(index), layer.Kind, "InputGradient = true");
        }
    }
}
