using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Rules about a layer's place among the others.</summary>
internal static class NetworkRules
{
    /// <param name="layers">In order; null where a layer's own arguments are wrong.</param>
    public static void Check(IReadOnlyList<Layer?> layers, Findings findings)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            CheckSaturation(layers, i, findings);
        }

        if (layers.Count > 0 && layers[layers.Count - 1] is Dropout or SpatialDropout2D)
        {
            findings.Remark(RuleId.DropoutAtTheEnd, Site.Layer(layers.Count - 1));
        }
    }

    /// <summary>Softmax and sigmoid are for the output: before further weights their gradients vanish where they saturate.</summary>
    private static void CheckSaturation(IReadOnlyList<Layer?> layers, int index, Findings findings)
    {
        (Activation function, string argument) = layers[index] switch
        {
            Conv2D layer => (layer.Weighted.Activation, "Activation"),
            Dense layer => (layer.Weighted.Activation, "Activation"),
            ActivationLayer layer => (layer.Function, "function"),
            _ => (Activation.Linear, ""),
        };
        if (function is Activation.Softmax or Activation.Sigmoid && layers.Skip(index + 1).Any(Learns))
        {
            findings.Remark(RuleId.HiddenSaturation, Site.Layer(index, argument), function.ToString(), layers[index]!.Kind);
        }
    }

    private static bool Learns(Layer? layer) => layer is Conv2D or Dense or ActivationLayer;
}
