using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Images kept as bytes, a quarter of what floats take, and turned into floats when they are read.</summary>
internal sealed class ByteDataset : Dataset
{
    private readonly byte[] _pixels;
    private readonly float[] _labels;
    private readonly float _scale;

    /// <param name="pixels">The pixels of all images.</param>
    /// <param name="shape">The shape of one image.</param>
    /// <param name="labels">A class index per image.</param>
    /// <param name="scale">Factor of the pixels.</param>
    public ByteDataset(byte[] pixels, IReadOnlyList<int> shape, float[] labels, float scale)
        : base(shape, TargetKind.Classes, targetSize: 1)
    {
        _pixels = pixels;
        _labels = labels;
        _scale = scale;
    }

    public override int Count => _labels.Length;

    public override void ReadInput(int index, Span<float> input)
    {
        ReadOnlySpan<byte> pixels = _pixels.AsSpan(index * InputSize, InputSize);
        input = input[..pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            input[i] = pixels[i] * _scale;
        }
    }

    public override void ReadTarget(int index, Span<float> target) => target[0] = _labels[index];
}
