using System;
using System.Globalization;

namespace NetGen.Bench.Services;

/// <summary>
/// The service on NetGen: ADDRESS NETWORK WEIGHTS THREADS WORKERS. 0 workers predict request by request; -1 predict nothing, to see what the service
/// takes without a network.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        int workers = int.Parse(arguments[4], CultureInfo.InvariantCulture);
        (NetworkInfo info, Func<INetwork> create) = arguments[1] switch
        {
            "mnist" => (Mnist.Info, (Func<INetwork>)(() => new Mnist())),
            "lecture" => (Lecture.Info, () => new Lecture()),
            _ => (Wide.Info, () => new Wide()),
        };
        PredictionService.Run(
            arguments[0], workers < 0 ? new EmptyEngine(info) : Load(create(), arguments[2], int.Parse(arguments[3], CultureInfo.InvariantCulture), workers));
    }

    private static NetworkEngine Load(INetwork network, string weights, int threads, int workers)
    {
        network.Load(weights);
        network.PredictionThreads = threads;
        BatchingPredictor<INetwork>? predictor = workers == 0 ? null : new BatchingPredictor<INetwork>(network, new BatchingOptions { Workers = workers });
        return new NetworkEngine(network, predictor);
    }
}
