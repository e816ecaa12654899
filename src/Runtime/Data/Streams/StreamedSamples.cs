using System;

namespace NetGen;

/// <summary>A sample that came out of a stream, with its place there.</summary>
internal sealed record StreamedSample(float[] Input, float[] Target, float Weight, long Index);

/// <summary>A batch of samples that came out of a stream.</summary>
internal sealed class StreamedSamples : BatchSamples
{
    private StreamedSample[] _samples = [];

    public override int Count => _samples.Length;

    /// <summary>Takes up other samples.</summary>
    public void Set(StreamedSample[] samples) => _samples = samples;

    public override void ReadInput(int sample, Span<float> input) => _samples[sample].Input.CopyTo(input);

    public override float ReadTarget(int sample, Span<float> target)
    {
        _samples[sample].Target.CopyTo(target);
        return _samples[sample].Weight;
    }

    public override long Index(int sample) => _samples[sample].Index;
}
