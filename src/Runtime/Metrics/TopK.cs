using System;

namespace NetGen;

/// <summary>Whether a class is among those with the largest outputs.</summary>
internal static class TopK
{
    public const int DefaultK = 5;

    public static int Check(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return k;
    }

    /// <summary>TensorFlow's rule: fewer than k outputs are larger, so that equals at the border are all in; NaN and infinity are out.</summary>
    public static bool Contains(ReadOnlySpan<float> output, int index, int k)
    {
        if (!float.IsFinite(output[index]))
        {
            return false;
        }

        int larger = 0;
        foreach (float value in output)
        {
            larger += value > output[index] ? 1 : 0;
        }

        return larger < k;
    }
}
