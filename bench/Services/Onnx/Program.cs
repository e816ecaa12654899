using System.Globalization;

namespace NetGen.Bench.Services;

/// <summary>The service on ONNX Runtime: ADDRESS MODEL THREADS.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        using var engine = new OnnxEngine(arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture));
        PredictionService.Run(arguments[0], engine);
    }
}
