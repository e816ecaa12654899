using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about a layer's place among the others.</summary>
internal static class NetworkRules
{
    /// <param name="layers">In order; null where a layer's own arguments are wrong.</param>
    /// <param name="names">Their names.</param>
    /// <param name="graph">Who reads whom.</param>
    /// <param name="inputGradient">Whether the gradient by the input is wanted.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static void Check(IReadOnlyList<Layer?> layers, IReadOnlyList<string> names, LayerGraph graph, bool inputGradient, Findings findings)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            CheckReaders(layers, names, i, graph, findings);
            CheckSaturation(layers, i, graph, findings);
            CheckAugmentation(layers, i, graph, inputGradient, findings);
        }

        if (layers.Count > 0 && HarmOfDropout(layers[layers.Count - 1]) is { } harm)
        {
            findings.Remark(RuleId.DropoutAtTheEnd, Site.Layer(layers.Count - 1), harm);
        }
    }

    /// <summary>What dropout does to values, in words; null for other layers.</summary>
    private static string? HarmOfDropout(Layer? layer) => layer switch
    {
        Dropout or SpatialDropout2D => "sets outputs to zero",
        AlphaDropout => "sets outputs to a negative number",
        GaussianDropout => "multiplies outputs by random numbers",
        _ => null,
    };

    /// <summary>What leads nowhere is computed and trained for nothing.</summary>
    private static void CheckReaders(IReadOnlyList<Layer?> layers, IReadOnlyList<string> names, int index, LayerGraph graph, Findings findings)
    {
        if (index < layers.Count - 1 && !graph.Readers(index).Any())
        {
            findings.Error(RuleId.UnreadLayer, Site.Layer(index), names[index], names[index + 1]);
        }
    }

    /// <summary>Softmax and sigmoid are for the output: before further weights their gradients vanish where they saturate.</summary>
    private static void CheckSaturation(IReadOnlyList<Layer?> layers, int index, LayerGraph graph, Findings findings)
    {
        (Activation function, string argument) = layers[index]?.Activation ?? default;
        if (function is Activation.Softmax or Activation.Sigmoid && IsHidden(graph.Behind(index).Select(behind => layers[behind])))
        {
            findings.Remark(RuleId.HiddenSaturation, Site.Layer(index, argument), function.ToString(), layers[index]!.Kind);
        }
    }

    /// <summary>Whether layers follow that learn, or a function of another kind: of two of these functions at the output another rule speaks.</summary>
    private static bool IsHidden(IEnumerable<Layer?> following) =>
        following.Any(layer => layer is { IsWeighted: true })
        || following.OfType<ActivationLayer>().FirstOrDefault() is { Function: not (Activation.Softmax or Activation.Sigmoid) };

    /// <summary>Augmentation has no backward pass, so it stands where no gradient goes.</summary>
    private static void CheckAugmentation(IReadOnlyList<Layer?> layers, int index, LayerGraph graph, bool inputGradient, Findings findings)
    {
        if (layers[index] is not Augmentation layer)
        {
            return;
        }

        if (graph.Before(index).Select(before => layers[before]).FirstOrDefault(earlier => earlier is { Learns: true }) is { } learning)
        {
            findings.Error(RuleId.AugmentationNeedsNoGradient, Site.Layer(index), layer.Kind, learning.Kind + " before it");
        }
        else if (inputGradient)
        {
            findings.Error(RuleId.AugmentationNeedsNoGradient, Site.Layer(index), layer.Kind, "InputGradient = true");
        }
    }
}
