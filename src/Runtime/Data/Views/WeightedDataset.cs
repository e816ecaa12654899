using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Another dataset's samples with a weight for each.</summary>
internal sealed class WeightedDataset : DatasetView
{
    private readonly IReadOnlyList<float> _weights;

    public WeightedDataset(Dataset source, IReadOnlyList<float> weights)
        : base(source, source.InputShape)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != source.Count)
        {
            throw new ArgumentException($"There are {weights.Count} weights for {source.Count} samples; each sample takes one.", nameof(weights));
        }

        for (int i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0 && float.IsFinite(weights[i])))
            {
                throw new ArgumentException(FormattableString.Invariant($"The weight of sample {i} is {weights[i]}; weights are finite and at least 0."), nameof(weights));
            }
        }

        _weights = weights;
    }

    internal override bool IsWeighted => true;

    public override float ReadWeight(int index) => _weights[index];
}
