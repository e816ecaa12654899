using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.ML.OnnxRuntime;

namespace NetGen.Bench.Services;

/// <summary>A model in ONNX Runtime. Every place is bound to the session once, so that a request copies nothing and allocates nothing.</summary>
internal sealed class OnnxEngine : Engine, IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();

    public OnnxEngine(string model, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(model, options);
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    protected override Place Create() => new OnnxPlace(_session, _options);

    private sealed class OnnxPlace : Place
    {
        private readonly InferenceSession _session;
        private readonly RunOptions _options;
        private readonly OrtIoBinding _binding;

        public OnnxPlace(InferenceSession session, RunOptions options)
            : base(Size(session.InputMetadata.Single().Value), Size(session.OutputMetadata.Single().Value))
        {
            _session = session;
            _options = options;
            _binding = session.CreateIoBinding();
            _binding.BindInput(session.InputNames[0], Tensor(Input, session.InputMetadata.Single().Value));
            _binding.BindOutput(session.OutputNames[0], Tensor(Output, session.OutputMetadata.Single().Value));
        }

        public override ValueTask PredictAsync(CancellationToken cancellation)
        {
            _session.RunWithBinding(_options, _binding);
            return default;
        }

        private static int Size(NodeMetadata tensor) => tensor.Dimensions.Aggregate(1, (size, dimension) => size * dimension);

        private static OrtValue Tensor(float[] values, NodeMetadata tensor) =>
            OrtValue.CreateTensorValueFromMemory(values, Array.ConvertAll(tensor.Dimensions, dimension => (long)dimension));
    }
}
