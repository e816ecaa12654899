using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx.Writing;

/// <summary>The batch normalizations that become part of the layer before them: that is linear, and nothing else reads it.</summary>
internal sealed class FoldedNormalizations
{
    private readonly INetwork _network;
    private readonly Dictionary<string, LayerInfo> _byLayer = new(StringComparer.Ordinal);

    public FoldedNormalizations(INetwork network, bool isWanted)
    {
        _network = network;
        foreach (LayerInfo layer in network.Info.Layers.Where(layer => isWanted && layer.Kind == "BatchNormalization"))
        {
            LayerInfo? before = network.Info.Layers.FirstOrDefault(other => other.Name == layer.Inputs[0]);
            bool isLinear = before?.Kind is "Conv2D" or "DepthwiseConv2D" or "SeparableConv2D" or "Conv2DTranspose" or "Dense"
                && before.Config["activation"] is "linear";
            if (isLinear && network.Info.Layers.Sum(other => other.Inputs.Count(name => name == before!.Name)) == 1)
            {
                _byLayer.Add(before!.Name, layer);
            }
        }
    }

    /// <summary>Whether a normalization is part of the layer before it.</summary>
    public bool IsFolded(LayerInfo layer) => _byLayer.ContainsValue(layer);

    /// <summary>The factor and the term by which each output of a layer is changed; null where nothing is folded into it.</summary>
    public (float[] Factor, float[] Term)? Of(LayerInfo layer)
    {
        if (!_byLayer.TryGetValue(layer.Name, out LayerInfo? normalization))
        {
            return null;
        }

        float[] mean = Values("moving_mean")!;
        float[] variance = Values("moving_variance")!;
        double epsilon = (double)normalization.Config["epsilon"]!;
        double[] factor = [.. variance.Select((value, i) => (Values("gamma")?[i] ?? 1) / Math.Sqrt(value + epsilon))];
        float[] term = [.. mean.Select((value, i) => (float)((Values("beta")?[i] ?? 0) - (value * factor[i])))];
        return ([.. factor.Select(value => (float)value)], term);

        float[]? Values(string role)
        {
            string name = $"{normalization.Name}/{role}";
            return normalization.Parameters.Any(parameter => parameter.Name == name) ? _network.Parameters[name].Values.ToArray() : null;
        }
    }
}
