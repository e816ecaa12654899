using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>What the last node's values become, and what they are held against.</summary>
internal enum Objective
{
    /// <summary>A softmax over classes, against a class.</summary>
    Classes,

    /// <summary>A sigmoid of each value, against a mask of 0 and 1.</summary>
    Mask,
}

/// <summary>A network that every contender builds with the same weights.</summary>
internal sealed class Architecture
{
    /// <param name="name">Its name in the report.</param>
    /// <param name="inputShape">(height, width, channels) or (features).</param>
    /// <param name="build">Adds the nodes; the last one makes logits.</param>
    /// <param name="objective">What the logits are.</param>
    public Architecture(string name, int[] inputShape, Action<Graph> build, Objective objective = Objective.Classes)
    {
        Name = name;
        Objective = objective;
        var graph = new Graph(inputShape);
        build(graph);
        Nodes = graph.Nodes;

        // As in NetGen's block of parameters: first what training changes, then what it leaves alone.
        Parameters = [.. graph.Parameters.OrderBy(parameter => !parameter.IsTrainable)];
        foreach (Parameter parameter in Parameters)
        {
            parameter.Offset = ParameterCount;
            ParameterCount += parameter.Size;
        }

        IsMirrored = Nodes.Any(node =>
            node.Operation is Convolution { Strides: > 1, Kernel: > 1, Border: Border.Same } or DepthwiseConvolution { Strides: > 1 });
    }

    public string Name { get; }

    public Objective Objective { get; }

    /// <summary>In the order of computation, the input first and the logits last.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>In the order of the flat block that holds them in Keras's layouts.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    public int ParameterCount { get; }

    public int[] InputShape => Nodes[0].Shape;

    public int InputSize => Size(InputShape);

    public int[] OutputShape => Nodes[^1].Shape;

    public int OutputSize => Size(OutputShape);

    /// <summary>Numbers in the target of a sample.</summary>
    public int TargetSize => Objective == Objective.Classes ? 1 : OutputSize;

    /// <summary>
    /// Whether libtorch gets images and kernels mirrored. It pads both sides alike, Keras the lower right side first; at stride 2 over an even size
    /// that is the mirrored image padded on both sides, of which the last line is never read. So libtorch needs no pass that pads.
    /// </summary>
    public bool IsMirrored { get; }

    /// <summary>A node's parameters by their role.</summary>
    public Parameter this[Node node, Role role] => Parameters.Single(parameter => parameter.Node == node && parameter.Role == role);

    /// <summary>Operations one after the other.</summary>
    public static Architecture Chain(string name, int[] inputShape, params IEnumerable<Operation> operations) =>
        new(name, inputShape, graph => graph.Chain(graph.Input, operations));

    /// <summary>
    /// Weights of He's scale, and biases and statistics that no comparison passes without. Every addition makes values larger; the last kernel is smaller for
    /// it, since a softmax of large logits is 1 for one class whatever the others are.
    /// </summary>
    public float[] RandomWeights(int seed)
    {
        var random = new Random(seed);
        float growth = MathF.Pow(2, 0.5f * Nodes.Count(node => node.Operation is Addition));
        var weights = new float[ParameterCount];
        foreach (Parameter parameter in Parameters)
        {
            (float middle, float reach) = parameter.Role switch
            {
                Role.Kernel => (0, MathF.Sqrt(6f / parameter.FanIn) / (parameter.Node == Nodes[^1] ? growth : 1)),
                Role.Gamma or Role.MovingVariance => (1, 0.5f),
                _ => (0, 0.1f),
            };
            foreach (ref float value in weights.AsSpan(parameter.Offset, parameter.Size))
            {
                value = middle + (((2 * random.NextSingle()) - 1) * reach);
            }
        }

        return weights;
    }

    /// <summary>Samples with values in [0, 1).</summary>
    public float[] RandomSamples(int count, int seed)
    {
        var random = new Random(seed);
        var samples = new float[count * InputSize];
        foreach (ref float value in samples.AsSpan())
        {
            value = random.NextSingle();
        }

        return samples;
    }

    /// <summary>Class indices, or masks of 0 and 1.</summary>
    public float[] RandomTargets(int count, int seed)
    {
        var random = new Random(seed);
        var targets = new float[count * TargetSize];
        int values = Objective == Objective.Classes ? OutputSize : 2;
        foreach (ref float target in targets.AsSpan())
        {
            target = random.Next(values);
        }

        return targets;
    }

    private static int Size(int[] shape) => shape.Aggregate(1, (size, dimension) => size * dimension);
}
