using System;

namespace NetGen;

/// <summary>
/// An image made larger (Keras: <c>UpSampling2D</c>). Input (height, width, channels), output (height * rows, width * columns, channels), a whole number of times
/// in each direction. It has no parameters.
/// </summary>
/// <example>
/// <code>
/// [UpSampling2D(2)]
/// [Concatenate("middle")]
/// [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class UpSampling2DAttribute : PlainLayerAttribute
{
    /// <summary>An image of as many times the rows and the columns.</summary>
    /// <param name="size">Rows and columns for each that comes in; at least 1; default 2.</param>
    public UpSampling2DAttribute(int size = 2)
        : this(size, size)
    {
    }

    /// <summary>An image of more rows and columns.</summary>
    /// <param name="height">Rows for each that comes in; at least 1.</param>
    /// <param name="width">Columns for each that comes in; at least 1.</param>
    public UpSampling2DAttribute(int height, int width) => (Height, Width) = (height, width);

    /// <summary>Rows for each that comes in.</summary>
    public int Height { get; }

    /// <summary>Columns for each that comes in.</summary>
    public int Width { get; }

    /// <summary>
    /// What the pixels between those that come in are. Default: <see cref="NetGen.Interpolation.Nearest"/>, every pixel repeated.
    /// <see cref="NetGen.Interpolation.Bilinear"/> takes pixels for squares whose values lie at their centres (half-pixel centres, as PyTorch's <c>align_corners=False</c>), and beyond the
    /// outermost centres repeats them.
    /// </summary>
    public Interpolation Interpolation { get; set; }
}
