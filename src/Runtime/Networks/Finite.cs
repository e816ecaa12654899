using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Looks for what is no finite number.</summary>
internal static class Finite
{
    /// <summary>Whether there is neither a NaN nor an infinity among values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool All(ReadOnlySpan<float> values)
    {
        // Zero times a number is zero, unless the number is infinite or none.
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sum += Vector.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i) * Vector<float>.Zero;
        }

        float rest = 0;
        for (; i < values.Length; i++)
        {
            rest += values[i] * 0;
        }

        return Vector.EqualsAll(sum, Vector<float>.Zero) && rest == 0;
    }

    /// <summary>The place of the first value that is NaN or infinite; -1 where all are finite.</summary>
    public static int FirstOther(ReadOnlySpan<float> values)
    {
        if (!All(values))
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (!float.IsFinite(values[i]))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
