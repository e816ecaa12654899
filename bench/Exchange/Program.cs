using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Exchange;

/// <summary>
/// The sum of gradients over processes along the lanes' tree beside MPI_Allreduce on the same buffers, interleaved: <c>mpirun -n 4 NetGen.Bench.Exchange</c>.
/// Sums are compared before they are timed.
/// </summary>
internal static class Program
{
    private const double MostSeconds = 3;
    private const int MostRounds = 400;

    private static int Main()
    {
        using var mpi = MpiProcess.Start();
        var ranks = new Collective(mpi.World);
        var allreduce = new Allreduce(mpi.LibraryVersion.StartsWith("Open MPI", StringComparison.Ordinal));
        if (mpi.World.IsFirst)
        {
            Console.WriteLine($"{mpi.Count} processes, {mpi.LibraryVersion.Split('\n')[0]}: medians in microseconds");
            Console.WriteLine("       bytes        tree   allreduce       ratio");
        }

        foreach (int length in new[] { 16, 256, 4096, 16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024, 4 * 1024 * 1024 })
        {
            Compare(mpi, ranks, allreduce, length);
        }

        return 0;
    }

    private static void Compare(MpiProcess mpi, Collective ranks, Allreduce allreduce, int length)
    {
        float[] values = [.. Enumerable.Range(0, length).Select(i => (float)((i % 97) + mpi.Rank))];
        float[] tree = [.. values];
        float[] sums = new float[length];
        ranks.Sum(tree, mpi.Count);
        allreduce.Sum(values, sums);
        if (!tree.AsSpan().SequenceEqual(sums))
        {
            throw new InvalidOperationException($"Rank {mpi.Rank}: whole numbers have different sums.");
        }

        // All processes do the same number of rounds: the first one knows how many.
        long begin = Stopwatch.GetTimestamp();
        ranks.Sum(tree, mpi.Count);
        float[] rounds = [Math.Clamp((float)(MostSeconds / 2 / Math.Max(Stopwatch.GetElapsedTime(begin).TotalSeconds, 1e-6)), 5, MostRounds)];
        ranks.Broadcast(MemoryMarshal.AsBytes(rounds.AsSpan()));
        float[] ofTree = new float[(int)rounds[0]];
        float[] ofLibrary = new float[ofTree.Length];
        for (int round = 0; round < ofTree.Length; round++)
        {
            ofTree[round] = Time(ranks, () => ranks.Sum(tree, mpi.Count));
            ofLibrary[round] = Time(ranks, () => allreduce.Sum(values, sums));
        }

        // A process that begins early waits for the others, and so much less wait these: the mean is what the sum takes.
        ranks.Sum(ofTree, mpi.Count);
        ranks.Sum(ofLibrary, mpi.Count);
        if (mpi.World.IsFirst)
        {
            (double own, double library) = (Median(ofTree) / mpi.Count, Median(ofLibrary) / mpi.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{4L * length,12}{own,12:F1}{library,12:F1}{own / library,12:F2}"));
        }
    }

    /// <summary>Microseconds, begun by all at once.</summary>
    private static float Time(Collective ranks, Action work)
    {
        int[] waiting = new int[ranks.Count];
        ranks.Gather(waiting.AsSpan());
        long begin = Stopwatch.GetTimestamp();
        work();
        return (float)Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
    }

    private static double Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
