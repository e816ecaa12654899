using System;

namespace NetGen;

/// <summary>A row's target read as classes, whether it is a class index or a value for each output.</summary>
internal static class TargetRow
{
    /// <summary>Whether the target is one class index for several outputs.</summary>
    public static bool IsClassIndex(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => target.Length == 1 && output.Length > 1;

    /// <summary>The target of one output, 1 for the class that an index names.</summary>
    public static float Of(int output, ReadOnlySpan<float> target, bool isClassIndex) =>
        isClassIndex ? (output == (int)target[0] ? 1 : 0) : target[output];

    /// <summary>The index of the largest value, the first of several.</summary>
    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }
}
