using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>What a parameter is to its node.</summary>
internal enum Role
{
    Kernel,
    Bias,
    Gamma,
    Beta,
    MovingMean,
    MovingVariance,
}

/// <summary>A parameter of an <see cref="Architecture"/>, in Keras's shape.</summary>
/// <param name="Node">The node that it belongs to.</param>
/// <param name="Role">What it is to the node.</param>
/// <param name="Shape">Kernels of images (height, width, a, b), of vectors (in, out).</param>
internal sealed record Parameter(Node Node, Role Role, int[] Shape)
{
    /// <summary>Where it begins in the flat block of all parameters.</summary>
    public int Offset { get; set; }

    public int Size => Shape.Aggregate(1, (size, dimension) => size * dimension);

    /// <summary>Whether a training step changes it by a gradient.</summary>
    public bool IsTrainable => Role is not (Role.MovingMean or Role.MovingVariance);

    /// <summary>For messages.</summary>
    public string Name => $"{Role} of node {Node.Index}";

    /// <summary>The numbers of inputs that one output sums over.</summary>
    public int FanIn => Node.Operation is TransposedConvolution ? Shape[3] : Size / Shape[^1] / (Node.Operation is DepthwiseConvolution ? Shape[2] : 1);
}
