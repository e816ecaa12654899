using System;
using System.ComponentModel;

namespace NetGen;

/// <summary>A layer of a network. Layers apply in source order, below a <see cref="NetworkAttribute"/>.</summary>
public abstract class LayerAttribute : Attribute
{
    // The compiler knows all kinds of layers; others would be without effect.
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name, unique in the network; it begins the names of the layer's parameters ("conv2d/kernel").
    /// Default: Keras's, the kind in snake case with a number from the second on ("conv2d", "conv2d_1").
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The name of the layer whose output this one reads: one that stands above it, or <c>"input"</c>, the network's input. Default: the layer directly above.
    /// </summary>
    public string? Input { get; set; }

    /// <summary>
    /// Whether the layer stands at all: where not, those that would read it read what it would have read. For blocks, whose layers may stand in some uses and
    /// not in others. Default: true.
    /// </summary>
    public bool OnlyIf { get; set; } = true;
}

/// <summary>What layers without weights have in common.</summary>
public abstract class PlainLayerAttribute : LayerAttribute
{
    private protected PlainLayerAttribute()
    {
    }

    /// <summary>
    /// Not for this layer, which has no activation: put <c>[Activation(...)]</c> behind it. The argument exists so that the
    /// compiler can say so (NG0209), rather than that it knows no such name.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Activation Activation { get; set; }
}

/// <summary>What layers have in common that training changes.</summary>
public abstract class TrainableLayerAttribute : LayerAttribute
{
    private protected TrainableLayerAttribute()
    {
    }

    /// <summary>
    /// Whether training changes the layer (Keras: <c>trainable</c>). Where not, its parameters have no gradients, penalties and constraints, and no code
    /// is emitted for any; a batch normalization then takes its moving statistics in training too. Default: true, or what
    /// <see cref="NetworkAttribute.TrainableFrom"/> says.
    /// </summary>
    public bool Trainable { get; set; } = true;
}

/// <summary>What layers with weights, a bias and an activation have in common.</summary>
public abstract class BiasedLayerAttribute : TrainableLayerAttribute
{
    private protected BiasedLayerAttribute()
    {
    }

    /// <summary>Applied to the layer's output. Default: <see cref="NetGen.Activation.Linear"/>.</summary>
    public Activation Activation { get; set; } = Activation.Linear;

    /// <summary>Whether a bias is added, one value per output channel or unit. Default: true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>First values of the bias. Default: <see cref="Initializer.Zeros"/>.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;

    /// <summary>The bias's value under <see cref="Initializer.Constant"/>. Default: 0.</summary>
    public double BiasConstant { get; set; }

    /// <summary>Adds <c>BiasL1 * sum(|b|)</c> to the loss. At least 0; default 0.</summary>
    public double BiasL1 { get; set; }

    /// <summary>Adds <c>BiasL2 * sum(b²)</c> to the loss. At least 0; default 0.</summary>
    public double BiasL2 { get; set; }

    /// <summary>Adds <c>ActivityL1 * sum(|y|) / batch size</c> over the layer's output to the loss. At least 0; default 0.</summary>
    public double ActivityL1 { get; set; }

    /// <summary>Adds <c>ActivityL2 * sum(y²) / batch size</c> over the layer's output to the loss. At least 0; default 0.</summary>
    public double ActivityL2 { get; set; }

    /// <summary>
    /// The largest L2 norm of the bias as a whole: a longer one is scaled down to it after every step
    /// (Keras: <c>bias_constraint=MaxNorm</c>). At least 0; default 0: no limit.
    /// </summary>
    public double BiasMaxNorm { get; set; }

    /// <summary>
    /// Whether biases below 0 are set to 0 after every step, before <see cref="BiasMaxNorm"/> is applied
    /// (Keras: <c>bias_constraint=NonNeg</c>). Default: false.
    /// </summary>
    public bool BiasNonNegative { get; set; }
}

/// <summary>What layers with a kernel and a bias have in common.</summary>
public abstract class WeightedLayerAttribute : BiasedLayerAttribute
{
    private protected WeightedLayerAttribute()
    {
    }

    /// <summary>First values of the kernel. Default: <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>The kernel's value under <see cref="Initializer.Constant"/>. Default: 0.</summary>
    public double KernelConstant { get; set; }

    /// <summary>Adds <c>KernelL1 * sum(|w|)</c> to the loss (Keras: <c>kernel_regularizer=L1</c>). At least 0; default 0.</summary>
    public double KernelL1 { get; set; }

    /// <summary>Adds <c>KernelL2 * sum(w²)</c> to the loss (Keras: <c>kernel_regularizer=L2</c>). At least 0; default 0.</summary>
    public double KernelL2 { get; set; }

    /// <summary>
    /// The largest L2 norm of the weights that lead to one output: longer ones are scaled down to it after every step
    /// (Keras: <c>kernel_constraint=MaxNorm</c> over all axes but that of the outputs). At least 0; default 0: no limit.
    /// </summary>
    public double KernelMaxNorm { get; set; }

    /// <summary>
    /// Whether weights below 0 are set to 0 after every step, before <see cref="KernelMaxNorm"/> is applied
    /// (Keras: <c>kernel_constraint=NonNeg</c>). Default: false.
    /// </summary>
    public bool KernelNonNegative { get; set; }
}
