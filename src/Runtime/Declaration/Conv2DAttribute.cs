using System;

namespace NetGen;

/// <summary>
/// Two-dimensional convolution (Keras: <c>Conv2D</c>): every filter is slid over the image and summed over all channels.
/// Input (height, width, channels), output (height', width', filters); see <see cref="NetGen.Padding"/> for the sizes.
/// Parameters: <c>kernel</c> of shape (kernel height, kernel width, channels, filters) and <c>bias</c> of shape (filters).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class Conv2DAttribute : WeightedLayerAttribute
{
    /// <summary>A convolution with rectangular kernels: <see cref="KernelHeight"/> and <see cref="KernelWidth"/> must be given (NG0219).</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    public Conv2DAttribute(int filters) => Filters = filters;

    /// <summary>A convolution with square kernels.</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    /// <param name="kernelSize">
    /// Height and width of a kernel in pixels; at least 1. An even one under <see cref="Padding.Same"/> is an error by default
    /// (NG0202) that blocks nothing: where its severity is lowered, the kernel reads Keras's padding, an odd pixel at the bottom and right.
    /// </param>
    public Conv2DAttribute(int filters, int kernelSize)
        : this(filters)
    {
        KernelHeight = kernelSize;
        KernelWidth = kernelSize;
    }

    /// <summary>A convolution with square kernels and strides, in Keras's order.</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    /// <param name="kernelSize">Height and width of a kernel in pixels; at least 1; even ones as without strides.</param>
    /// <param name="strides">Pixels between neighbouring windows, in both directions; at least 1.</param>
    public Conv2DAttribute(int filters, int kernelSize, int strides)
        : this(filters, kernelSize) => Strides = strides;

    /// <summary>Number of filters, the channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Height of a kernel in pixels. At least 1; default: the kernel's size.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Width of a kernel in pixels. At least 1; default: the kernel's size.</summary>
    public int KernelWidth { get; set; }

    /// <summary>
    /// Groups that the channels fall into (Keras: <c>groups</c>): the filters of each are summed over its channels alone, and the kernel's shape is
    /// (kernel height, kernel width, channels / groups, filters). A divisor of channels and filters; default 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Border treatment. Default: <see cref="NetGen.Padding.Valid"/>.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>
    /// Rows and columns of zeros on every side, as PyTorch and ONNX count padding; not together with <see cref="Padding.Same"/>. At least 0; default 0.
    /// Keras has none: there it is a <c>ZeroPadding2D</c> in front of the layer.
    /// </summary>
    public int Pad { get; set; }

    /// <summary>Rows of zeros above the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadTop { get; set; }

    /// <summary>Rows of zeros below the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; }

    /// <summary>Columns of zeros to the left of the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; }

    /// <summary>Columns of zeros to the right of the image. At least 0; default <see cref="Pad"/>.</summary>
    public int PadRight { get; set; }

    /// <summary>Pixels between neighbouring windows, in both directions. At least 1; default 1.</summary>
    public int Strides { get; set; } = 1;

    /// <summary>Pixels between neighbouring windows downwards. At least 1; default <see cref="Strides"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Pixels between neighbouring windows to the right. At least 1; default <see cref="Strides"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Pixels between neighbouring kernel taps, in both directions. At least 1; default 1; not together with strides above 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Pixels between neighbouring kernel taps downwards. At least 1; default <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Pixels between neighbouring kernel taps to the right. At least 1; default <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

    /// <summary>
    /// How the sums are computed; <see cref="NetGen.Convolution.Winograd"/> needs kernels of 3x3 or 5x5, strides and a dilation of 1 and one group (NG0256). Default: what the network says
    /// of all its convolutions, <see cref="NetworkAttribute.Convolution"/>.
    /// </summary>
    public Convolution Convolution { get; set; }
}
