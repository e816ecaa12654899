using System;
using System.Linq;
using Microsoft.ML.OnnxRuntime;

namespace NetGen.Bench;

/// <summary>
/// A model in ONNX Runtime with its first input and output bound once, so that a prediction allocates nothing. For every bench that has ONNX Runtime beside NetGen.
/// </summary>
internal sealed class BoundSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly float[] _result;

    /// <param name="open">Opens the model, from a file or from its content.</param>
    /// <param name="samples">A batch, in the order of axes that the model takes.</param>
    /// <param name="batch">Its samples.</param>
    /// <param name="outputSize">Values of a sample's output.</param>
    /// <param name="threads">Threads to predict with.</param>
    public BoundSession(Func<SessionOptions, InferenceSession> open, float[] samples, int batch, int outputSize, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = open(options);
        (string inputName, NodeMetadata input) = _session.InputMetadata.First(pair => !pair.Value.IsTensor || pair.Value.ElementType == typeof(float));
        (string outputName, NodeMetadata output) = _session.OutputMetadata.First();
        _result = new float[batch * outputSize];
        _input = OrtValue.CreateTensorValueFromMemory(samples, Shape(input));
        _output = OrtValue.CreateTensorValueFromMemory(_result, Shape(output));
        _binding = _session.CreateIoBinding();
        _binding.BindInput(inputName, _input);
        _binding.BindOutput(outputName, _output);

        long[] Shape(NodeMetadata value) => [.. value.Dimensions.Select((size, axis) => (long)(axis == 0 ? batch : size))];
    }

    /// <summary>Loads the native library and returns its version.</summary>
    public static string LoadVersion() => OrtEnv.Instance().GetVersionString();

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
}
