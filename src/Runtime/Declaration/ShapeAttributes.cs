using System;

namespace NetGen;

/// <summary>
/// Turns an image into a vector in row-major order, channels fastest (Keras: <c>Flatten</c>).
/// Input (height, width, channels), output (height * width * channels).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class FlattenAttribute : PlainLayerAttribute;

/// <summary>
/// Zeros around an image (Keras: <c>ZeroPadding2D</c>). Input (height, width, channels), output (top + height + bottom, left + width + right, channels).
/// In front of a convolution without padding of its own it costs nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ZeroPadding2DAttribute : PlainLayerAttribute
{
    /// <summary>The rows and columns that are named: <c>[ZeroPadding2D(Bottom = 1, Right = 1)]</c>. Where none is, one on every side.</summary>
    public ZeroPadding2DAttribute()
    {
    }

    /// <summary>As many rows and columns of zeros on every side.</summary>
    /// <param name="padding">Rows and columns on each side; at least 0.</param>
    public ZeroPadding2DAttribute(int padding)
        : this(padding, padding)
    {
    }

    /// <summary>Rows above and below, columns to the left and to the right.</summary>
    /// <param name="height">Rows of zeros above, and as many below; at least 0.</param>
    /// <param name="width">Columns of zeros to the left, and as many to the right; at least 0.</param>
    public ZeroPadding2DAttribute(int height, int width) => (Top, Bottom, Left, Right) = (height, height, width, width);

    /// <summary>Rows of zeros above the image. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Top { get; set; }

    /// <summary>Rows of zeros below the image. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Bottom { get; set; }

    /// <summary>Columns of zeros to the left of the image. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Left { get; set; }

    /// <summary>Columns of zeros to the right of the image. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Right { get; set; }
}

/// <summary>
/// An image without rows and columns at its sides (Keras: <c>Cropping2D</c>). Input (height, width, channels), output (height - top - bottom, width - left - right,
/// channels), of which at least one row and column must be left (NG0320).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class Cropping2DAttribute : PlainLayerAttribute
{
    /// <summary>The rows and columns that are named: <c>[Cropping2D(Top = 1)]</c>.</summary>
    public Cropping2DAttribute()
    {
    }

    /// <summary>As many rows and columns on every side.</summary>
    /// <param name="cropping">Rows and columns that are cut off on each side; at least 0.</param>
    public Cropping2DAttribute(int cropping)
        : this(cropping, cropping)
    {
    }

    /// <summary>Rows above and below, columns to the left and to the right.</summary>
    /// <param name="height">Rows that are cut off above, and as many below; at least 0.</param>
    /// <param name="width">Columns that are cut off to the left, and as many to the right; at least 0.</param>
    public Cropping2DAttribute(int height, int width) => (Top, Bottom, Left, Right) = (height, height, width, width);

    /// <summary>Rows that are cut off above. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Top { get; set; }

    /// <summary>Rows that are cut off below. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Bottom { get; set; }

    /// <summary>Columns that are cut off to the left. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Left { get; set; }

    /// <summary>Columns that are cut off to the right. At least 0; default: as the constructor says, 0 where it has no argument.</summary>
    public int Right { get; set; }
}
