using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>How convolutions are computed.</summary>
internal enum ConvolutionForm
{
    /// <summary>As sums of products.</summary>
    Direct,

    /// <summary>By Winograd's algorithm where oneDNN has it: 3x3 kernels without strides, on vectors of 512 bits.</summary>
    Winograd,
}

/// <summary>
/// A network over oneDNN's primitives as somebody would write it who knows both: layouts that primitives choose from end to end, rectifiers and
/// additions fused into what stands before them, normalizations folded into kernels, and reorders only where two primitives insist on different layouts.
/// The samples lie in the layout of the first primitive.
/// </summary>
internal sealed class OneDnnNetwork : IDisposable
{
    private readonly Architecture _architecture;
    private readonly float[] _weights;
    private readonly int _batch;
    private readonly ConvolutionForm _form;
    private readonly Propagation _propagation;
    private readonly ILookup<Node, Node> _readers;
    private readonly Dictionary<Node, Tensor> _values = [];
    private readonly List<ILayer> _layers = [];
    private readonly Dictionary<Node, AffineLayer> _affine = [];

    /// <param name="workload">The network, its weights and the samples.</param>
    /// <param name="form">How convolutions are computed.</param>
    /// <param name="propagation">Whether it trains; normalizations do not.</param>
    public OneDnnNetwork(Workload workload, ConvolutionForm form, Propagation propagation)
    {
        _architecture = workload.Architecture;
        _weights = workload.Weights;
        _batch = workload.Batch;
        _form = form;
        _propagation = propagation;
        _readers = _architecture.Nodes.SelectMany(node => node.Inputs.Select(input => (Input: input, Node: node))).ToLookup(pair => pair.Input, pair => pair.Node);
        Node samples = _architecture.Nodes[0];
        using var plain = new Tensor(Plain(Dimensions(samples)), ChannelsFirst.Samples(workload.Samples, samples.Shape));
        _values.Add(samples, plain);
        foreach (Node node in _architecture.Nodes.Where(node => !_values.ContainsKey(node)))
        {
            Append(node);
        }

        Tensor last = _values[_architecture.Nodes[^1]];
        Logits = Forward.Convert(last, Plain(last.Descriptor.Dimensions));
        Probabilities = Forward.Allocate(Logits.Descriptor);
        using PrimitiveDescriptor activation =
            _architecture.Objective == Objective.Classes ? PrimitiveDescriptor.Softmax(Logits.Descriptor) : PrimitiveDescriptor.Sigmoid(Logits.Descriptor);
        Forward.Append(activation, (Place.Source, Logits), (Place.Target, Probabilities));
    }

    /// <summary>The way from samples to probabilities.</summary>
    public Tape Forward { get; } = new();

    /// <summary>The last node's values.</summary>
    public Tensor Logits { get; }

    /// <summary>What they stand for.</summary>
    public Tensor Probabilities { get; }

    /// <summary>The layers in the order in which they are computed.</summary>
    public IReadOnlyList<ILayer> Layers => _layers;

    /// <summary>Whether some convolution is computed by Winograd's algorithm on its way forward.</summary>
    public bool HasWinograd => _affine.Values.Any(layer => layer.Implementation.Contains("wino", StringComparison.Ordinal));

    /// <summary>Weights with their gradients.</summary>
    public IReadOnlyList<(Tensor Values, Tensor Gradient)> Parameters =>
        [.. _affine.Values.SelectMany(layer => ((Tensor, Tensor)[])[(layer.Kernel, layer.KernelGradient!), (layer.Bias, layer.BiasGradient!)])];

    /// <summary>Whether a training step is written for it: chains without normalizations, over classes.</summary>
    public static bool Trains(Architecture architecture) => architecture.Objective == Objective.Classes && architecture.Nodes.All(node =>
        node.Readers <= 1
        && node.Operation is InputSample or Convolution { Bias: true } or Rectifier { Maximum: null } or MaxPool or Flattening or FullyConnected);

