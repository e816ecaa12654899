using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>What layers have in common that give values a mean and a deviation: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
public abstract class NormalizingLayerAttribute : TrainableLayerAttribute
{
    private protected NormalizingLayerAttribute()
    {
    }

    /// <summary>Added to the variance, so that no deviation is 0. Above 0; default 0.001.</summary>
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>Whether <c>beta</c> is added. Default: true.</summary>
    public bool Center { get; set; } = true;

    /// <summary>Whether normalized values are multiplied by <c>gamma</c>. Default: true.</summary>
    public bool Scale { get; set; } = true;

    /// <summary>First values of gamma. Default: <see cref="Initializer.Ones"/>.</summary>
    public Initializer GammaInitializer { get; set; } = Initializer.Ones;

    /// <summary>Gamma's value under <see cref="Initializer.Constant"/>. Default: 0.</summary>
    public double GammaConstant { get; set; }

    /// <summary>First values of beta. Default: <see cref="Initializer.Zeros"/>.</summary>
    public Initializer BetaInitializer { get; set; } = Initializer.Zeros;

    /// <summary>Beta's value under <see cref="Initializer.Constant"/>. Default: 0.</summary>
    public double BetaConstant { get; set; }

    /// <summary>Adds <c>GammaL1 * sum(|gamma|)</c> to the loss (Keras: <c>gamma_regularizer=L1</c>). At least 0; default 0.</summary>
    public double GammaL1 { get; set; }

    /// <summary>Adds <c>GammaL2 * sum(gamma²)</c> to the loss (Keras: <c>gamma_regularizer=L2</c>). At least 0; default 0.</summary>
    public double GammaL2 { get; set; }

    /// <summary>Adds <c>BetaL1 * sum(|beta|)</c> to the loss (Keras: <c>beta_regularizer=L1</c>). At least 0; default 0.</summary>
    public double BetaL1 { get; set; }

    /// <summary>Adds <c>BetaL2 * sum(beta²)</c> to the loss (Keras: <c>beta_regularizer=L2</c>). At least 0; default 0.</summary>
    public double BetaL2 { get; set; }

    /// <summary>
    /// The largest L2 norm of gamma as a whole, or, where it has several axes, over all but the last: a longer one is scaled down to it after every step (Keras: <c>gamma_constraint=MaxNorm</c>).
    /// At least 0; default 0: no limit.
    /// </summary>
    public double GammaMaxNorm { get; set; }

    /// <summary>
    /// Whether values of gamma below 0 are set to 0 after every step, before <see cref="GammaMaxNorm"/> is applied
    /// (Keras: <c>gamma_constraint=NonNeg</c>). Default: false.
    /// </summary>
    public bool GammaNonNegative { get; set; }

    /// <summary>
    /// The largest L2 norm of beta as a whole, or, where it has several axes, over all but the last: a longer one is scaled down to it after every step (Keras: <c>beta_constraint=MaxNorm</c>).
    /// At least 0; default 0: no limit.
    /// </summary>
    public double BetaMaxNorm { get; set; }

    /// <summary>
    /// Whether values of beta below 0 are set to 0 after every step, before <see cref="BetaMaxNorm"/> is applied
    /// (Keras: <c>beta_constraint=NonNeg</c>). Default: false.
    /// </summary>
    public bool BetaNonNegative { get; set; }

    /// <summary>
    /// Not for this layer, which has no activation: put <c>[Activation(...)]</c> behind it. The argument exists so that the
    /// compiler can say so (NG0209), rather than that it knows no such name.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Activation Activation { get; set; }
}
