using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace NetGen;

/// <summary>The batches of one pass over a stream, whoever goes over them.</summary>
internal static class StreamBatches
{
    /// <param name="stream">The stream.</param>
    /// <param name="options">How it is gone over.</param>
    /// <param name="epoch">The epoch, from 0, which decides the order.</param>
    /// <param name="stop">Ends the pass before the next sample.</param>
    public static IEnumerable<StreamedSample[]> Read(StreamedSource stream, ReadOptions options, int epoch, CancellationToken stop)
    {
        IEnumerable<StreamedSample> samples = Take(stream, options, stop);
        if (options.Shuffle)
        {
            samples = Shuffling.Through(stream.ShuffleBuffer, samples, RandomKeys.OfShuffle(options.Seed, epoch));
        }

        return samples.Chunk(options.BatchSize);
    }

    private static IEnumerable<StreamedSample> Take(StreamedSource stream, ReadOptions options, CancellationToken stop)
    {
        var layout = new SampleLayout(stream.InputSize, stream.TargetKind, stream.TargetSize);
        long taken = 0;
        foreach (Sample sample in stream.Samples(stop))
        {
            stop.ThrowIfCancellationRequested();
            layout.Check(sample, taken, options.Role);
            yield return taken != stream.Count
                ? new StreamedSample(sample.Input.ToArray(), sample.Target.ToArray(), sample.Weight, taken++)
                : throw new InvalidDataException($"The {options.Role} goes on after the {taken} samples that the stream was said to have.");
        }

        if (taken == 0)
        {
            throw new InvalidDataException($"The {options.Role} is empty: the stream ended before its first sample.");
        }

        if (taken < stream.Count)
        {
            throw new InvalidDataException($"The {options.Role} ended after {taken} of the {stream.Count} samples that the stream was said to have.");
        }
    }
}
