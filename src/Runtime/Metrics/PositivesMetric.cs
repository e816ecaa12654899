using System;

namespace NetGen;

/// <summary>
/// A metric of yes-or-no predictions: every output of every row is one, and counts as yes above a threshold or among its
/// row's k largest. Targets are yes where they are not 0; a class index is yes for its class only.
/// </summary>
public abstract class PositivesMetric : Metric
{
    private readonly double _threshold;
    private readonly int? _topK;
    private readonly int? _classId;

    /// <summary>A metric.</summary>
    /// <param name="threshold">An output above it counts as yes; null: 0.5, or with <paramref name="topK"/> none.</param>
    /// <param name="topK">Only a row's k largest outputs, the first of equals, can be yes; null: all.</param>
    /// <param name="classId">Only this output counts; null: all.</param>
    /// <param name="name">The name in logs and history; null: that of the class in snake case.</param>
    /// <param name="direction">Which way it gets better.</param>
    private protected PositivesMetric(double? threshold, int? topK, int? classId, string? name, MetricDirection direction)
        : base(name, direction)
    {
        if (topK is { } k)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(k, 1, nameof(topK));
        }

        if (classId is { } id)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(classId));
        }

        _threshold = Threshold(threshold) ?? (topK is null ? 0.5 : double.NegativeInfinity);
        _topK = topK;
        _classId = classId;
    }

    /// <summary>Number of yes that are right.</summary>
    public long TruePositives { get; private set; }

    /// <summary>Number of no that are right.</summary>
    public long TrueNegatives { get; private set; }

    /// <summary>Number of yes that are wrong.</summary>
    public long FalsePositives { get; private set; }

    /// <summary>Number of no that are wrong.</summary>
    public long FalseNegatives { get; private set; }

    /// <inheritdoc/>
    public sealed override Metric CreateEmpty()
    {
        // All that changes are numbers.
        var empty = (PositivesMetric)MemberwiseClone();
        empty.Reset();
        return empty;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        TruePositives = 0;
        TrueNegatives = 0;
        FalsePositives = 0;
        FalseNegatives = 0;
    }

    /// <inheritdoc/>
    public override bool CanSaveState => true;

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("true_positives", TruePositives);
        state.Set("true_negatives", TrueNegatives);
        state.Set("false_positives", FalsePositives);
        state.Set("false_negatives", FalseNegatives);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        TruePositives = state.GetInt64("true_positives");
        TrueNegatives = state.GetInt64("true_negatives");
        FalsePositives = state.GetInt64("false_positives");
        FalseNegatives = state.GetInt64("false_negatives");
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.Check(output, target);
        bool isClassIndex = TargetRow.IsClassIndex(output, target);
        int first = _classId ?? 0;
        int end = _classId + 1 ?? output.Length;
        if (end > output.Length)
        {
            throw new ArgumentException($"{Name} looks at class {_classId}; the row has {output.Length} outputs.", nameof(output));
        }

        for (int i = first; i < end; i++)
        {
            bool predicted = output[i] > _threshold && (_topK is not { } k || IsAmong(output, i, k));
            bool actual = TargetRow.Of(i, target, isClassIndex) != 0;
            TruePositives += predicted && actual ? 1 : 0;
            FalsePositives += predicted && !actual ? 1 : 0;
            FalseNegatives += !predicted && actual ? 1 : 0;
            TrueNegatives += !predicted && !actual ? 1 : 0;
        }
    }

    internal override string? Misfit(int outputs, int targets) => _classId >= outputs
        ? $"it looks at class {_classId}, and there are the outputs 0 to {outputs - 1}"
        : null;

    private static bool IsAmong(ReadOnlySpan<float> output, int index, int k)
    {
        int before = 0;
        for (int i = 0; i < output.Length; i++)
        {
            before += output[i] > output[index] || (output[i] == output[index] && i < index) ? 1 : 0;
        }

        return before < k;
    }
}
