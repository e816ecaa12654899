using System;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>A dataset that tells which samples are read.</summary>
internal sealed class Watched(Dataset data, Action<int> onRead) : ForeignDataset(data)
{
    public override void ReadInput(int index, Span<float> input)
    {
        onRead(index);
        base.ReadInput(index, input);
    }
}
