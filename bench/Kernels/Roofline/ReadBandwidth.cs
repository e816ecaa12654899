using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;
using NetGen.Execution;

namespace NetGen.Bench.Kernels.Roofline;

/// <summary>
/// How fast this machine reads a buffer that is read over and over: where it fits a cache it comes from there, as the weights of repeated predictions do.
/// Its numbers are added up on the widest vectors that the JIT uses, from its start to its end or in eight places at once, whichever is faster: from memory, one stream
/// alone may be too little to keep it at work.
/// </summary>
internal static class ReadBandwidth
{
    // An addition's answer takes 3 to 4 cycles, and two begin in each: eight sums keep the loads going.
    private const int Sums = 8;

    // What is read for one figure takes some milliseconds of a core whatever the size.
    private const long LeastBytes = 128L * 1024 * 1024;
    private const int Repetitions = 7;

    /// <summary>The best of several measurements, in GB/s over all threads.</summary>
    /// <param name="bytes">Size of the buffer; each thread reads a part of its own.</param>
    /// <param name="threads">Number of threads that work at the same time.</param>
    public static double Measure(long bytes, int threads)
    {
        int step = Sums * FmaPeak.VectorLength;
        int length = checked((int)Math.Max(step, bytes / sizeof(float) / threads / step * step));
        AlignedBuffer[] parts = AlignedBuffer.Many(threads, length);

        // Pages that nobody has written are all the same page of zeros.
        Array.ForEach(parts, part => part.Span.Fill(1));
        long read = (long)length * sizeof(float);
        int rounds = (int)Math.Max(1, LeastBytes / read);
        double best = 0;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            best = Math.Max(best, MeasureOnce(parts, rounds, inOneStream: true));
            best = Math.Max(best, MeasureOnce(parts, rounds, inOneStream: false));
        }

        return best;
    }

    private static double MeasureOnce(AlignedBuffer[] parts, int rounds, bool inOneStream)
    {
        using var together = new Barrier(parts.Length);
        var seconds = new double[parts.Length];
        Thread[] workers = Array.ConvertAll(parts, part => new Thread(() =>
        {
            together.SignalAndWait();
            long start = Stopwatch.GetTimestamp();
            Read(part, rounds, inOneStream);
            seconds[Array.IndexOf(parts, part)] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }));
        Array.ForEach(workers, worker => worker.Start());
        double rate = 0;
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i].Join();
            rate += (double)parts[i].Length * sizeof(float) * rounds / seconds[i];
        }

        return rate / 1e9;
    }

    private static float Read(AlignedBuffer part, int rounds, bool inOneStream)
    {
        int lanes = FmaPeak.VectorLength;
        (int end, int step, int apart) = inOneStream ? (part.Length, Sums * lanes, lanes) : (part.Length / Sums, lanes, part.Length / Sums);
        float sum = 0;
        for (int round = 0; round < rounds; round++)
        {
            sum += Vector512.IsHardwareAccelerated ? Sum512(ref part.Start, (nuint)end, (nuint)step, (nuint)apart)
                : Vector256.IsHardwareAccelerated ? Sum256(ref part.Start, (nuint)end, (nuint)step, (nuint)apart)
                : Sum128(ref part.Start, (nuint)end, (nuint)step, (nuint)apart);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum512(ref float start, nuint end, nuint step, nuint apart)
    {
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (nuint i = 0; i < end; i += step)
        {
            a += Vector512.LoadUnsafe(ref start, i);
            b += Vector512.LoadUnsafe(ref start, i + apart);
            c += Vector512.LoadUnsafe(ref start, i + (2 * apart));
            d += Vector512.LoadUnsafe(ref start, i + (3 * apart));
            e += Vector512.LoadUnsafe(ref start, i + (4 * apart));
            f += Vector512.LoadUnsafe(ref start, i + (5 * apart));
            g += Vector512.LoadUnsafe(ref start, i + (6 * apart));
            h += Vector512.LoadUnsafe(ref start, i + (7 * apart));
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum256(ref float start, nuint end, nuint step, nuint apart)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (nuint i = 0; i < end; i += step)
        {
            a += Vector256.LoadUnsafe(ref start, i);
            b += Vector256.LoadUnsafe(ref start, i + apart);
            c += Vector256.LoadUnsafe(ref start, i + (2 * apart));
            d += Vector256.LoadUnsafe(ref start, i + (3 * apart));
            e += Vector256.LoadUnsafe(ref start, i + (4 * apart));
            f += Vector256.LoadUnsafe(ref start, i + (5 * apart));
            g += Vector256.LoadUnsafe(ref start, i + (6 * apart));
            h += Vector256.LoadUnsafe(ref start, i + (7 * apart));
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum128(ref float start, nuint end, nuint step, nuint apart)
    {
        Vector128<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (nuint i = 0; i < end; i += step)
        {
            a += Vector128.LoadUnsafe(ref start, i);
            b += Vector128.LoadUnsafe(ref start, i + apart);
            c += Vector128.LoadUnsafe(ref start, i + (2 * apart));
            d += Vector128.LoadUnsafe(ref start, i + (3 * apart));
            e += Vector128.LoadUnsafe(ref start, i + (4 * apart));
            f += Vector128.LoadUnsafe(ref start, i + (5 * apart));
            g += Vector128.LoadUnsafe(ref start, i + (6 * apart));
            h += Vector128.LoadUnsafe(ref start, i + (7 * apart));
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h);
    }
}
