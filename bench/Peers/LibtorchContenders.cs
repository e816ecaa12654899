using System;
using TorchSharp;
using static TorchSharp.torch;

namespace NetGen.Bench.Peers;

/// <summary>The forward pass in libtorch.</summary>
internal sealed class LibtorchForward : IForward
{
    private readonly int _threads;
    private readonly LibtorchNetwork _network;
    private readonly Tensor _input;
    private readonly float[] _result;

    public LibtorchForward(Workload workload, int threads, Layout layout)
    {
        _threads = threads;
        _network = new LibtorchNetwork(workload.Architecture, workload.Weights, layout);
        _input = _network.Samples(workload.Samples, workload.Batch);
        _result = new float[workload.Batch * workload.Architecture.OutputSize];
    }

    public ReadOnlySpan<float> Predict()
    {
        set_num_threads(_threads);
        using IDisposable frozen = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        Tensor output = _network.Probabilities(_network.Logits(_input, training: false));
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
    private readonly Tensor _targets;
    private readonly TorchSharp.Modules.Adam _optimizer;

    public LibtorchTraining(Workload workload, int threads, Layout layout, ScalarType precision = ScalarType.Float32)
    {
        _threads = threads;
        _network = new LibtorchNetwork(workload.Architecture, workload.Weights, layout, precision);
        _input = _network.Samples(workload.Samples, workload.Batch);
        _targets = _network.Targets(workload.Targets, workload.Batch);
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
        _targets.Dispose();
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
        Tensor loss = _network.Loss(_network.Logits(_input, training: true), _targets);
        loss.backward();
        return loss.ToDouble();
    }
}
