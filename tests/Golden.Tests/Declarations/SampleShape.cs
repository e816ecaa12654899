using System;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>The shape of one sample: an image (height, width, channels), a matrix (rows, features), which is an image of one row whose pixels are its rows, or a vector (features).</summary>
internal readonly record struct SampleShape(int Height, int Width, int Channels, int Rank)
{
    public static SampleShape Image(int height, int width, int channels) => new(height, width, channels, Rank: 3);

    public static SampleShape Matrix(int rows, int features) => new(1, rows, features, Rank: 2);

    public static SampleShape Vector(int features) => new(1, 1, features, Rank: 1);

    public static SampleShape Of(int[] dimensions) => dimensions switch
    {
        [int features] => Vector(features),
        [int rows, int features] => Matrix(rows, features),
        [int height, int width, int channels] => Image(height, width, channels),
        _ => throw new ArgumentException($"A sample has 1 to 3 dimensions; ({string.Join(", ", dimensions)}) came.", nameof(dimensions)),
    };

    public bool IsImage => Rank == 3;

    public int Size => Height * Width * Channels;

    public int[] Dimensions => Rank switch
    {
        1 => [Channels],
        2 => [Width, Channels],
        _ => [Height, Width, Channels],
    };

    public override string ToString() => FormattableString.Invariant(IsImage ? $"{Height}, {Width}, {Channels}" : Rank == 2 ? (FormattableString)$"{Width}, {Channels}" : $"{Channels}");
}
