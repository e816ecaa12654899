using System;

namespace NetGen;

/// <summary>The samples of one batch, yet to be read; different ones are read on several threads at once.</summary>
internal abstract class BatchSamples
{
    /// <summary>Number of samples; at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>Reads one sample.</summary>
    public abstract void ReadInput(int sample, Span<float> input);

    /// <summary>Reads one sample's target and returns its weight in the loss.</summary>
    public abstract float ReadTarget(int sample, Span<float> target);

    /// <summary>What the user calls the sample: its index in the dataset or the stream.</summary>
    public abstract long Index(int sample);
}
