namespace NetGen;

/// <summary>
/// How a parameter gets its first values (Keras: <c>keras.initializers</c>). Fans are counted on Keras's kernel
/// shape: for a convolution <c>fan_in = kh * kw * in</c>, <c>fan_out = kh * kw * out</c>; for a dense layer the inputs and units.
/// </summary>
public enum Initializer
{
    /// <summary>Uniform in ±sqrt(6 / (fan_in + fan_out)); Keras's default for kernels (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Truncated normal of standard deviation sqrt(2 / (fan_in + fan_out)).</summary>
    GlorotNormal,

    /// <summary>Uniform in ±sqrt(6 / fan_in) (He et al. 2015); suits ReLU.</summary>
    HeUniform,

    /// <summary>Truncated normal of standard deviation sqrt(2 / fan_in); suits ReLU.</summary>
    HeNormal,

    /// <summary>Uniform in ±sqrt(3 / fan_in).</summary>
    LecunUniform,

    /// <summary>Truncated normal of standard deviation sqrt(1 / fan_in); suits SELU.</summary>
    LecunNormal,

    /// <summary>All zeros; Keras's default for biases.</summary>
    Zeros,

    /// <summary>All ones.</summary>
    Ones,

    /// <summary>One value everywhere, given by <c>KernelConstant</c>, <c>BiasConstant</c>, <c>GammaConstant</c> or <c>BetaConstant</c> (default 0).</summary>
    Constant,

    /// <summary>An orthogonal matrix of shape (product of all but the last dimension, last dimension), gain 1.</summary>
    Orthogonal,

    /// <summary>Normal of standard deviation 0.05, redrawn beyond two of them.</summary>
    TruncatedNormal,
}
