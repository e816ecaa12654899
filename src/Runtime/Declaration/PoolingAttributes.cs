using System;

namespace NetGen;

/// <summary>What the pooling layers have in common.</summary>
public abstract class PoolingAttribute : PlainLayerAttribute
{
    private protected PoolingAttribute(int poolSize)
    {
        PoolHeight = poolSize;
        PoolWidth = poolSize;
    }

    /// <summary>Height of the window in pixels. At least 1; default: the pool's size.</summary>
    public int PoolHeight { get; set; }

    /// <summary>Width of the window in pixels. At least 1; default: the pool's size.</summary>
    public int PoolWidth { get; set; }

    /// <summary>Border treatment. Default: <see cref="NetGen.Padding.Valid"/>, which drops rows and columns that fill no window.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>
    /// Rows and columns of padding on every side, as PyTorch and ONNX count it; not together with <see cref="Padding.Same"/>. At least 0; default 0; every
    /// window must hold a pixel. Keras has none.
    /// </summary>
    public int Pad { get; set; }

    /// <summary>Rows of padding above the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadTop { get; set; }

    /// <summary>Rows of padding below the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; }

    /// <summary>Columns of padding to the left of the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; }

    /// <summary>Columns of padding to the right of the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadRight { get; set; }

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
    /// <summary>Pooling over square windows that lie side by side.</summary>
    /// <param name="poolSize">Height and width of the window in pixels; at least 1; default 2.</param>
    public MaxPooling2DAttribute(int poolSize = 2)
        : base(poolSize)
    {
    }

    /// <summary>Pooling over square windows with strides, in Keras's order.</summary>
    /// <param name="poolSize">Height and width of the window in pixels; at least 1.</param>
    /// <param name="strides">Pixels between neighbouring windows, in both directions; at least 1.</param>
    public MaxPooling2DAttribute(int poolSize, int strides)
        : base(poolSize) => Strides = strides;
}

/// <summary>
/// The mean of every window, per channel (Keras: <c>AveragePooling2D</c>). It divides by the number of real cells in the
/// window, unless padded ones count (<see cref="CountIncludePad"/>). Input (height, width, channels), output (height', width', channels).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AveragePooling2DAttribute : PoolingAttribute
{
    /// <summary>Pooling over square windows that lie side by side.</summary>
    /// <param name="poolSize">Height and width of the window in pixels; at least 1; default 2.</param>
    public AveragePooling2DAttribute(int poolSize = 2)
        : base(poolSize)
    {
    }

    /// <summary>Pooling over square windows with strides, in Keras's order.</summary>
    /// <param name="poolSize">Height and width of the window in pixels; at least 1.</param>
    /// <param name="strides">Pixels between neighbouring windows, in both directions; at least 1.</param>
    public AveragePooling2DAttribute(int poolSize, int strides)
        : base(poolSize) => Strides = strides;

    /// <summary>
    /// Whether padded cells count, as zeros: the divisor is then the size of the window. Default: false, as Keras's "same" and ONNX's <c>count_include_pad</c>;
    /// PyTorch's <c>count_include_pad</c> is true by default.
    /// </summary>
    public bool CountIncludePad { get; set; }
}
