using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Tool.Prediction;

/// <summary>One class, and what the network puts out for it.</summary>
/// <param name="Class">Its index.</param>
/// <param name="Label">Its name; null where none are given.</param>
/// <param name="Value">The probability, or the bare output of a network that gives none.</param>
internal sealed record Ranked(int Class, string? Label, float Value)
{
    /// <summary>The class in words.</summary>
    public string Name => Label ?? Class.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The outputs of a network as classes, the likeliest first.</summary>
internal static class Ranking
{
    /// <summary>Whether the outputs are probabilities.</summary>
    public static bool HasProbabilities(NetworkInfo network) => network.OutputActivation is Activation.Softmax or Activation.Sigmoid;

    /// <summary>Refuses networks whose outputs are no classes.</summary>
    /// <exception cref="ToolException">The network puts out an image.</exception>
    public static void CheckOutput(NetworkInfo network)
    {
        if (network.OutputSize != network.OutputShape[^1])
        {
            throw new ToolException($"{network.Name} puts out ({string.Join(", ", network.OutputShape)}), an image: it has no classes to list.");
        }
    }

    /// <summary>Number of classes: of a single sigmoid two, no and yes.</summary>
    public static int ClassesOf(NetworkInfo network) => IsYesOrNo(network) ? 2 : network.OutputSize;

    /// <summary>The first few classes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="outputs">What it puts out.</param>
    /// <param name="labels">The names of its classes; null for none.</param>
    /// <param name="top">How many at most.</param>
    /// <exception cref="ToolException">The outputs are no numbers.</exception>
    public static IReadOnlyList<Ranked> Of(NetworkInfo network, float[] outputs, string[]? labels, int top) => outputs.Any(float.IsNaN)
        ? throw new ToolException($"{network.Name} puts out NaN: its weights hold what is no number.")
        :
        [
            .. (IsYesOrNo(network) ? [1 - outputs[0], outputs[0]] : outputs).Select((value, index) => new Ranked(index, labels?[index], value))
                .OrderByDescending(ranked => ranked.Value)
                .ThenBy(ranked => ranked.Class)
                .Take(top),
        ];

    private static bool IsYesOrNo(NetworkInfo network) => network.OutputSize == 1 && network.OutputActivation == Activation.Sigmoid;
}
