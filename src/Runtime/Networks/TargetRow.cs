using System;

namespace NetGen;

/// <summary>A row's target read as classes, whether it is a class index or a value for each output.</summary>
internal static class TargetRow
{
    /// <summary>Why a metric cannot judge rows that want a value for each output; null where it can.</summary>
    public static string? MisfitOfValues(int outputs, int targets) => targets == outputs ? null
        : targets == 1 ? $"it takes a value for each of the {outputs} outputs, and these are class indices"
        : $"it takes a value for each of the {outputs} outputs, and these have {targets}";

    /// <summary>The same of one-hot targets, for a metric that looks for the largest of several outputs.</summary>
    public static string? MisfitOfOneHot(int outputs, int targets) => outputs == 1
        ? "it looks for the largest of several outputs, and there is one; BinaryAccuracy judges that"
        : MisfitOfValues(outputs, targets) is { } misfit ? misfit + (targets == 1 ? "; the Sparse metric of that name takes those" : "") : null;

    /// <summary>The same of a class index.</summary>
    public static string? MisfitOfClassIndex(int outputs, int targets) => outputs == 1
        ? "it looks for the largest of several outputs, and there is one; BinaryAccuracy judges that"
        : targets != 1
        ? $"it takes one class index, and these have a value for each of the {targets} outputs; the metric without Sparse in its name takes those"
        : null;

    /// <summary>Whether the target is one class index for several outputs.</summary>
    public static bool IsClassIndex(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => target.Length == 1 && output.Length > 1;

    /// <summary>Refuses a target that is neither a value for each output nor one class index.</summary>
    /// <exception cref="ArgumentException">The target does not fit the outputs.</exception>
    public static void Check(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (IsClassIndex(output, target))
        {
            ClassIndex(output, target);
        }
        else
        {
            CheckValues(output, target);
        }
    }

    /// <summary>Refuses a target that is not a value for each output.</summary>
    /// <exception cref="ArgumentException">The target does not fit the outputs.</exception>
    public static void CheckValues(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (output.IsEmpty || target.Length != output.Length)
        {
            throw new ArgumentException($"The row has {output.Length} outputs and a target of {target.Length} values; each output takes one.", nameof(target));
        }
    }

    /// <summary>Refuses a row that has not as many outputs as those before it.</summary>
    /// <exception cref="ArgumentException">There were rows of another width.</exception>
    public static void CheckWidth(ReadOnlySpan<float> output, int before, long rowsBefore)
    {
        if (rowsBefore > 0 && output.Length != before)
        {
            throw new ArgumentException($"The row has {output.Length} outputs, the rows before it {before}.", nameof(output));
        }
    }

    /// <summary>The class that a target of one value names.</summary>
    /// <exception cref="ArgumentException">The target has several values, or names none of the outputs.</exception>
    public static int ClassIndex(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (target.Length != 1)
        {
            throw new ArgumentException($"The target is one class index; {target.Length} values came.", nameof(target));
        }

        return target[0] >= 0 && target[0] < output.Length && target[0] == MathF.Floor(target[0])
            ? (int)target[0]
            : throw new ArgumentException(FormattableString.Invariant($"The target {target[0]} is none of the classes 0 to {output.Length - 1} that the row has outputs for."), nameof(target));
    }

    /// <summary>The target of one output, 1 for the class that an index names.</summary>
    public static float Of(int output, ReadOnlySpan<float> target, bool isClassIndex) =>
        isClassIndex ? (output == (int)target[0] ? 1 : 0) : target[output];

    /// <summary>The index of the largest value, the first of several. NaN is passed over, as by TensorFlow; where there is nothing else, 0.</summary>
    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        float largest = float.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > largest)
            {
                best = i;
                largest = values[i];
            }
        }

        return best;
    }
}
