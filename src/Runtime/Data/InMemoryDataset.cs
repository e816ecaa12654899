using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Samples and targets in two arrays.</summary>
internal sealed class InMemoryDataset : Dataset
{
    private readonly float[] _inputs;
    private readonly float[] _targets;

    public InMemoryDataset(float[] inputs, float[] targets, int count, TargetKind targetKind, IReadOnlyList<int>? shape)
        : base(SampleShape(inputs, count, shape), targetKind, targets.Length / count)
    {
        _inputs = inputs;
        _targets = targets;
        Count = count;
    }

    public override int Count { get; }

    public override void ReadInput(int index, Span<float> input) => _inputs.AsSpan(index * InputSize, InputSize).CopyTo(input);

    public override void ReadTarget(int index, Span<float> target) => _targets.AsSpan(index * TargetSize, TargetSize).CopyTo(target);

    private static IReadOnlyList<int> SampleShape(float[] inputs, int count, IReadOnlyList<int>? shape)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (count == 0)
        {
            throw new ArgumentException("The dataset is empty; it needs at least one sample.", nameof(inputs));
        }

        (int size, int rest) = Math.DivRem(inputs.Length, count);
        if (rest != 0 || size == 0)
        {
            throw new ArgumentException($"{inputs.Length} values cannot be shared evenly among the {count} samples that there are targets for.", nameof(inputs));
        }

        long product = 1;
        foreach (int side in shape ?? [size])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, nameof(shape));
            product *= side;
        }

        return product == size
            ? shape ?? [size]
            : throw new ArgumentException($"There are {size} values per sample, but the shape ({string.Join(", ", shape!)}) has {product}.", nameof(shape));
    }
}
