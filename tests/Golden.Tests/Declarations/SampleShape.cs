using System;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>The shape of one sample: an image (height, width, channels) or a vector (features).</summary>
internal readonly record struct SampleShape(int Height, int Width, int Channels, bool IsImage)
{
    public static SampleShape Image(int height, int width, int channels) => new(height, width, channels, IsImage: true);

    public static SampleShape Vector(int features) => new(1, 1, features, IsImage: false);

    public static SampleShape Of(int[] dimensions) => dimensions switch
    {
        [int features] => Vector(features),
        [int height, int width, int channels] => Image(height, width, channels),
        _ => throw new ArgumentException($"A sample has 1 or 3 dimensions; ({string.Join(", ", dimensions)}) came.", nameof(dimensions)),
    };

    public int Size => Height * Width * Channels;

    public override string ToString() => FormattableString.Invariant(IsImage ? $"{Height}, {Width}, {Channels}" : (FormattableString)$"{Channels}");
}
