using System;
using System.IO;

namespace NetGen;

/// <summary>Images kept as bytes, a quarter of what floats take, and turned into floats when they are read.</summary>
internal sealed class ByteDataset : Dataset
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly float _scale;

    private ByteDataset(IdxImages images, byte[] labels, float scale)
        : base([images.Rows, images.Columns], TargetKind.Classes, targetSize: 1)
    {
        _pixels = images.Pixels;
        _labels = labels;
        _scale = scale;
    }

    public override int Count => _labels.Length;

    public static ByteDataset Create(IdxImages images, byte[] labels, float scale)
    {
        if (!float.IsFinite(scale))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The factor of the pixels must be finite.");
        }

        return images.Count == labels.Length
            ? new ByteDataset(images, labels, scale)
            : throw new InvalidDataException($"The files do not belong together: {images.Count} images and {labels.Length} labels.");
    }

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
