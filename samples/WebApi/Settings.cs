using System;
using Microsoft.Extensions.Configuration;

namespace NetGen.Samples.WebApi;

/// <summary>What can be set, by arguments (<c>--QueueCapacity 64</c>) or environment variables (<c>QueueCapacity=64</c>).</summary>
/// <param name="Weights">File of the weights; a relative path begins in the program's folder. Default: the one that lies there.</param>
/// <param name="MaxBodyBytes">Bytes that a request's body may have. Default: 1 MB.</param>
/// <param name="MaxPixels">Pixels that an image may have. Default: 4 million.</param>
/// <param name="DrainSeconds">
/// How long the service goes on answering after it was told to end, so that those who watch its readiness can turn to others. Default: 0.
/// </param>
/// <param name="Batching">Sizes of batches and of the queue.</param>
internal sealed record Settings(string Weights, long MaxBodyBytes, int MaxPixels, double DrainSeconds, BatchingOptions Batching)
{
    public static Settings Read(IConfiguration configuration) => new(
        configuration["Weights"] ?? ClothingCnn.WeightFile,
        configuration.GetValue("MaxBodyBytes", 1_000_000L),
        configuration.GetValue("MaxPixels", 4_000_000),
        configuration.GetValue("DrainSeconds", 0.0),
        new BatchingOptions
        {
            MaxBatchSize = configuration.GetValue("MaxBatchSize", 32),
            QueueCapacity = configuration.GetValue("QueueCapacity", 256),
            Workers = configuration.GetValue("Workers", 1),
            MaxDelay = TimeSpan.FromMilliseconds(configuration.GetValue("MaxDelayMilliseconds", 0.0)),
        });
}
