using System.Collections.Generic;
using System.Globalization;

namespace NetGen.Generator.Layers;

/// <summary>
/// The shape of one sample between two layers: an image (height, width, channels), a matrix (rows, features) or a vector (features). A matrix is an image of one row whose
/// pixels are the matrix's rows, so that sizes are compared from the right, as Keras does.
/// </summary>
internal readonly record struct Shape
{
    private Shape(int height, int width, int channels, int rank)
    {
        Height = height;
        Width = width;
        Channels = channels;
        Rank = rank;
    }

    public static Shape Image(int height, int width, int channels) => new(height, width, channels, rank: 3);

    public static Shape Matrix(int rows, int features) => new(1, rows, features, rank: 2);

    public static Shape Vector(int features) => new(1, 1, features, rank: 1);

    /// <summary>An image, a matrix or a vector, by the number of its dimensions.</summary>
    public static Shape Of(IReadOnlyList<int> dimensions) => dimensions.Count switch
    {
        1 => Vector(dimensions[0]),
        2 => Matrix(dimensions[0], dimensions[1]),
        _ => Image(dimensions[0], dimensions[1], dimensions[2]),
    };

    public int Height { get; }

    /// <summary>Pixels of a row; of a matrix its rows.</summary>
    public int Width { get; }

    /// <summary>Values per pixel, or of a matrix's row; of a vector all its values.</summary>
    public int Channels { get; }

    /// <summary>Number of dimensions: 3 of an image, 2 of a matrix, 1 of a vector.</summary>
    public int Rank { get; }

    public bool IsImage => Rank == 3;

    public bool IsVector => Rank == 1;

    public long Size => (long)Height * Width * Channels;

    public IReadOnlyList<int> Dimensions => Rank switch
    {
        1 => [Channels],
        2 => [Width, Channels],
        _ => [Height, Width, Channels],
    };

    /// <summary>With the noun: "an image of 200x200x3", "a vector of 80000 values".</summary>
    public string Words => Rank switch
    {
        1 => $"a vector of {this} values",
        2 => $"a matrix of {this}",
        _ => $"an image of {this}",
    };

    /// <summary>As people write it: 200x200x3, or 80000.</summary>
    public override string ToString() => Rank switch
    {
        1 => Channels.ToString(CultureInfo.InvariantCulture),
        2 => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Width, Channels),
        _ => string.Format(CultureInfo.InvariantCulture, "{0}x{1}x{2}", Height, Width, Channels),
    };
}
