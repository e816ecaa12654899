using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Networks;

/// <summary>The tensors of a file that belong to one layer.</summary>
/// <param name="Name">The layer's name in the file.</param>
/// <param name="Tensors">Its tensors by the last part of their names: "weight", "kernel".</param>
internal sealed record FileLayer(string Name, IReadOnlyList<(string Role, ImportedTensor Tensor)> Tensors)
{
    // PyTorch counts batches, which nothing computes with.
    private const string Counter = "num_batches_tracked";

    /// <summary>The layers of a file in its order.</summary>
    public static IReadOnlyList<FileLayer> Of(WeightCollection weights)
    {
        var order = new List<string>();
        var layers = new Dictionary<string, List<(string, ImportedTensor)>>(StringComparer.Ordinal);
        foreach (ImportedTensor tensor in weights.Tensors)
        {
            string name = tensor.Name.Replace("/vars/", "/", StringComparison.Ordinal);
            int end = name.LastIndexOfAny(['.', '/']);
            string role = name[(end + 1)..];
            if (role == Counter)
            {
                continue;
            }

            string layer = end < 0 ? "" : name[..end];
            if (!layers.TryGetValue(layer, out List<(string, ImportedTensor)>? tensors))
            {
                tensors = [];
                layers.Add(layer, tensors);
                order.Add(layer);
            }

            tensors.Add((role, tensor));
        }

        return [.. order.Select(layer => new FileLayer(layer, layers[layer]))];
    }

    /// <summary>Whether it bears a layer's name: wholly, or in its last part.</summary>
    public bool IsCalled(string layer) =>
        Name == layer || Name.EndsWith("/" + layer, StringComparison.Ordinal) || Name.EndsWith("." + layer, StringComparison.Ordinal);
}
