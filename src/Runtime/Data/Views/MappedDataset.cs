using System;
using System.Buffers;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Another dataset's samples, their inputs changed by a function each time they are read.</summary>
internal sealed class MappedDataset(Dataset source, IReadOnlyList<int> inputShape, Action<ReadOnlySpan<float>, Span<float>> map) : DatasetView(source, inputShape)
{
    public override void ReadInput(int index, Span<float> input)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(Source.InputSize);
        try
        {
            Span<float> original = rented.AsSpan(0, Source.InputSize);
            Source.ReadInput(index, original);
            map(original, input[..InputSize]);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
