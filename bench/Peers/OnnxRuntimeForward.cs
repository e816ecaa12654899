using System;
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
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        Architecture architecture = workload.Architecture;
        _session = new InferenceSession(OnnxModel.Write(architecture, workload.Weights, workload.Batch), options);
        int[] shape = architecture.InputShape;
        long[] inputShape = shape.Length == 3 ? [workload.Batch, shape[2], shape[0], shape[1]] : [workload.Batch, shape[0]];
        _result = new float[workload.Batch * architecture.Classes];
        _input = OrtValue.CreateTensorValueFromMemory(ChannelsFirst.Samples(workload.Samples, shape), inputShape);
        _output = OrtValue.CreateTensorValueFromMemory(_result, [workload.Batch, architecture.Classes]);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxModel.Input, _input);
        _binding.BindOutput(OnnxModel.Output, _output);
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
