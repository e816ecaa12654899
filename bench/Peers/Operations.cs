namespace NetGen.Bench.Peers;

/// <summary>What a <see cref="Node"/> does, in the words that all contenders share.</summary>
internal abstract record Operation;

/// <summary>The image or vector that a sample is.</summary>
internal sealed record InputSample : Operation;

/// <summary>The zeros around an image.</summary>
internal enum Border
{
    /// <summary>None.</summary>
    None,

    /// <summary>Half a kernel on every side.</summary>
    Even,

    /// <summary>Keras's "same" padding: where the number is odd, as of an even size at stride 2, the odd one is below and on the right.</summary>
    Same,
}

/// <summary>A convolution of square kernels.</summary>
internal sealed record Convolution(int Filters, int Kernel, Border Border = Border.Same, int Strides = 1, bool Bias = true) : Operation;

/// <summary>A convolution of each channel by itself, without bias, under Keras's "same" padding.</summary>
internal sealed record DepthwiseConvolution(int Kernel, int Strides = 1) : Operation;

/// <summary>A transposed convolution with bias whose squares lie side by side: it enlarges an image by <paramref name="Kernel"/>.</summary>
internal sealed record TransposedConvolution(int Filters, int Kernel) : Operation;

/// <summary>Batch normalization as Keras's, with its defaults. It stands behind a convolution without bias.</summary>
internal sealed record Normalization : Operation
{
    public const float Momentum = 0.99f;
    public const float Epsilon = 1e-3f;
}

/// <summary>max(x, 0), and no more than <paramref name="Maximum"/> where it is given.</summary>
internal sealed record Rectifier(int? Maximum = null) : Operation;

/// <summary>Maximum of square windows that lie within the image.</summary>
internal sealed record MaxPool(int Size = 2, int Strides = 2) : Operation;

/// <summary>The mean of every channel: image to vector.</summary>
internal sealed record GlobalMean : Operation;

/// <summary>Image to vector.</summary>
internal sealed record Flattening : Operation;

/// <summary>A fully connected layer with bias.</summary>
internal sealed record FullyConnected(int Units) : Operation;

/// <summary>The sum of two values of one shape.</summary>
internal sealed record Addition : Operation;

/// <summary>The channels of two images of one size, one after the other.</summary>
internal sealed record Concatenation : Operation;
