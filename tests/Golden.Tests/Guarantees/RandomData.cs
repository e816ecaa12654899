using System;
using System.Linq;
using NetGen.Golden.Tests.Execution;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Samples and labels that mean nothing.</summary>
internal static class RandomData
{
    /// <param name="info">The network.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="largeSample">One whose values are so large that no layer can add them up; null for none.</param>
    public static Dataset Classes(NetworkInfo info, int count, int? largeSample = null)
    {
        var random = new Random(11);
        float[] x = NetworkTouch.Numbers(random, count * info.InputSize);
        if (largeSample is { } large)
        {
            x.AsSpan(large * info.InputSize, info.InputSize).Fill(3e38f);
        }

        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(info.OutputShape[^1]))];
        return Dataset.FromClasses(x, labels, info.InputShape);
    }
}
