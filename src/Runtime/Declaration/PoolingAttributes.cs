using System;

namespace NetGen;

/// <summary>What the pooling layers have in common.</summary>
public abstract class PoolingAttribute : PlainLayerAttribute
{
    private protected PoolingAttribute(int poolHeight, int poolWidth)
    {
        PoolHeight = poolHeight;
        PoolWidth = poolWidth;
    }

    /// <summary>Height of the window in pixels.</summary>
    public int PoolHeight { get; }

    /// <summary>Width of the window in pixels.</summary>
    public int PoolWidth { get; }

    /// <summary>Border treatment. Default: <see cref="NetGen.Padding.Valid"/>, which drops rows and columns that fill no window.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Pixels between neighbouring windows, in both directions. At least 1; default: the window's size.</summary>
    public int Strides { get; set; }

    /// <summary>Pixels between neighbouring windows downwards. At least 1; default <see cref="Strides"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Pixels between neighbouring windows to the right. At least 1; default <see cref="Strides"/>.</summary>
    public int StrideWidth { get; set; }
}

/// <summary>
/// The largest value of every window, per channel (Keras: <c>MaxPooling2D</c>). Padded cells never win; of equal values
/// the first in row-major order gets the gradient. Input (height, width, channels), output (height', width', channels).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MaxPooling2DAttribute : PoolingAttribute
{
    /// <summary>Pooling over square windows.</summary>
    /// <param name="poolSize">Height and width of the window in pixels; at least 1; default 2.</param>
    public MaxPooling2DAttribute(int poolSize = 2)
        : base(poolSize, poolSize)
    {
    }

    /// <summary>Pooling over rectangular windows.</summary>
    /// <param name="poolHeight">Height of the window in pixels; at least 1.</param>
    /// <param name="poolWidth">Width of the window in pixels; at least 1.</param>
    public MaxPooling2DAttribute(int poolHeight, int poolWidth)
        : base(poolHeight, poolWidth)
    {
    }
}

/// <summary>
/// The mean of every window, per channel (Keras: <c>AveragePooling2D</c>). Under <see cref="Padding.Same"/> it divides by the
/// number of real cells in the window. Input (height, width, channels), output (height', width', channels).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AveragePooling2DAttribute : PoolingAttribute
{
    /// <summary>Pooling over square windows.</summary>
    /// <param name="poolSize">Height and width of the window in pixels; at least 1; default 2.</param>
    public AveragePooling2DAttribute(int poolSize = 2)
        : base(poolSize, poolSize)
    {
    }

    /// <summary>Pooling over rectangular windows.</summary>
    /// <param name="poolHeight">Height of the window in pixels; at least 1.</param>
    /// <param name="poolWidth">Width of the window in pixels; at least 1.</param>
    public AveragePooling2DAttribute(int poolHeight, int poolWidth)
        : base(poolHeight, poolWidth)
    {
    }
}
