using System;

namespace NetGen;

/// <summary>Sums whose order is that of the values.</summary>
internal static class OrderedSum
{
    public static double SumInOrder(this Span<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
