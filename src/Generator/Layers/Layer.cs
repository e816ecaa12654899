using System.Collections.Immutable;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>One kind of layer with its hyperparameters. Valid by construction: <see cref="NetworkBuilder"/> makes none that breaks a rule.</summary>
internal abstract record Layer
{
    /// <summary>Keras's name of the kind: "Conv2D". Names of unnamed layers are its snake case.</summary>
    public abstract string Kind { get; }

    /// <summary>The attribute as a person would write it, for comments in the emitted code: "Conv2D(32, 3x3, Same, ReLU)".</summary>
    public abstract string Text { get; }

    /// <summary>The same without the names of other layers, of which kernels say nothing: layers that do the same share them.</summary>
    public virtual string Operation => Text;

    /// <summary>What Keras's <c>get_config</c> gives of the layer itself, beside the name, whether it is trained and the type of numbers, which layers share.</summary>
    public abstract Hyperparameters Hyperparameters { get; }

    /// <summary>Whether Keras's <c>get_config</c> says of the layer that it may be trained. It does not where the constructor has no such argument.</summary>
    public virtual bool SaysTrainable => true;

    /// <summary>Whether the layer has a kernel: weights that mix the values which come in.</summary>
    public virtual bool IsWeighted => false;

    /// <summary>Whether training may change its parameters (Keras: <c>layer.trainable</c>). A batch normalization that is not trained takes its moving statistics.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>Whether training changes any of its parameters.</summary>
    public bool Learns => IsTrainable && HasTrainable;

    /// <summary>Whether it has parameters that are made to be trained.</summary>
    public virtual bool HasTrainable => IsWeighted;

    /// <summary>The function that the layer ends with, and the argument that gives it.</summary>
    public virtual (Activation Function, string Argument) Activation => (NetGen.Activation.Linear, "");

    /// <summary>Checks the rules about the input's shape; true where the layer can take it.</summary>
    public virtual bool Accepts(Shape input, LayerReader reader) => true;

    /// <inheritdoc cref="Accepts(Shape, LayerReader)"/>
    public virtual bool Accepts(EquatableArray<Shape> inputs, LayerReader reader) => Accepts(inputs[0], reader);

    /// <summary>The output's shape. Only asked for inputs that the layer's rules allow.</summary>
    public abstract Shape Infer(Shape input);

    /// <inheritdoc cref="Infer(Shape)"/>
    public virtual Shape Infer(EquatableArray<Shape> inputs) => Infer(inputs[0]);

    /// <summary>The layer's parameters in Keras's order, as they are where the layer is trained.</summary>
    public virtual ImmutableArray<ParameterSpec> Parameters(Shape input) => [];

    /// <summary>Rows and columns of the smallest input that gives an output of at least that size.</summary>
    public virtual (long Rows, long Columns) SmallestInput(long rows, long columns) => (rows, columns);

    /// <summary>Floating-point operations of one sample's forward pass; a multiply-add counts as two.</summary>
    public virtual long ForwardFlops(Shape input) => 0;

    /// <inheritdoc cref="ForwardFlops(Shape)"/>
    public virtual long ForwardFlops(EquatableArray<Shape> inputs) => ForwardFlops(inputs[0]);
}

/// <summary>A parameter that a layer brings.</summary>
/// <param name="Role">"kernel" or "bias".</param>
/// <param name="Shape">Keras's shape.</param>
/// <param name="IsTrainable">Whether training changes it.</param>
internal sealed record ParameterSpec(
    string Role, EquatableArray<int> Shape, Initialization Initialization, Penalty Penalty, Constraint Constraint, bool IsTrainable = true)
{
    /// <summary>The axes that <see cref="Constraint.MaxNorm"/>'s norm is taken over; empty where these are all but the last.</summary>
    public EquatableArray<int> NormAxes { get; init; } = ImmutableArray<int>.Empty;

    public int Size
    {
        get
        {
            int size = 1;
            foreach (int dimension in Shape)
            {
                size = checked(size * dimension);
            }

            return size;
        }
    }
}

/// <summary>First values of a parameter.</summary>
internal readonly record struct Initialization(Initializer Initializer, double Constant);

/// <summary>L1 and L2 factors, of a parameter or of a layer's output.</summary>
internal readonly record struct Penalty(double L1, double L2)
{
    public bool IsZero => L1 == 0 && L2 == 0;
}

/// <summary>What a parameter is held to after every step.</summary>
/// <param name="MaxNorm">The largest norm of the weights of one output; 0 where there is none.</param>
/// <param name="NonNegative">Whether values below 0 become 0.</param>
internal readonly record struct Constraint(double MaxNorm, bool NonNegative);

/// <summary>Two numbers, downwards and to the right: a kernel's or window's size, strides, dilation.</summary>
internal readonly record struct Extent(int Height, int Width)
{
    /// <summary>Rows and columns exchanged.</summary>
    public Extent Turned() => new(Width, Height);

    public override string ToString() => System.FormattableString.Invariant($"{Height}x{Width}");
}
