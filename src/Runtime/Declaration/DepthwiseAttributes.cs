using System;

namespace NetGen;

/// <summary>What layers have in common that convolve every channel for itself.</summary>
public abstract class DepthwiseLayerAttribute : BiasedLayerAttribute
{
    private protected DepthwiseLayerAttribute()
    {
    }

    private protected DepthwiseLayerAttribute(int kernelSize)
    {
        KernelHeight = kernelSize;
        KernelWidth = kernelSize;
    }

    /// <summary>Height of a kernel in pixels. At least 1; default: the kernel's size.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Width of a kernel in pixels. At least 1; default: the kernel's size.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Kernels of each channel, every one of which gives an output (Keras: <c>depth_multiplier</c>). At least 1; default 1.</summary>
    public int DepthMultiplier { get; set; } = 1;

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

    /// <summary>Pixels between neighbouring kernel taps, in both directions. At least 1; default 1; together with strides too.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Pixels between neighbouring kernel taps downwards. At least 1; default <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Pixels between neighbouring kernel taps to the right. At least 1; default <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

    /// <summary>First values of the channels' kernels. Default: <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer DepthwiseInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>The value of the channels' kernels under <see cref="Initializer.Constant"/>. Default: 0.</summary>
    public double DepthwiseConstant { get; set; }

    /// <summary>Adds <c>DepthwiseL1 * sum(|w|)</c> over the channels' kernels to the loss (Keras: <c>depthwise_regularizer=L1</c>). At least 0; default 0.</summary>
    public double DepthwiseL1 { get; set; }

    /// <summary>Adds <c>DepthwiseL2 * sum(w²)</c> over the channels' kernels to the loss (Keras: <c>depthwise_regularizer=L2</c>). At least 0; default 0.</summary>
    public double DepthwiseL2 { get; set; }

    /// <summary>
    /// The largest L2 norm of one kernel of a channel: longer ones are scaled down to it after every step
    /// (Keras: <c>depthwise_constraint=MaxNorm(axis=[0, 1])</c>). At least 0; default 0: no limit.
    /// </summary>
    public double DepthwiseMaxNorm { get; set; }

    /// <summary>
    /// Whether weights of the channels' kernels below 0 are set to 0 after every step, before <see cref="DepthwiseMaxNorm"/> is applied
    /// (Keras: <c>depthwise_constraint=NonNeg</c>). Default: false.
    /// </summary>
    public bool DepthwiseNonNegative { get; set; }
}

/// <summary>
/// Convolution of every channel with kernels of its own (Keras: <c>DepthwiseConv2D</c>): no sum is taken over channels.
/// Input (height, width, channels), output (height', width', channels * <see cref="DepthwiseLayerAttribute.DepthMultiplier"/>), in which the outputs of a
/// channel follow each other; see <see cref="NetGen.Padding"/> for the sizes.
/// Parameters: <c>kernel</c> of shape (kernel height, kernel width, channels, multiplier) and <c>bias</c> of shape (channels * multiplier).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class DepthwiseConv2DAttribute : DepthwiseLayerAttribute
{
    /// <summary>A convolution with rectangular kernels: <see cref="DepthwiseLayerAttribute.KernelHeight"/> and <see cref="DepthwiseLayerAttribute.KernelWidth"/> must be given (NG0219).</summary>
    public DepthwiseConv2DAttribute()
    {
    }

    /// <summary>A convolution with square kernels.</summary>
    /// <param name="kernelSize">Height and width of a kernel in pixels; at least 1; an even one under <see cref="Padding.Same"/> as for <see cref="Conv2DAttribute"/>.</param>
    public DepthwiseConv2DAttribute(int kernelSize)
        : base(kernelSize)
    {
    }

    /// <summary>A convolution with square kernels and strides, in Keras's order.</summary>
    /// <param name="kernelSize">Height and width of a kernel in pixels; at least 1; even ones as without strides.</param>
    /// <param name="strides">Pixels between neighbouring windows, in both directions; at least 1.</param>
    public DepthwiseConv2DAttribute(int kernelSize, int strides)
        : this(kernelSize) => Strides = strides;
}

/// <summary>
/// Convolution of every channel with kernels of its own, then of every pixel (Keras: <c>SeparableConv2D</c>): strides, padding and dilation belong to the first; bias and
/// activation stand behind the second. Input (height, width, channels), output (height', width', filters); see <see cref="NetGen.Padding"/> for the sizes.
/// Parameters: <c>depthwise_kernel</c> of shape (kernel height, kernel width, channels, multiplier), <c>pointwise_kernel</c> of shape
/// (1, 1, channels * multiplier, filters) and <c>bias</c> of shape (filters).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SeparableConv2DAttribute : DepthwiseLayerAttribute
{
    /// <summary>A convolution with rectangular kernels: <see cref="DepthwiseLayerAttribute.KernelHeight"/> and <see cref="DepthwiseLayerAttribute.KernelWidth"/> must be given (NG0219).</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    public SeparableConv2DAttribute(int filters) => Filters = filters;

    /// <summary>A convolution with square kernels.</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    /// <param name="kernelSize">Height and width of a kernel in pixels; at least 1; an even one under <see cref="Padding.Same"/> as for <see cref="Conv2DAttribute"/>.</param>
    public SeparableConv2DAttribute(int filters, int kernelSize)
        : base(kernelSize) => Filters = filters;

    /// <summary>A convolution with square kernels and strides, in Keras's order.</summary>
    /// <param name="filters">Number of filters, the channels of the output; at least 1.</param>
    /// <param name="kernelSize">Height and width of a kernel in pixels; at least 1; even ones as without strides.</param>
    /// <param name="strides">Pixels between neighbouring windows, in both directions; at least 1.</param>
    public SeparableConv2DAttribute(int filters, int kernelSize, int strides)
        : this(filters, kernelSize) => Strides = strides;

    /// <summary>Number of filters, the channels of the output.</summary>
    public int Filters { get; }

    /// <summary>First values of the pixels' kernel. Default: <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer PointwiseInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>The value of the pixels' kernel under <see cref="Initializer.Constant"/>. Default: 0.</summary>
    public double PointwiseConstant { get; set; }

    /// <summary>Adds <c>PointwiseL1 * sum(|w|)</c> over the pixels' kernel to the loss (Keras: <c>pointwise_regularizer=L1</c>). At least 0; default 0.</summary>
    public double PointwiseL1 { get; set; }

    /// <summary>Adds <c>PointwiseL2 * sum(w²)</c> over the pixels' kernel to the loss (Keras: <c>pointwise_regularizer=L2</c>). At least 0; default 0.</summary>
    public double PointwiseL2 { get; set; }

    /// <summary>
    /// The largest L2 norm of the weights of the pixels' kernel that lead to one output: longer ones are scaled down to it after every step
    /// (Keras: <c>pointwise_constraint=MaxNorm</c> over all axes but the last). At least 0; default 0: no limit.
    /// </summary>
    public double PointwiseMaxNorm { get; set; }

    /// <summary>
    /// Whether weights of the pixels' kernel below 0 are set to 0 after every step, before <see cref="PointwiseMaxNorm"/> is applied
    /// (Keras: <c>pointwise_constraint=NonNeg</c>). Default: false.
    /// </summary>
    public bool PointwiseNonNegative { get; set; }
}
