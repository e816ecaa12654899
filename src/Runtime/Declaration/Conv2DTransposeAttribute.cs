using System;

namespace NetGen;

/// <summary>
/// Transposed convolution, which enlarges images (Keras: <c>Conv2DTranspose</c>): every input pixel adds each filter's kernel, times itself, to the pixels around its place in
/// the output, where neighbouring input pixels lie <see cref="Strides"/> apart. Input (height, width, channels), output (height', width', filters).
/// With kernels that reach over k = (size - 1) * dilation + 1 pixels and strides s, a side of n pixels becomes n * s under <see cref="NetGen.Padding.Same"/> and
/// (n - 1) * s + max(k, s) under <see cref="NetGen.Padding.Valid"/>; see <see cref="OutputPadding"/> for other sizes.
/// Parameters: <c>kernel</c> of shape (kernel height, kernel width, filters, channels) and <c>bias</c> of shape (filters).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class Conv2DTransposeAttribute : WeightedLayerAttribute
{
    /// <summary>A transposed convolution with rectangular kernels: <see cref="KernelHeight"/> and <see cref="KernelWidth"/> must be given (NG0219).</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    public Conv2DTransposeAttribute(int filters) => Filters = filters;

    /// <summary>A transposed convolution with square kernels.</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    /// <param name="kernelSize">Height and width of a kernel in pixels; at least 1. Multiples of the strides meet all output pixels equally often.</param>
    public Conv2DTransposeAttribute(int filters, int kernelSize)
        : this(filters)
    {
        KernelHeight = kernelSize;
        KernelWidth = kernelSize;
    }

    /// <summary>A transposed convolution with square kernels and strides, in Keras's order.</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    /// <param name="kernelSize">Height and width of a kernel in pixels; at least 1.</param>
    /// <param name="strides">Pixels of the output between the places of neighbouring input pixels, in both directions; at least 1.</param>
    public Conv2DTransposeAttribute(int filters, int kernelSize, int strides)
        : this(filters, kernelSize) => Strides = strides;

    /// <summary>Number of filters, the channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Height of a kernel in pixels. At least 1; default: the kernel's size.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Width of a kernel in pixels. At least 1; default: the kernel's size.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Border treatment: what of the output is cut off. Default: <see cref="NetGen.Padding.Valid"/>, nothing.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>Pixels of the output between the places of neighbouring input pixels, in both directions. At least 1; default 1.</summary>
    public int Strides { get; set; } = 1;

    /// <summary>The same downwards. At least 1; default <see cref="Strides"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>The same to the right. At least 1; default <see cref="Strides"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>
    /// Where it is given, 0 too, the output's size does not follow from the input's alone (Keras: <c>output_padding</c>): a side of n pixels becomes
    /// (n - 1) * s + k + padding under <see cref="NetGen.Padding.Valid"/>, and with k % 2 in the place of k under <see cref="NetGen.Padding.Same"/>.
    /// At least 0 and below the strides; default: not given.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>The same downwards. Default <see cref="OutputPadding"/>, and 0 where only <see cref="OutputPaddingWidth"/> is given.</summary>
    public int OutputPaddingHeight { get; set; }

    /// <summary>The same to the right. Default <see cref="OutputPadding"/>, and 0 where only <see cref="OutputPaddingHeight"/> is given.</summary>
    public int OutputPaddingWidth { get; set; }

    /// <summary>Pixels between neighbouring kernel taps, in both directions. At least 1; default 1; not together with strides above 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Pixels between neighbouring kernel taps downwards. At least 1; default <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Pixels between neighbouring kernel taps to the right. At least 1; default <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }
}
