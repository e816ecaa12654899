using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace NetGen.Measuring;

/// <summary>
/// The rate of fused multiply-adds that this machine reaches right now, on the widest vectors that the JIT uses: what
/// "% of peak" refers to. Measured beside every benchmark, since clocks drift and machines are shared.
/// </summary>
internal static class FmaPeak
{
    // FMA units take a new instruction each cycle and answer 4 to 5 cycles later: 12 independent sums keep two units busy.
    private const int Sums = 12;
    private const int Rounds = 400_000;
    private const int Repetitions = 7;

    /// <summary>Floats in the widest vector.</summary>
    public static int VectorLength =>
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<float>.Count
        : Vector128<float>.Count;

    /// <summary>The best of several measurements, in GFLOP/s over all threads; a multiply-add counts as two.</summary>
    /// <param name="threads">Number of threads that work at the same time.</param>
    public static double Measure(int threads)
    {
        double best = 0;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            best = Math.Max(best, MeasureOnce(threads));
        }

        return best;
    }

    private static double MeasureOnce(int threads)
    {
        using var together = new Barrier(threads);
        var workers = new Thread[threads];
        var seconds = new double[threads];
        for (int i = 0; i < threads; i++)
        {
            int worker = i;
            workers[i] = new Thread(() =>
            {
                together.SignalAndWait();
                long start = Stopwatch.GetTimestamp();
                Run();
                seconds[worker] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            });
            workers[i].Start();
        }

        double flops = 2.0 * Sums * Rounds * VectorLength;
        double rate = 0;
        for (int i = 0; i < threads; i++)
        {
            workers[i].Join();
            rate += flops / seconds[i];
        }

        return rate / 1e9;
    }

    private static float Run() =>
        Vector512.IsHardwareAccelerated ? Run512(Rounds, 0.999f)
        : Vector256.IsHardwareAccelerated ? Run256(Rounds, 0.999f)
        : Run128(Rounds, 0.999f);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run512(int rounds, float factor)
    {
        Vector512<float> f = Vector512.Create(factor), one = Vector512<float>.One;
        Vector512<float> a = one, b = one, c = one, d = one, e = one, g = one, h = one, i = one, j = one, k = one, l = one, m = one;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, f, one);
            b = Vector512.FusedMultiplyAdd(b, f, one);
            c = Vector512.FusedMultiplyAdd(c, f, one);
            d = Vector512.FusedMultiplyAdd(d, f, one);
            e = Vector512.FusedMultiplyAdd(e, f, one);
            g = Vector512.FusedMultiplyAdd(g, f, one);
            h = Vector512.FusedMultiplyAdd(h, f, one);
            i = Vector512.FusedMultiplyAdd(i, f, one);
            j = Vector512.FusedMultiplyAdd(j, f, one);
            k = Vector512.FusedMultiplyAdd(k, f, one);
            l = Vector512.FusedMultiplyAdd(l, f, one);
            m = Vector512.FusedMultiplyAdd(m, f, one);
        }

        return Vector512.Sum(a + b + c + d + e + g + h + i + j + k + l + m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run256(int rounds, float factor)
    {
        Vector256<float> f = Vector256.Create(factor), one = Vector256<float>.One;
        Vector256<float> a = one, b = one, c = one, d = one, e = one, g = one, h = one, i = one, j = one, k = one, l = one, m = one;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, f, one);
            b = Vector256.FusedMultiplyAdd(b, f, one);
            c = Vector256.FusedMultiplyAdd(c, f, one);
            d = Vector256.FusedMultiplyAdd(d, f, one);
            e = Vector256.FusedMultiplyAdd(e, f, one);
            g = Vector256.FusedMultiplyAdd(g, f, one);
            h = Vector256.FusedMultiplyAdd(h, f, one);
            i = Vector256.FusedMultiplyAdd(i, f, one);
            j = Vector256.FusedMultiplyAdd(j, f, one);
            k = Vector256.FusedMultiplyAdd(k, f, one);
            l = Vector256.FusedMultiplyAdd(l, f, one);
            m = Vector256.FusedMultiplyAdd(m, f, one);
        }

        return Vector256.Sum(a + b + c + d + e + g + h + i + j + k + l + m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run128(int rounds, float factor)
    {
        Vector128<float> f = Vector128.Create(factor), one = Vector128<float>.One;
        Vector128<float> a = one, b = one, c = one, d = one, e = one, g = one, h = one, i = one, j = one, k = one, l = one, m = one;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector128.FusedMultiplyAdd(a, f, one);
            b = Vector128.FusedMultiplyAdd(b, f, one);
            c = Vector128.FusedMultiplyAdd(c, f, one);
            d = Vector128.FusedMultiplyAdd(d, f, one);
            e = Vector128.FusedMultiplyAdd(e, f, one);
            g = Vector128.FusedMultiplyAdd(g, f, one);
            h = Vector128.FusedMultiplyAdd(h, f, one);
            i = Vector128.FusedMultiplyAdd(i, f, one);
            j = Vector128.FusedMultiplyAdd(j, f, one);
            k = Vector128.FusedMultiplyAdd(k, f, one);
            l = Vector128.FusedMultiplyAdd(l, f, one);
            m = Vector128.FusedMultiplyAdd(m, f, one);
        }

        return Vector128.Sum(a + b + c + d + e + g + h + i + j + k + l + m);
    }
}