    /// <summary>The gradients in Keras's layouts.</summary>
    public float[] Gradients()
    {
        var gradients = new float[_architecture.ParameterCount];
        foreach ((Node node, AffineLayer layer) in _affine)
        {
            using var plain = new Tensor(Plain(layer.KernelGradient!.Descriptor.Dimensions));
            Tape.Copy(layer.KernelGradient, plain);
            ChannelsFirst.ReadValues(_architecture[node, Role.Kernel], plain.Values, gradients);
            ChannelsFirst.ReadValues(_architecture[node, Role.Bias], layer.BiasGradient!.Values, gradients);
        }

        return gradients;
    }

    public void Dispose() => Forward.Dispose();

    private static MemoryDescriptor Plain(long[] dimensions) => new(dimensions.Length == 4 ? Tag.Image : Tag.Matrix, dimensions);

    private long[] Dimensions(Node node) => node.Shape is [int height, int width, int channels] ? [_batch, channels, height, width] : [_batch, node.Shape[0]];

    private void Append(Node node)
    {
        switch (node.Operation)
        {
            case Convolution or DepthwiseConvolution or TransposedConvolution or FullyConnected:
                AppendAffine(node);
                break;
            case MaxPool pool:
                AppendPooling(node, Algorithm.MaxPooling, Dimensions(node), pool.Size, pool.Strides);
                break;
            case GlobalMean:
                AppendPooling(node, Algorithm.MeanPooling, [_batch, node.Shape[0], 1, 1], node.Input.Shape[0], strides: 1);
                break;
            case Flattening:
                // The dense layer behind it reads the image as it lies.
                _values.Add(node, _values[node.Input]);
                break;
            case Addition:
                AppendAddition(node);
                break;
            case Concatenation:
                AppendConcatenation(node);
                break;
            default:
                throw new InvalidOperationException($"oneDNN has not been told what {node.Operation} is.");
        }
    }

    private void AppendPooling(Node node, Algorithm algorithm, long[] output, int size, int strides)
    {
        var layer = new PoolingLayer(
            Forward, algorithm, _propagation, _values[node.Input], output, size, strides, masksGradient: node.Input.Operation is Rectifier);
        _layers.Add(layer);
        _values.Add(node, layer.Output);
    }

    private void AppendAffine(Node node)
    {
        var fused = new List<Node> { node };
        if (Reader(node) is { Operation: Normalization } normalization)
        {
            fused.Add(normalization);
        }

        Tensor? addend = null;
        if (Reader(fused[^1]) is { Operation: Addition } addition && Overwritable(addition, node) is { } other)
        {
            addend = other;
            fused.Add(addition);
        }

        Rectifier? rectifier = FuseRectifier(fused);
        Tensor input = _values[node.Input];
        (MemoryDescriptor plainKernel, float[] kernel, float[] bias) = Weights(node, input.Descriptor.Dimensions);
        using var values = new Tensor(plainKernel, kernel);
        var layer = new AffineLayer(
            Forward, Describe(node, input, plainKernel, addend), _propagation, input, isFirst: node.Input == _architecture.Nodes[0], values, bias, addend, rectifier,
            masksGradient: rectifier is not null && Reader(fused[^1]) is not { Operation: MaxPool });
        _layers.Add(layer);
        _affine.Add(node, layer);
        foreach (Node done in fused)
        {
            _values.Add(done, layer.Output);
        }
    }

    private Affine Describe(Node node, Tensor input, MemoryDescriptor kernel, Tensor? addend)
    {
        MemoryDescriptor source = input.Descriptor.InAnyLayout();
        MemoryDescriptor target = addend?.Descriptor ?? new MemoryDescriptor(Tag.Any, Dimensions(node));
        return node.Operation switch
        {
            Convolution c => new ConvolutionProduct(source, kernel, target, _form == ConvolutionForm.Winograd, c.Strides, Margin.Of(node)),
            DepthwiseConvolution d => new ConvolutionProduct(source, kernel, target, isWinograd: false, d.Strides, Margin.Of(node)),
            TransposedConvolution t => new TransposedProduct(source, kernel, target, t.Kernel),
            _ => new InnerProduct(input.Descriptor.Dimensions.Length == 4 ? input.Descriptor : source, kernel, Plain(Dimensions(node))),
        };
    }

