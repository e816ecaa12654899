using System;

namespace NetGen;

/// <summary>A range of another dataset's samples.</summary>
internal sealed class DatasetSlice(Dataset source, int start, int count) : Dataset(source.InputShape, source.TargetKind, source.TargetSize)
{
    public override int Count { get; } = count;

    public override void ReadInput(int index, Span<float> input) => source.ReadInput(start + index, input);

    public override void ReadTarget(int index, Span<float> target) => source.ReadTarget(start + index, target);

    public override float ReadWeight(int index) => source.ReadWeight(start + index);

    internal override bool IsWeighted => source.IsWeighted;

    internal override int OriginalIndex(int index) => source.OriginalIndex(start + index);
}
