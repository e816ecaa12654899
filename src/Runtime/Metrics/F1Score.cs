using System;

namespace NetGen;

/// <summary>How the classes' figures become one.</summary>
public enum ClassAverage
{
    /// <summary>All predictions are counted together.</summary>
    Micro,

    /// <summary>The mean over the classes.</summary>
    Macro,

    /// <summary>The mean over the classes, weighted by how often each is the target.</summary>
    Weighted,
}

/// <summary>
/// The harmonic mean of precision and recall, <c>2 TP / (2 TP + FP + FN)</c>, 0 where there is nothing to count (Keras:
/// <c>F1Score</c>). Targets are one-hot, multi-label or class indices.
/// </summary>
public sealed class F1Score : Metric
{
    // Keras's: an output this near to 0 is not taken for the largest.
    private const float NearZero = 1e-9f;

    private readonly ClassAverage _average;
    private readonly double? _threshold;
    private long[] _truePositives = [];
    private long[] _falsePositives = [];
    private long[] _falseNegatives = [];
    private long _rows;

    /// <summary>A metric.</summary>
    /// <param name="average">How the classes' figures become one; default <see cref="ClassAverage.Macro"/>.</param>
    /// <param name="threshold">
    /// An output above it is a predicted class. Default: the row's largest output is, or, of a single output, one above 0.5.
    /// </param>
    /// <param name="name">The name in logs and history; default "f1_score".</param>
    public F1Score(ClassAverage average = ClassAverage.Macro, double? threshold = null, string? name = null)
        : base(name, MetricDirection.HigherIsBetter)
    {
        _average = average;
        _threshold = Threshold(threshold);
    }

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            if (_average == ClassAverage.Micro)
            {
                return Score(Counts.Sum(_truePositives), Counts.Sum(_falsePositives), Counts.Sum(_falseNegatives));
            }

            double sum = 0;
            double weights = 0;
            for (int i = 0; i < _truePositives.Length; i++)
            {
                double weight = _average == ClassAverage.Weighted ? _truePositives[i] + _falseNegatives[i] : 1;
                sum += weight * Of(i);
                weights += weight;
            }

            return Counts.Share(sum, weights);
        }
    }

    /// <summary>One class's score.</summary>
    /// <param name="classId">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No row had such a class.</exception>
    public double Of(int classId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classId);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classId, _truePositives.Length);
        return Score(_truePositives[classId], _falsePositives[classId], _falseNegatives[classId]);
    }

    /// <inheritdoc/>
    public override Metric CreateEmpty() => new F1Score(_average, _threshold, Name);

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_truePositives);
        Array.Clear(_falsePositives);
        Array.Clear(_falseNegatives);
        _rows = 0;
    }

    /// <inheritdoc/>
    public override bool CanSaveState => true;

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("rows", _rows);
        state.Set("true_positives", _truePositives);
        state.Set("false_positives", _falsePositives);
        state.Set("false_negatives", _falseNegatives);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _rows = state.GetInt64("rows");
        _truePositives = [.. state.GetInt64s("true_positives")];
        _falsePositives = [.. state.GetInt64s("false_positives")];
        _falseNegatives = [.. state.GetInt64s("false_negatives")];
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.Check(output, target);
        if (_truePositives.Length != output.Length)
        {
            TargetRow.CheckWidth(output, _truePositives.Length, _rows);
            _truePositives = new long[output.Length];
            _falsePositives = new long[output.Length];
            _falseNegatives = new long[output.Length];
        }

        _rows++;
        bool isClassIndex = TargetRow.IsClassIndex(output, target);
        float largest = output[TargetRow.ArgMax(output)];
        for (int i = 0; i < output.Length; i++)
        {
            bool predicted = _threshold is { } threshold ? output[i] > threshold
                : output.Length == 1 ? output[i] > 0.5
                : output[i] >= largest && Math.Abs(output[i]) > NearZero;
            bool actual = TargetRow.Of(i, target, isClassIndex) != 0;
            _truePositives[i] += predicted && actual ? 1 : 0;
            _falsePositives[i] += predicted && !actual ? 1 : 0;
            _falseNegatives[i] += !predicted && actual ? 1 : 0;
        }
    }

    private static double Score(long truePositives, long falsePositives, long falseNegatives) =>
        Counts.Share(2 * truePositives, (2 * truePositives) + falsePositives + falseNegatives);
}