    /// <summary>The kernel's plain layout with its values, and the bias.</summary>
    private (MemoryDescriptor Layout, float[] Kernel, float[] Bias) Weights(Node node, long[] input)
    {
        if (node.Operation is Convolution or DepthwiseConvolution)
        {
            FoldedConvolution folded = FoldedConvolution.Of(_architecture, node, _weights);
            long[] shape = Array.ConvertAll(ChannelsFirst.Shape(folded.Kernel), size => (long)size);
            MemoryDescriptor layout = node.Operation is Convolution
                ? new MemoryDescriptor(Tag.Image, shape)
                : new MemoryDescriptor(Tag.Groups, [shape[0], 1, 1, .. shape[2..]]);
            return (layout, folded.Values, folded.Bias);
        }

        Parameter kernel = _architecture[node, Role.Kernel];
        Parameter bias = _architecture[node, Role.Bias];
        MemoryDescriptor plain = node.Operation is TransposedConvolution t
            ? new MemoryDescriptor(Tag.InputsFirst, t.Filters, input[1], t.Kernel, t.Kernel)
            : Plain([node.Shape[0], .. input[1..]]);
        return (plain, ChannelsFirst.Values(kernel, _weights), ChannelsFirst.Values(bias, _weights));
    }

    private void AppendAddition(Node node)
    {
        var fused = new List<Node> { node };
        using var after = new PostOperations(addsTarget: false, FuseRectifier(fused));
        Tensor first = _values[node.Inputs[0]];
        Tensor second = Forward.Convert(_values[node.Inputs[1]], first.Descriptor);
        Tensor sum = Forward.Allocate(first.Descriptor);
        using PrimitiveDescriptor addition = PrimitiveDescriptor.Addition(first.Descriptor, after);
        Forward.Append(addition, (Place.Source, first), (Place.SecondSource, second), (Place.Target, sum));
        foreach (Node done in fused)
        {
            _values.Add(done, sum);
        }
    }

    private void AppendConcatenation(Node node)
    {
        Tensor[] sources = [.. node.Inputs.Select(input => _values[input])];
        using PrimitiveDescriptor concatenation = PrimitiveDescriptor.Concatenation(
            new MemoryDescriptor(Tag.Any, Dimensions(node)), Array.ConvertAll(sources, source => source.Descriptor));
        Tensor result = Forward.Allocate(concatenation[Query.Target]);
        Forward.Append(concatenation, [.. sources.Select((source, i) => (Place.FirstOfSources + i, source)), (Place.Target, result)]);
        _values.Add(node, result);
    }

    /// <summary>The only reader of a node, or null where there are several.</summary>
    private Node? Reader(Node node) => node.Readers == 1 ? _readers[node].Single() : null;

    /// <summary>Adds a rectifier that stands behind the last of what is fused.</summary>
    private Rectifier? FuseRectifier(List<Node> fused)
    {
        if (Reader(fused[^1]) is { Operation: Rectifier rectifier } node)
        {
            fused.Add(node);
            return rectifier;
        }

        return null;
    }

    /// <summary>The other operand of an addition, where it has been computed and nobody reads it once <paramref name="branch"/> is computed.</summary>
    private Tensor? Overwritable(Node addition, Node branch)
    {
        Node? other = addition.Inputs.SingleOrDefault(_values.ContainsKey);
        return other is not null && other != _architecture.Nodes[0] && _readers[other].All(reader => reader == addition || reader.Index < branch.Index)
            ? _values[other]
            : null;
    }
}
