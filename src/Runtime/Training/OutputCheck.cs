using System;
using System.Linq;

namespace NetGen;

/// <summary>Whether a network ends in what a loss judges. The analyzers say the same while it is written (NG0401), where they can follow it.</summary>
internal static class OutputCheck
{
    /// <exception cref="ArgumentException">The loss takes probabilities, and the network ends in values that are none.</exception>
    public static void Run(NetworkInfo info, Loss loss)
    {
        if (!loss.TakesProbabilities || info.OutputActivation is Activation.Softmax or Activation.Sigmoid)
        {
            return;
        }

        // What pools or rescales probabilities may still put some out; what has weights or another activation does not.
        LayerInfo last = info.Layers.LastOrDefault(layer => layer.Kind != "Flatten") ?? info.Layers[^1];
        if (last.Parameters.Count > 0 || last.Kind is "Activation" or "ReLU" or "LeakyReLU" or "ELU")
        {
            Activation wanted = loss.IsFusedWith(Activation.Sigmoid) || loss.TakesWholeOutput ? Activation.Sigmoid : Activation.Softmax;
            throw new ArgumentException(
                $"{loss.Name} judges probabilities, and {info.Name} ends in '{last.Name}', whose values may be negative or add up to anything: "
                + $"give its last layer Activation.{wanted}, or train with a loss for values, such as Loss.MeanSquaredError.",
                nameof(loss));
        }
    }
}
