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

    private const string Separable = "SeparableConv2D";

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

    /// <summary>
    /// The layers of a file of PyTorch's, in which a separable convolution is two, one for each kernel: joined where a network has one, if that makes as many as the network has.
    /// </summary>
    public static IReadOnlyList<FileLayer> Joined(IReadOnlyList<FileLayer> found, IReadOnlyList<LayerInfo> layers)
    {
        int separable = layers.Count(layer => layer.Kind == Separable);
        if (separable == 0 || found.Count != layers.Count + separable)
        {
            return found;
        }

        var joined = new List<FileLayer>();
        int next = 0;
        foreach (LayerInfo layer in layers)
        {
            joined.Add(layer.Kind == Separable ? Join(found[next++], found[next]) : found[next]);
            next++;
        }

        return joined;
    }

    /// <summary>Whether it bears a layer's name: wholly, or in its last part.</summary>
    public bool IsCalled(string layer) =>
        Name == layer || Name.EndsWith("/" + layer, StringComparison.Ordinal) || Name.EndsWith("." + layer, StringComparison.Ordinal);

    /// <summary>Both under the name that they have in common, "block.separable" of "block.separable.depthwise" and "block.separable.pointwise".</summary>
    private static FileLayer Join(FileLayer depthwise, FileLayer pointwise)
    {
        string[] parts = depthwise.Name.Split('.');
        string[] others = pointwise.Name.Split('.');
        string name = string.Join('.', parts.TakeWhile((part, i) => i < others.Length && part == others[i]));
        return new FileLayer(
            name.Length > 0 ? name : depthwise.Name,
            [
                .. depthwise.Tensors.Select(tensor => (tensor.Role == "weight" ? "depthwise_kernel" : "depthwise_" + tensor.Role, tensor.Tensor)),
                .. pointwise.Tensors.Select(tensor => (tensor.Role == "weight" ? "pointwise_kernel" : tensor.Role, tensor.Tensor)),
            ]);
    }
}
