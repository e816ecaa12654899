using System;
using System.Linq;
using NetGen.Golden.Tests.Execution;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Samples and labels that mean nothing.</summary>
internal static class RandomData
{
    public static Dataset Classes(NetworkInfo info, int count)
    {
        var random = new Random(11);
        float[] x = NetworkTouch.Numbers(random, count * info.InputSize);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(info.OutputShape[^1]))];
        return Dataset.FromClasses(x, labels, info.InputShape);
    }
}
