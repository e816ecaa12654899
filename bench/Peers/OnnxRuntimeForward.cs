using System;
using System.Linq;
using Microsoft.ML.OnnxRuntime;

namespace NetGen.Bench.Peers;

/// <summary>A network's forward pass in ONNX Runtime, with input and output bound once.</summary>
internal sealed class OnnxRuntimeForward : IForward
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly float[] _result;

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
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(model, options);
        int[] shape = architecture.InputShape;
        int batch = samples.Length / shape.Aggregate(1, (size, dimension) => size * dimension);
        _result = new float[batch * architecture.OutputSize];
        _input = OrtValue.CreateTensorValueFromMemory(ChannelsFirst.Samples(samples, shape), Dimensions(shape));
        _output = OrtValue.CreateTensorValueFromMemory(_result, Dimensions(architecture.OutputShape));
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxModel.Input, _input);
        _binding.BindOutput(OnnxModel.Output, _output);

        long[] Dimensions(int[] values) => Array.ConvertAll(OnnxModel.Shape(values, batch), size => (long)size);
    }

    /// <summary>Loads the native library and returns its version.</summary>
    public static string LoadVersion() => OrtEnv.Instance().GetVersionString();

    public ReadOnlySpan<float> Predict()
    {
        _session.RunWithBinding(_options, _binding);
        return _result;
    }

    public void Dispose()
    {
        _binding.Dispose();
        _output.Dispose();
        _input.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
