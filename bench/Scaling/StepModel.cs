using System;
using System.Linq;

namespace NetGen.Bench.Scaling;

/// <summary>What processes exchange in a training step of a network, by the calls that training makes.</summary>
/// <param name="info">The network.</param>
internal sealed class StepModel(NetworkInfo info)
{
    // A batch has no more lanes today, and so no more processes; more processes are taken to have a lane each.
    private const int Lanes = 16;

    // Between steps processes agree whether training ends and what callbacks have changed: before a step and behind it.
    private const int Agreements = 2;

    // Each lane leaves two sums for each channel, on the way forward and on the way back.
    private const int SumsOfChannel = 2;
    private const int Ways = 2;

    private readonly int[] _normalized =
        [.. info.Parameters.Where(parameter => parameter.Name.EndsWith("/moving_mean", StringComparison.Ordinal)).Select(parameter => parameter.Size)];

    /// <summary>The traffic of a step.</summary>
    /// <param name="processes">Number of processes, a power of two.</param>
    /// <param name="samples">Samples of each.</param>
    public Traffic Of(int processes, int samples) => Traffic.Of(processes, ranks =>
    {
        ranks.Sum(new float[info.TrainableParameterCount], processes);
        foreach (int channels in _normalized)
        {
            for (int way = 0; way < Ways; way++)
            {
                float[] sums = new float[Math.Max(Lanes, processes) * SumsOfChannel * channels];
                ranks.Gather(sums.AsSpan(), Even(sums.Length, processes));
            }
        }

        // The loss of each sample, and for metrics its output and its class.
        byte[] scores = new byte[samples * processes * (sizeof(double) + (sizeof(float) * (info.OutputSize + 1)))];
        ranks.Gather(scores.AsSpan(), Even(scores.Length, processes));
        for (int i = 0; i < Agreements; i++)
        {
            ranks.Gather(new Standing[processes].AsSpan());
        }
    });

    private static int[] Even(int length, int parts) => [.. Enumerable.Range(0, parts + 1).Select(part => (int)((long)length * part / parts))];
}
