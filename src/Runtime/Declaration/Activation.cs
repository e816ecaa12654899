namespace NetGen;

/// <summary>An activation function (Keras: <c>keras.activations</c>).</summary>
public enum Activation
{
    /// <summary><c>x</c>: no activation.</summary>
    Linear,

    /// <summary><c>max(x, 0)</c>; the derivative at 0 is 0.</summary>
    ReLU,

    /// <summary><c>x</c> for x above 0, else <c>slope * x</c>; the slope is 0.2, as in Keras's function of this name.</summary>
    LeakyReLU,

    /// <summary><c>x</c> for x above 0, else <c>exp(x) - 1</c>.</summary>
    ELU,

    /// <summary>Scaled ELU: <c>1.0507 * (x &gt; 0 ? x : 1.67326 * (exp(x) - 1))</c>; pair it with <see cref="Initializer.LecunNormal"/>.</summary>
    SELU,

    /// <summary>The exact Gaussian error linear unit, <c>x * Φ(x)</c>, as Keras's string "gelu".</summary>
    GELU,

    /// <summary><c>x * sigmoid(x)</c>, also called swish.</summary>
    SiLU,

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    Softplus,

    /// <summary><c>exp(x) / sum(exp(x))</c> over the last axis (the channels).</summary>
    Softmax,

    /// <summary><c>min(max(x, 0), 6)</c>; the derivative at 0 and at 6 is 0.</summary>
    ReLU6,

    /// <summary><c>min(max(x + 3, 0), 6) / 6</c>; the derivative at -3 and at 3 is 0. (Keras 2 had another function of this name.)</summary>
    HardSigmoid,

    /// <summary><c>x * HardSigmoid(x)</c>, also called hard swish; the derivative at -3 is 0, at 3 it is 1.</summary>
    HardSiLU,

    /// <summary><c>x * tanh(softplus(x))</c>.</summary>
    Mish,

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    Softsign,

    /// <summary><c>exp(x)</c>; infinite for x above 88.7.</summary>
    Exponential,

    /// <summary><c>x - log(sum(exp(x)))</c> over the last axis (the channels): the logarithm of <see cref="Softmax"/>, without its rounding to 0.</summary>
    LogSoftmax,

    /// <summary>Continuously differentiable ELU: <c>max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0)</c>; alpha is 1, as in Keras's string "celu".</summary>
    CELU,
}
