using System;
using System.Linq;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>What the contenders over oneDNN tell of themselves.</summary>
internal interface IOneDnnContender
{
    /// <inheritdoc cref="OneDnnNetwork.HasWinograd"/>
    bool HasWinograd { get; }
}

/// <summary>The forward pass over oneDNN.</summary>
internal sealed class OneDnnForward : IForward, IOneDnnContender
{
    private readonly int _threads;
    private readonly OneDnnNetwork _network;

    public OneDnnForward(Workload workload, int threads, ConvolutionForm form)
    {
        _threads = threads;
        Team.SetThreads(threads);
        _network = new OneDnnNetwork(workload, form, Propagation.Inference);
    }

    public bool HasWinograd => _network.HasWinograd;

    public ReadOnlySpan<float> Predict()
    {
        Team.SetThreads(_threads);
        _network.Forward.Run();
        return _network.Probabilities.Values;
    }

    public void Dispose() => _network.Dispose();
}

/// <summary>A training step over oneDNN: Adam changes the weights in the layout in which primitives read them.</summary>
internal sealed class OneDnnTraining : ITraining, IOneDnnContender
{
    private readonly int _threads;
    private readonly OneDnnNetwork _network;
    private readonly int[] _targets;
    private readonly Tape _backward = new();
    private readonly Tensor _gradient;
    private readonly AdamOptimizer _optimizer;

    public OneDnnTraining(Workload workload, int threads, ConvolutionForm form)
    {
        _threads = threads;
        _targets = Array.ConvertAll(workload.Targets, label => (int)label);
        Team.SetThreads(threads);
        _network = new OneDnnNetwork(workload, form, Propagation.Training);
        _gradient = _backward.Allocate(_network.Logits.Descriptor);
        Tensor? gradient = _gradient;
        foreach (ILayer layer in _network.Layers.Reverse())
        {
            gradient = layer.Backward(_backward, gradient!, isFirst: layer == _network.Layers[0]);
        }

        _optimizer = new AdamOptimizer(_network.Parameters);
    }

    public bool HasWinograd => _network.HasWinograd;

    public (double Loss, float[] Gradients) Differentiate()
    {
        Team.SetThreads(_threads);
        double loss = Backward();
        return (loss, _network.Gradients());
    }

    public double Time(int runs)
    {
        Team.SetThreads(_threads);
        return Timing.Repeat(Step, runs);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _backward.Dispose();
        _network.Dispose();
    }

    private void Step()
    {
        Backward();
        _optimizer.Step();
    }

    /// <summary>The loss, with the gradients of its mean over the batch.</summary>
    private double Backward()
    {
        _network.Forward.Run();
        ReadOnlySpan<float> probabilities = _network.Probabilities.Values;
        Span<float> gradient = _gradient.Values;
        int classes = probabilities.Length / _targets.Length;
        float weight = 1f / _targets.Length;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = probabilities[i] * weight;
        }

        double loss = 0;
        for (int sample = 0; sample < _targets.Length; sample++)
        {
            int target = (sample * classes) + _targets[sample];
            loss -= Math.Log(probabilities[target]);
            gradient[target] -= weight;
        }

        _backward.Run();
        return loss * weight;
    }
}
