using System;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Counts what the whole process allocates.</summary>
internal static class Allocation
{
    /// <summary>Beside the tests, the test host allocates now and then; what the networks allocate comes every time.</summary>
    private const int Attempts = 10;

    /// <summary>The first call is allowed anything.</summary>
    public static long FewestBytes(Action action)
    {
        action();
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && fewest > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return fewest;
    }
}
