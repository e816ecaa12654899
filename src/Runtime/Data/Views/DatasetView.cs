using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Another dataset, some of its samples or all, seen in place: whatever is not said to differ is that dataset's.</summary>
/// <param name="source">The other dataset.</param>
/// <param name="inputShape">The shape of one sample.</param>
internal abstract class DatasetView(Dataset source, IReadOnlyList<int> inputShape) : Dataset(inputShape, source.TargetKind, source.TargetSize)
{
    public override int Count => source.Count;

    public sealed override IReadOnlyList<string> ClassNames => source.ClassNames;

    internal override bool IsWeighted => source.IsWeighted;

    protected Dataset Source => source;

    public override void ReadInput(int index, Span<float> input) => source.ReadInput(SourceIndex(index), input);

    public sealed override void ReadTarget(int index, Span<float> target) => source.ReadTarget(SourceIndex(index), target);

    public override float ReadWeight(int index) => source.ReadWeight(SourceIndex(index));

    internal sealed override int OriginalIndex(int index) => source.OriginalIndex(SourceIndex(index));

    /// <summary>A sample's index in the other dataset.</summary>
    protected virtual int SourceIndex(int index) => index;
}
