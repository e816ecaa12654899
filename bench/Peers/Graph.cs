using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>A step of an <see cref="Architecture"/>: an operation on what other nodes have made.</summary>
/// <param name="Index">Its place among the nodes.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Shape">What it makes of one sample: (height, width, channels) or (features).</param>
internal sealed class Node(int index, Operation operation, IReadOnlyList<Node> inputs, int[] shape)
{
    public int Index { get; } = index;

    public Operation Operation { get; } = operation;

    public IReadOnlyList<Node> Inputs { get; } = inputs;

    public int[] Shape { get; } = shape;

    /// <summary>How many nodes read this one.</summary>
    public int Readers { get; set; }

    /// <summary>The only input.</summary>
    public Node Input => Inputs.Single();
}

/// <summary>Nodes in the order in which they are computed, and their parameters.</summary>
internal sealed class Graph
{
    private readonly List<Node> _nodes = [];
    private readonly List<Parameter> _parameters = [];

    public Graph(int[] inputShape) => Input = Append(new InputSample(), [], inputShape);

    public Node Input { get; }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>In the order of the nodes.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Operations one after the other; the last one's node.</summary>
    public Node Chain(Node input, params IEnumerable<Operation> operations) => operations.Aggregate(input, (current, operation) => Add(operation, current));

    public Node Add(Operation operation, params Node[] inputs)
    {
        foreach (Node input in inputs)
        {
            input.Readers++;
        }

        Node node = Append(operation, inputs, Output(operation, inputs));
        foreach ((Role role, int[] shape) in Parts(operation, inputs[0].Shape))
        {
            _parameters.Add(new Parameter(node, role, shape));
        }

        return node;
    }

    private Node Append(Operation operation, Node[] inputs, int[] shape)
    {
        var node = new Node(_nodes.Count, operation, inputs, shape);
        _nodes.Add(node);
        return node;
    }

    private static int[] Output(Operation operation, Node[] inputs)
    {
        int[] shape = inputs[0].Shape;
        return operation switch
        {
            Convolution { Border: Border.None } c => [Divide(shape[0] - c.Kernel + 1, c.Strides), Divide(shape[1] - c.Kernel + 1, c.Strides), c.Filters],
            Convolution c => [Divide(shape[0], c.Strides), Divide(shape[1], c.Strides), c.Filters],
            DepthwiseConvolution d => [Divide(shape[0], d.Strides), Divide(shape[1], d.Strides), shape[2]],
            TransposedConvolution t => [shape[0] * t.Kernel, shape[1] * t.Kernel, t.Filters],
            MaxPool p => [Divide(shape[0] - p.Size + 1, p.Strides), Divide(shape[1] - p.Size + 1, p.Strides), shape[2]],
            GlobalMean => [shape[2]],
            Flattening => [shape.Aggregate(1, (size, dimension) => size * dimension)],
            FullyConnected d => [d.Units],
            Concatenation => [shape[0], shape[1], inputs.Sum(input => input.Shape[2])],
            Normalization or Rectifier or Addition => shape,
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operation without a shape rule."),
        };
    }

    private static IEnumerable<(Role Role, int[] Shape)> Parts(Operation operation, int[] input) => operation switch
    {
        Convolution { Bias: false } c => [(Role.Kernel, [c.Kernel, c.Kernel, input[2], c.Filters])],
        Convolution c => [(Role.Kernel, [c.Kernel, c.Kernel, input[2], c.Filters]), (Role.Bias, [c.Filters])],
        DepthwiseConvolution d => [(Role.Kernel, [d.Kernel, d.Kernel, input[2], 1])],
        TransposedConvolution t => [(Role.Kernel, [t.Kernel, t.Kernel, t.Filters, input[2]]), (Role.Bias, [t.Filters])],
        FullyConnected d => [(Role.Kernel, [input[0], d.Units]), (Role.Bias, [d.Units])],
        Normalization => [(Role.Gamma, [input[2]]), (Role.Beta, [input[2]]), (Role.MovingMean, [input[2]]), (Role.MovingVariance, [input[2]])],
        _ => [],
    };

    private static int Divide(int size, int strides) => (size + strides - 1) / strides;
}
