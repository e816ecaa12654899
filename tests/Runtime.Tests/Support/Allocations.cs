using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Counts what is allocated, on all threads.</summary>
internal static class Allocations
{
    private const int WarmUps = 5;
    private const int Attempts = 10;
    private const int Repetitions = 10;

    /// <summary>
    /// After some calls that may allocate, further ones allocate nothing. The test runner's own threads allocate now and
    /// then, so several attempts are made and one without is enough; what the work itself allocates is in all of them.
    /// </summary>
    public static void AssertNone(Action work)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            work();
        }

        long[] bytes = new long[Attempts];
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Repetitions; i++)
            {
                work();
            }

            bytes[attempt] = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Assert.Equal(0, bytes.Min());
    }
}
