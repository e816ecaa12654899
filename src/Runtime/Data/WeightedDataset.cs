using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Another dataset's samples with a weight for each.</summary>
internal sealed class WeightedDataset : Dataset
{
    private readonly Dataset _source;
    private readonly IReadOnlyList<float> _weights;

    public WeightedDataset(Dataset source, IReadOnlyList<float> weights)
        : base(source.InputShape, source.TargetKind, source.TargetSize)
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
                throw new ArgumentException($"The weight of sample {i} is {weights[i]}; weights are finite and at least 0.", nameof(weights));
            }
        }

        _source = source;
        _weights = weights;
    }

    public override int Count => _source.Count;

    internal override bool IsWeighted => true;

    public override void ReadInput(int index, Span<float> input) => _source.ReadInput(index, input);

    public override void ReadTarget(int index, Span<float> target) => _source.ReadTarget(index, target);

    public override float ReadWeight(int index) => _weights[index];

    internal override int OriginalIndex(int index) => _source.OriginalIndex(index);
}
