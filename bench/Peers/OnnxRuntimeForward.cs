using System;
using System.Linq;
using Microsoft.ML.OnnxRuntime;

namespace NetGen.Bench.Peers;

/// <summary>A network's forward pass in ONNX Runtime.</summary>
internal sealed class OnnxRuntimeForward : IForward
{
    private readonly BoundSession _session;

    public OnnxRuntimeForward(Workload workload, int threads)
        : this(OnnxModel.Write(workload.Architecture, workload.Weights, workload.Batch), workload.Architecture, workload.Samples, threads)
    {
    }

    /// <param name="model">The content of a model file.</param>
    /// <param name="architecture">The network in the file.</param>
    /// <param name="samples">The batch, channels last.</param>
    /// <param name="threads">Threads to predict with.</param>
    public OnnxRuntimeForward(byte[] model, Architecture architecture, float[] samples, int threads)
    {
        int[] shape = architecture.InputShape;
        int batch = samples.Length / shape.Aggregate(1, (size, dimension) => size * dimension);
        _session = new BoundSession(
            options => new InferenceSession(model, options), ChannelsFirst.Samples(samples, shape), batch, architecture.OutputSize, threads);
    }

    public ReadOnlySpan<float> Predict() => _session.Predict();

    public void Dispose() => _session.Dispose();
}
