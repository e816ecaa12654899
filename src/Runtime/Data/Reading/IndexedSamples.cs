using System;

namespace NetGen;

/// <summary>Samples of a dataset by their indices.</summary>
/// <param name="capacity">The most samples.</param>
internal sealed class IndexedSamples(int capacity) : BatchSamples
{
    private readonly int[] _indices = new int[capacity];
    private Dataset? _data;
    private int _count;

    public override int Count => _count;

    /// <summary>Takes up other samples.</summary>
    public void Set(Dataset data, ReadOnlySpan<int> indices)
    {
        indices.CopyTo(_indices);
        _data = data;
        _count = indices.Length;
    }

    public override void ReadInput(int sample, Span<float> input) => _data!.ReadInput(_indices[sample], input);

    public override float ReadTarget(int sample, Span<float> target)
    {
        _data!.ReadTarget(_indices[sample], target);
        return _data.ReadWeight(_indices[sample]);
    }

    public override long Index(int sample) => _data!.OriginalIndex(_indices[sample]);
}
