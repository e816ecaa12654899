using System.Collections.Generic;
using System.Linq;

namespace NetGen.Tool.Speed;

/// <summary>
/// Layers that run as one: a layer with a plan of its own, and those behind it that are fused with it or cost nothing. What has no plan and reads another layer
/// than the one above is in no group.
/// </summary>
/// <param name="First">The first layer's index.</param>
/// <param name="Layers">The layers.</param>
/// <param name="HasWeightsBefore">Whether training needs the gradient by the input, for weights before it that are trained.</param>
internal sealed record LayerGroup(int First, IReadOnlyList<LayerInfo> Layers, bool HasWeightsBefore)
{
    /// <summary>The names: "conv2d + max_pooling2d".</summary>
    public string Name => string.Join(" + ", Layers.Select(layer => layer.Name));

    /// <summary>What comes in; into a layer that joins several, what comes out: the largest of them.</summary>
    public IReadOnlyList<int> InputShape => Layers[0].Inputs.Count > 1 ? Layers[0].OutputShape : Layers[0].InputShape;

    /// <summary>Operations of one sample's forward pass.</summary>
    public long ForwardFlops => Layers.Sum(layer => layer.ForwardFlops);

    /// <summary>
    /// Operations of one sample's backward pass: as many as forward for each gradient that is computed, that by the weights and that by the input.
    /// </summary>
    public long BackwardFlops => Layers.Where(layer => layer.Parameters.Count > 0)
        .Sum(layer => layer.ForwardFlops * ((IsTrained(layer) ? 1 : 0) + (HasWeightsBefore ? 1 : 0)));

    /// <summary>All groups of a network, in order.</summary>
    public static IReadOnlyList<LayerGroup> Of(NetworkInfo network)
    {
        var groups = new List<LayerGroup>();
        bool hasWeights = false;
        for (int first = 0; first < network.Layers.Count;)
        {
            int end = first + 1;
            while (end < network.Layers.Count && network.Layers[end].Plan.Length == 0 && network.Layers[end].Inputs[0] == network.Layers[end - 1].Name)
            {
                end++;
            }

            LayerInfo[] layers = [.. network.Layers.Skip(first).Take(end - first)];
            if (first == 0 || layers[0].Plan.Length > 0)
            {
                groups.Add(new LayerGroup(first, layers, hasWeights));
            }

            hasWeights |= layers.Any(IsTrained);
            first = end;
        }

        return groups;
    }

    private static bool IsTrained(LayerInfo layer) => layer.Parameters.Any(parameter => parameter.IsTrainable);
}
