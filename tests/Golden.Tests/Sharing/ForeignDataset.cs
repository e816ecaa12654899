using System;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>A dataset as users write them, over another one.</summary>
internal class ForeignDataset(Dataset data) : Dataset(data.InputShape, data.TargetKind, data.TargetSize)
{
    public override int Count => data.Count;

    public override void ReadInput(int index, Span<float> input) => data.ReadInput(index, input);

    public override void ReadTarget(int index, Span<float> target) => data.ReadTarget(index, target);
}
