using System;

namespace NetGen.Tests.Shared;

/// <summary>Another dataset's samples. Threads that read them pass by a meter.</summary>
internal sealed class MeteredDataset(Dataset data, AllocationMeter meter) : Dataset(data.InputShape, data.TargetKind, data.TargetSize)
{
    public override int Count => data.Count;

    public override void ReadInput(int index, Span<float> input)
    {
        meter.PassBy();
        data.ReadInput(index, input);
    }

    public override void ReadTarget(int index, Span<float> target)
    {
        data.ReadTarget(index, target);
        meter.PassBy();
    }
}
