using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>
/// Samples with their targets that a network is trained or judged on: a <see cref="Dataset"/>, whose samples are read by
/// index, or a <see cref="StreamedSource"/>, whose samples come one after the other.
/// </summary>
public abstract class DataSource
{
    private protected DataSource(IReadOnlyList<int> inputShape, TargetKind targetKind, int targetSize)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        InputShape = inputShape;
        InputSize = inputShape.Aggregate(1, (product, size) => checked(product * size));
        TargetKind = targetKind;
        TargetSize = targetSize;
    }

    /// <summary>The shape of one sample, such as (28, 28) or (200, 200, 3).</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>Values per sample.</summary>
    public int InputSize { get; }

    /// <summary>What the targets are.</summary>
    public TargetKind TargetKind { get; }

    /// <summary>Values per target: 1 for a class index.</summary>
    public int TargetSize { get; }

    /// <summary>Number of samples where it is known.</summary>
    internal abstract int? KnownCount { get; }

    /// <summary>Whether samples were given weights.</summary>
    internal virtual bool IsWeighted => false;

    /// <summary>Samples that wait in memory to be shuffled; null where any sample can come next.</summary>
    internal virtual int? ShuffleBufferLength => null;

    /// <summary>Makes what goes over the samples epoch by epoch.</summary>
    internal abstract EpochReader Read(ReadOptions options);
}
