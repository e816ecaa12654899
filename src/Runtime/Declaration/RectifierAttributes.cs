using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>
/// A rectifier as a layer of its own (Keras: <c>ReLU</c>): <c>x</c> above <see cref="Threshold"/>, at most <see cref="MaxValue"/>, else
/// <c>NegativeSlope * (x - Threshold)</c>. The shape stays. Where it is <see cref="Activation.ReLU"/>, <see cref="Activation.ReLU6"/> or <see cref="Activation.LeakyReLU"/>,
/// it becomes part of other layers as these do.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ReLUAttribute : PlainLayerAttribute
{
    /// <summary>The largest value that comes out. At least 0; default: positive infinity, no limit (Keras: None).</summary>
    public double MaxValue { get; set; } = double.PositiveInfinity;

    /// <summary>The slope at and below <see cref="Threshold"/>. At least 0; default 0.</summary>
    public double NegativeSlope { get; set; }

    /// <summary>The value above which values pass unchanged; those that do not are counted from it. At least 0; default 0.</summary>
    public double Threshold { get; set; }
}

/// <summary><c>x</c> for x above 0, else <c>negativeSlope * x</c> (Keras: <c>LeakyReLU</c>). The shape stays.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LeakyReLUAttribute : PlainLayerAttribute
{
    /// <summary>A rectifier with a slope below 0.</summary>
    /// <param name="negativeSlope">The slope below 0; at least 0; default 0.3, as Keras's layer, where its function and <see cref="Activation.LeakyReLU"/> have 0.2.</param>
    public LeakyReLUAttribute(double negativeSlope = 0.3) => NegativeSlope = negativeSlope;

    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; }
}

/// <summary><c>x</c> for x above 0, else <c>alpha * (exp(x) - 1)</c> (Keras: <c>ELU</c>). The shape stays.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ELUAttribute : PlainLayerAttribute
{
    /// <summary>An exponential linear unit.</summary>
    /// <param name="alpha">How far below 0 it goes; finite; default 1.</param>
    public ELUAttribute(double alpha = 1) => Alpha = alpha;

    /// <summary>How far below 0 it goes.</summary>
    public double Alpha { get; }
}

/// <summary>
/// <c>x</c> for x above 0, else <c>alpha * x</c> with slopes that are learnt (Keras: <c>PReLU</c>). The shape stays. Parameter: <c>alpha</c>, of the shape that comes in, with a size of 1 along
/// <see cref="SharedAxes"/>. The derivative at 0 is 0.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PReLUAttribute : TrainableLayerAttribute
{
    /// <summary>
    /// The axes along which one slope is shared, counted from 1: <c>SharedAxes = new[] { 1, 2 }</c> gives an image one for each channel. Default: none, a slope for every value,
    /// as in Keras; PyTorch has one in all, or one for each channel.
    /// </summary>
    public int[] SharedAxes { get; set; } = [];

    /// <summary>First values of the slopes. Default: <see cref="Initializer.Zeros"/>.</summary>
    public Initializer AlphaInitializer { get; set; } = Initializer.Zeros;

    /// <summary>The slopes' value under <see cref="Initializer.Constant"/>. Default: 0.</summary>
    public double AlphaConstant { get; set; }

    /// <summary>Adds <c>AlphaL1 * sum(|alpha|)</c> to the loss (Keras: <c>alpha_regularizer=L1</c>). At least 0; default 0.</summary>
    public double AlphaL1 { get; set; }

    /// <summary>Adds <c>AlphaL2 * sum(alpha²)</c> to the loss (Keras: <c>alpha_regularizer=L2</c>). At least 0; default 0.</summary>
    public double AlphaL2 { get; set; }

    /// <summary>Whether slopes below 0 are set to 0 after every step (Keras: <c>alpha_constraint=NonNeg</c>). Default: false.</summary>
    public bool AlphaNonNegative { get; set; }

    /// <summary>
    /// Not for this layer, which is an activation itself. The argument exists so that the compiler can say so (NG0209), rather than that it knows no such name.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Activation Activation { get; set; }
}
