using System;
using System.ComponentModel;

namespace NetGen.Execution;

/// <summary>The lanes of a batch that a pass carries, one behind the other, and their samples.</summary>
/// <param name="First">The first lane.</param>
/// <param name="Count">Number of lanes.</param>
/// <param name="Size">Samples of a lane; the batch's last one may have fewer.</param>
/// <param name="Samples">Samples of these lanes.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LaneRange(int First, int Count, int Size, int Samples)
{
    /// <summary>The first sample of the first lane, counted within the batch.</summary>
    public int FirstSample => First * Size;

    /// <summary>What these lanes have of what all of them have.</summary>
    /// <param name="lanes">One for each lane of the batch, in order.</param>
    public ReadOnlySpan<AlignedBuffer> Of(AlignedBuffer[] lanes) => lanes.AsSpan(First, Count);
}
