using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NetGen.Bench.Peers;

/// <summary>The order of the dimensions of images in libtorch's memory.</summary>
internal enum Layout
{
    /// <summary>The one that it takes by itself: (N, C, H, W).</summary>
    ChannelsFirst,

    /// <summary>The one that it offers besides: (N, H, W, C).</summary>
    ChannelsLast,
}

/// <summary>A network in TorchSharp, which runs libtorch: logits out, so that the loss can be fused with the last activation.</summary>
internal sealed class LibtorchNetwork : IDisposable
{
    private readonly Architecture _architecture;
    private readonly Layout _layout;
    private readonly ScalarType _precision;
    private readonly Dictionary<Parameter, TorchSharp.Modules.Parameter> _parameters = [];
    private readonly Dictionary<(Node Node, Role Role), Tensor> _tensors = [];

    public LibtorchNetwork(Architecture architecture, float[] weights, Layout layout, ScalarType precision = ScalarType.Float32)
    {
        _architecture = architecture;
        _layout = layout;
        _precision = precision;
        foreach (Parameter parameter in architecture.Parameters)
        {
            Tensor values = Create(ChannelsFirst.Values(parameter, weights, architecture.IsMirrored), ChannelsFirst.Shape(parameter));
            if (parameter.IsTrainable)
            {
                var trained = new TorchSharp.Modules.Parameter(values);
                _parameters.Add(parameter, trained);
                values = trained;
            }

            _tensors.Add((parameter.Node, parameter.Role), values);
        }
    }

    /// <summary>Loads the native library and returns its version.</summary>
    public static string LoadVersion()
    {
        TorchSharpLibrary.Prepare();
        InitializeDeviceType(DeviceType.CPU);
        return __version__;
    }

    public IEnumerable<TorchSharp.Modules.Parameter> Parameters => _parameters.Values;

    /// <summary>The last node's values. In training, normalizations take the batch's statistics and update their own.</summary>
    public Tensor Logits(Tensor input, bool training)
    {
        var values = new Tensor[_architecture.Nodes.Count];
        values[0] = input;
        foreach (Node node in _architecture.Nodes.Skip(1))
        {
            values[node.Index] = Compute(node, [.. node.Inputs.Select(source => values[source.Index])], training);
        }

        return values[^1];
    }

    /// <summary>A batch as libtorch wants it.</summary>
    public Tensor Samples(float[] samples, int batch)
    {
        int[] shape = _architecture.InputShape;
        return Create(
            ChannelsFirst.Samples(samples, shape, _architecture.IsMirrored),
            shape.Length == 3 ? [batch, shape[2], shape[0], shape[1]] : [batch, shape[0]]);
    }

    /// <summary>Targets for <see cref="Loss"/>.</summary>
    public Tensor Targets(float[] targets, int batch) => _architecture.Objective == Objective.Classes
        ? tensor(Array.ConvertAll(targets, label => (long)label))
        : Create(targets, [batch, 1, .. _architecture.OutputShape[..2]]);

    public Tensor Loss(Tensor logits, Tensor targets) => _architecture.Objective == Objective.Classes
        ? F.cross_entropy(logits, targets)
        : F.binary_cross_entropy_with_logits(logits, targets);

    /// <summary>What <see cref="Logits"/> stand for.</summary>
    public Tensor Probabilities(Tensor logits) => _architecture.Objective == Objective.Classes ? logits.softmax(1) : logits.sigmoid();

    /// <summary>The gradients after a backward pass, in Keras's layouts.</summary>
    public float[] Gradients()
    {
        var gradients = new float[_architecture.ParameterCount];
        foreach ((Parameter parameter, TorchSharp.Modules.Parameter trained) in _parameters)
        {
            float[] values = trained.grad!.to(ScalarType.Float32).contiguous().data<float>().ToArray();
            ChannelsFirst.ReadValues(parameter, values, gradients, _architecture.IsMirrored);
        }

        return gradients;
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private Tensor Compute(Node node, Tensor[] inputs, bool training)
    {
        Tensor input = inputs[0];
        return node.Operation switch
        {
            Convolution c => Convolve(node, input, c.Strides, c.Border == Border.None ? 0 : c.Kernel / 2),
            DepthwiseConvolution d => Convolve(node, input, d.Strides, d.Kernel / 2, groups: node.Shape[2]),
            TransposedConvolution t => F.conv_transpose2d(input, Kernel(node), Of(node, Role.Bias), strides: [t.Kernel, t.Kernel]),
            Normalization => F.batch_norm(
                input, Of(node, Role.MovingMean), Of(node, Role.MovingVariance), Of(node, Role.Gamma), Of(node, Role.Beta),
                training, 1 - Normalization.Momentum, Normalization.Epsilon),
            Rectifier { Maximum: null } => F.relu(input),
            Rectifier => F.relu6(input),
            MaxPool p => F.max_pool2d(input, p.Size, p.Strides),
            GlobalMean => input.mean([2, 3]),
            Flattening => input.flatten(1),
            FullyConnected => F.linear(input, Kernel(node), Of(node, Role.Bias)),
            Addition => inputs[0] + inputs[1],
            Concatenation => cat(inputs, 1),
            _ => throw new InvalidOperationException($"libtorch has not been told what {node.Operation} is."),
        };
    }

    private Tensor Convolve(Node node, Tensor input, int strides, int pad, int groups = 1) =>
        F.conv2d(input, Kernel(node), Of(node, Role.Bias), [strides, strides], [pad, pad], groups: groups);

    private Tensor Kernel(Node node) => _tensors[(node, Role.Kernel)];

    private Tensor? Of(Node node, Role role) => _tensors.GetValueOrDefault((node, role));

    private Tensor Create(float[] values, int[] shape)
    {
        Tensor created = tensor(values, Array.ConvertAll(shape, size => (long)size), dtype: _precision);
        return _layout == Layout.ChannelsLast && shape.Length == 4
            ? created.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
            : created;
    }
}
