using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;

namespace NetGen;

/// <summary>A parameter of a network: its name, shape, place and first values.</summary>
public sealed class ParameterInfo
{
    /// <summary>Describes a parameter. Emitted code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterInfo()
    {
    }

    /// <summary>Layer and role as in Keras: "conv2d/kernel", "dense/bias".</summary>
    public required string Name { get; init; }

    /// <summary>Keras's shape: kernels (kh, kw, in, out) or (in, out), biases (out).</summary>
    public required IReadOnlyList<int> Shape
    {
        get;
        init
        {
            field = value;
            Size = value.Aggregate(1, (product, size) => checked(product * size));
        }
    }

    /// <summary>Where the parameter begins in the network's flat block of values: those that training changes come first.</summary>
    public required int Offset { get; init; }

    /// <summary>Number of values.</summary>
    public int Size { get; private init; }

    /// <summary>
    /// Whether training changes the values (Keras: <c>trainable</c>). Where not, no gradient, penalty, weight decay, clipping or moving average
    /// touches them. Default: true.
    /// </summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>How the first values are chosen. Default: <see cref="NetGen.Initializer.GlorotUniform"/>.</summary>
    public Initializer Initializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The value under <see cref="NetGen.Initializer.Constant"/>.</summary>
    public float Constant { get; init; }

    /// <summary>Factor of <c>sum(|w|)</c> in the loss.</summary>
    public float L1 { get; init; }

    /// <summary>Factor of <c>sum(w²)</c> in the loss.</summary>
    public float L2 { get; init; }

    /// <summary>
    /// The largest L2 norm of the weights that lead to one output (Keras: <c>MaxNorm</c> over <see cref="NormAxes"/>);
    /// of a vector, such as a bias, the norm of the whole (Keras: axis 0). Longer ones are scaled down after every step.
    /// Finite and above 0; default: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or not finite.</exception>
    public float? MaxNorm
    {
        get;
        init => field = value is null or (> 0 and < float.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxNorm), value, "A largest norm is finite and above 0.");
    }

    /// <summary>
    /// The axes along which the weights of one output lie, over which <see cref="MaxNorm"/> is taken: of a depthwise kernel 0 and 1. The other axes are
    /// neighbours. Empty, the default: all axes but the last, and of a vector its only one.
    /// </summary>
    public IReadOnlyList<int> NormAxes { get; init; } = [];

    /// <summary>
    /// Whether values below 0 are set to 0 after every step (Keras: <c>NonNeg</c>), before <see cref="MaxNorm"/> is
    /// applied. Default: false.
    /// </summary>
    public bool NonNegative { get; init; }
}
