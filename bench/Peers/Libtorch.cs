using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace NetGen.Bench.Peers;

/// <summary>A network in TorchSharp, which runs libtorch: logits out, so that the loss can be fused with the softmax.</summary>
internal sealed class LibtorchNetwork : IDisposable
{
    private readonly Architecture _architecture;
    private readonly ScalarType _precision;
    private readonly nn.Module<Tensor, Tensor> _layers;
    private readonly List<(WeightedStage Stage, Tensor Kernel, Tensor Bias)> _parameters = [];

    public LibtorchNetwork(Architecture architecture, float[] weights, ScalarType precision = ScalarType.Float32)
    {
        _architecture = architecture;
        _precision = precision;
        var stages = new Queue<WeightedStage>(architecture.Weighted());
        var layers = new List<nn.Module<Tensor, Tensor>>();
        foreach (Stage stage in architecture.Stages)
        {
            switch (stage)
            {
                case Convolution c:
                    WeightedStage weighted = stages.Dequeue();
                    var convolution = nn.Conv2d(weighted.Input[2], c.Filters, c.Kernel, padding: c.Same ? c.Kernel / 2 : 0, dtype: precision);
                    Load(weighted, convolution.weight!, convolution.bias!, weights);
                    layers.Add(convolution);
                    layers.Add(nn.ReLU());
                    break;
                case MaxPool:
                    layers.Add(nn.MaxPool2d(2));
                    break;
                case Flattening:
                    layers.Add(nn.Flatten());
                    break;
                case FullyConnected d:
                    weighted = stages.Dequeue();
                    var dense = nn.Linear(weighted.Inputs, d.Units, dtype: precision);
                    Load(weighted, dense.weight!, dense.bias!, weights);
                    layers.Add(dense);
                    if (d.Relu)
                    {
                        layers.Add(nn.ReLU());
                    }

                    break;
            }
        }

        _layers = nn.Sequential(layers);
    }

    /// <summary>Loads the native library and returns its version.</summary>
    public static string LoadVersion()
    {
        TorchSharpLibrary.Prepare();
        InitializeDeviceType(DeviceType.CPU);
        return __version__;
    }

    public IEnumerable<TorchSharp.Modules.Parameter> Parameters => _layers.parameters();

    public Tensor Logits(Tensor input) => _layers.call(input);

    /// <summary>A batch as libtorch wants it.</summary>
    public Tensor Samples(float[] samples, int batch)
    {
        int[] shape = _architecture.InputShape;
        long[] dimensions = shape.Length == 3 ? [batch, shape[2], shape[0], shape[1]] : [batch, shape[0]];
        return tensor(ChannelsFirst.Samples(samples, shape), dimensions, dtype: _precision);
    }

    /// <summary>The gradients after a backward pass, in Keras's layouts.</summary>
    public float[] Gradients()
    {
        WeightedStage last = _parameters[^1].Stage;
        var gradients = new float[last.BiasOffset + last.Outputs];
        foreach ((WeightedStage stage, Tensor kernel, Tensor bias) in _parameters)
        {
            ChannelsFirst.ReadKernel(stage, kernel.grad!.to(ScalarType.Float32).contiguous().data<float>().ToArray(), gradients);
            bias.grad!.to(ScalarType.Float32).data<float>().ToArray().CopyTo(gradients, stage.BiasOffset);
        }

        return gradients;
    }

    public void Dispose() => _layers.Dispose();

    private void Load(WeightedStage stage, Tensor kernel, Tensor bias, float[] weights)
    {
        using IDisposable frozen = no_grad();
        using Tensor kernelValues = tensor(ChannelsFirst.Kernel(stage, weights), kernel.shape);
        using Tensor biasValues = tensor(weights[stage.BiasOffset..(stage.BiasOffset + stage.Outputs)]);
        kernel.copy_(kernelValues);
        bias.copy_(biasValues);
        _parameters.Add((stage, kernel, bias));
    }
}

/// <summary>The forward pass in libtorch.</summary>
internal sealed class LibtorchForward : IForward
{
    private readonly int _threads;
    private readonly LibtorchNetwork _network;
    private readonly Tensor _input;
    private readonly float[] _result;

    public LibtorchForward(Workload workload, int threads)
    {
        _threads = threads;
        _network = new LibtorchNetwork(workload.Architecture, workload.Weights);
        _input = _network.Samples(workload.Samples, workload.Batch);
        _result = new float[workload.Batch * workload.Architecture.Classes];
    }

    public ReadOnlySpan<float> Predict()
    {
        set_num_threads(_threads);
        using IDisposable frozen = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        Tensor output = _network.Logits(_input).softmax(1);
        output.data<float>().CopyTo(_result);
        return _result;
    }

    public void Dispose()
    {
        _input.Dispose();
        _network.Dispose();
    }
}

/// <summary>A training step in libtorch.</summary>
internal sealed class LibtorchTraining : ITraining
{
    private readonly int _threads;
    private readonly LibtorchNetwork _network;
    private readonly Tensor _input;
    private readonly Tensor _labels;
    private readonly TorchSharp.Modules.CrossEntropyLoss _loss = nn.CrossEntropyLoss();
    private readonly TorchSharp.Modules.Adam _optimizer;

    public LibtorchTraining(Workload workload, int threads, ScalarType precision = ScalarType.Float32)
    {
        _threads = threads;
        _network = new LibtorchNetwork(workload.Architecture, workload.Weights, precision);
        _input = _network.Samples(workload.Samples, workload.Batch);
        _labels = tensor(Array.ConvertAll(workload.Labels, label => (long)label));
        _optimizer = optim.Adam(_network.Parameters, 1e-3);
    }

    public (double Loss, float[] Gradients) Differentiate()
    {
        set_num_threads(_threads);
        double loss = Backward();
        return (loss, _network.Gradients());
    }

    public double Time(int runs)
    {
        set_num_threads(_threads);
        return Timing.Repeat(Step, runs);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _loss.Dispose();
        _labels.Dispose();
        _input.Dispose();
        _network.Dispose();
    }

    private void Step()
    {
        Backward();
        using DisposeScope scope = NewDisposeScope();
        _optimizer.step();
    }

    private double Backward()
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = _loss.call(_network.Logits(_input), _labels);
        loss.backward();
        return loss.ToDouble();
    }
}
