using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;

namespace NetGen.Bench.Imports;

/// <summary>A model in ONNX Runtime, one sample at a time on one thread, with input and output bound once.</summary>
internal sealed class OnnxRuntimePrediction : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly float[] _result;

    /// <param name="model">The file.</param>
    /// <param name="sample">A sample as NetGen takes it.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="isChannelsFirst">Whether the model takes channels first.</param>
    /// <param name="outputSize">Values of an output.</param>
    public OnnxRuntimePrediction(string model, float[] sample, IReadOnlyList<int> shape, bool isChannelsFirst, int outputSize)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(model, options);
        (string inputName, NodeMetadata input) = _session.InputMetadata.First(pair => !pair.Value.IsTensor || pair.Value.ElementType == typeof(float));
        (string outputName, NodeMetadata output) = _session.OutputMetadata.First();
        long[] inputShape = [.. input.Dimensions.Select((size, i) => (long)(i == 0 ? 1 : size))];
        long[] outputShape = [.. output.Dimensions.Select((size, i) => (long)(i == 0 ? 1 : size))];
        float[] values = isChannelsFirst && shape.Count == 3 ? ChannelsFirst(sample, shape[2], shape[0] * shape[1]) : sample;
        _result = new float[outputSize];
        _input = OrtValue.CreateTensorValueFromMemory(values, inputShape);
        _output = OrtValue.CreateTensorValueFromMemory(_result, outputShape);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(inputName, _input);
        _binding.BindOutput(outputName, _output);
    }

    /// <summary>The native library's version.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>The output, which the next call overwrites.</summary>
    public float[] Predict()
    {
        _session.RunWithBinding(_options, _binding);
        return _result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _output.Dispose();
        _input.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private static float[] ChannelsFirst(float[] values, int channels, int pixels) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[(i % pixels * channels) + (i / pixels)])];
}
