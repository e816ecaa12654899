using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Keras.Writing;

/// <summary>
/// The order in which Keras has the layers of a graph, by which it counts them to name their weights: those first from which the way to the output is
/// longest, and of equals those first that are met first on the way back from the output.
/// </summary>
internal static class KerasOrder
{
    public static IReadOnlyList<WrittenLayer> Of(IReadOnlyList<WrittenLayer> layers)
    {
        var byName = layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
        var depths = layers.ToDictionary(layer => layer.Name, _ => 0, StringComparer.Ordinal);

        // Each stands behind those that it reads, so from the end on all readers are known.
        foreach (WrittenLayer layer in layers.Reverse())
        {
            foreach (string input in layer.Inputs.Where(byName.ContainsKey))
            {
                depths[input] = Math.Max(depths[input], depths[layer.Name] + 1);
            }
        }

        var met = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>([layers[^1].Name]);
        while (open.TryPop(out string? name))
        {
            if (byName.TryGetValue(name, out WrittenLayer? layer) && met.TryAdd(name, met.Count))
            {
                foreach (string input in layer.Inputs.Reverse())
                {
                    open.Push(input);
                }
            }
        }

        return [.. layers.OrderByDescending(layer => depths[layer.Name]).ThenBy(layer => met[layer.Name])];
    }
}
