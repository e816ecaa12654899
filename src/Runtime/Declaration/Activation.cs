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
}
