using System.Collections.Generic;
using System.Globalization;

namespace NetGen.Generator.Layers;

/// <summary>The shape of one sample between two layers: an image (height, width, channels) or a vector (features).</summary>
internal readonly record struct Shape
{
    private Shape(int height, int width, int channels, bool isImage)
    {
        Height = height;
        Width = width;
        Channels = channels;
        IsImage = isImage;
    }

    public static Shape Image(int height, int width, int channels) => new(height, width, channels, isImage: true);

    public static Shape Vector(int features) => new(1, 1, features, isImage: false);

    public int Height { get; }

    public int Width { get; }

    /// <summary>Values per pixel; of a vector all its values.</summary>
    public int Channels { get; }

    public bool IsImage { get; }

    public long Size => (long)Height * Width * Channels;

    public IReadOnlyList<int> Dimensions => IsImage ? [Height, Width, Channels] : [Channels];

    /// <summary>As people write it: 200x200x3, or 80000.</summary>
    public override string ToString() => IsImage
        ? string.Format(CultureInfo.InvariantCulture, "{0}x{1}x{2}", Height, Width, Channels)
        : Channels.ToString(CultureInfo.InvariantCulture);
}
