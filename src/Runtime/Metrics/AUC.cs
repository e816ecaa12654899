using System;

namespace NetGen;

/// <summary>The curve whose area is taken.</summary>
public enum AucCurve
{
    /// <summary>Receiver operating characteristic: the true positive rate over the false positive rate.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,
}

/// <summary>What lies between two points of the curve.</summary>
public enum AucSummation
{
    /// <summary>Trapezoids under ROC; under PR the interpolation of Davis and Goadrich (2006).</summary>
    Interpolation,

    /// <summary>The lower of the two points.</summary>
    Minoring,

    /// <summary>The higher of the two points.</summary>
    Majoring,
}

/// <summary>
/// The area under a curve of yes-or-no predictions at evenly spread thresholds (Keras: <c>AUC</c>). Every output of every
/// row, a probability in [0, 1] (others are cut off), is a prediction; targets are yes where they are not 0, a class index
/// for its class only.
/// </summary>
public sealed class AUC : Metric
{
    private readonly AucCurve _curve;
    private readonly AucSummation _summation;

    // Predictions above threshold i and not above i + 1.
    private readonly long[] _positives;
    private readonly long[] _negatives;

    /// <summary>A metric.</summary>
    /// <param name="thresholds">Number of thresholds; at least 2, default 200.</param>
    /// <param name="curve">The curve; default <see cref="AucCurve.ROC"/>.</param>
    /// <param name="summation">What lies between the points; default <see cref="AucSummation.Interpolation"/>.</param>
    /// <param name="name">The name in logs and history; default "auc".</param>
    public AUC(int thresholds = 200, AucCurve curve = AucCurve.ROC, AucSummation summation = AucSummation.Interpolation, string? name = null)
        : base(name, MetricDirection.HigherIsBetter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thresholds, 2);
        _curve = curve;
        _summation = summation;
        _positives = new long[thresholds];
        _negatives = new long[thresholds];
    }

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            // From the highest threshold, which nothing passes, downwards.
            long positives = Counts.Sum(_positives);
            long negatives = Counts.Sum(_negatives);
            double area = 0;
            var right = new Point(0, 0, positives, negatives);
            for (int i = _positives.Length - 2; i >= 0; i--)
            {
                var left = new Point(right.TruePositives + _positives[i], right.FalsePositives + _negatives[i], positives, negatives);
                area += _curve == AucCurve.PR && _summation == AucSummation.Interpolation ? InterpolatedArea(left, right) : Area(left, right);
                right = left;
            }

            return area;
        }
    }

    /// <inheritdoc/>
    public override Metric CreateEmpty() => new AUC(_positives.Length, _curve, _summation, Name);

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_positives);
        Array.Clear(_negatives);
    }

    /// <inheritdoc/>
    public override bool CanSaveState => true;

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("positives", _positives);
        state.Set("negatives", _negatives);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.CopyTo("positives", _positives);
        state.CopyTo("negatives", _negatives);
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.Check(output, target);
        bool isClassIndex = TargetRow.IsClassIndex(output, target);
        int last = _positives.Length - 1;
        for (int i = 0; i < output.Length; i++)
        {
            // The first threshold lies below 0, the last above 1, those between at i / last; NaN passes only the first.
            float place = MathF.Ceiling(Math.Clamp(output[i], 0, 1) * last) - 1;
            int bucket = place > 0 ? (int)place : 0;
            (TargetRow.Of(i, target, isClassIndex) != 0 ? _positives : _negatives)[bucket]++;
        }
    }

    private double Area(Point left, Point right)
    {
        (double x, double y) = Place(left);
        (double nextX, double nextY) = Place(right);
        double height = _summation switch
        {
            AucSummation.Minoring => Math.Min(y, nextY),
            AucSummation.Majoring => Math.Max(y, nextY),
            _ => (y + nextY) / 2,
        };
        return (x - nextX) * height;
    }

    private (double X, double Y) Place(Point point)
    {
        double recall = Counts.Share(point.TruePositives, point.Positives);
        return _curve == AucCurve.ROC
            ? (Counts.Share(point.FalsePositives, point.Negatives), recall)
            : (recall, Counts.Share(point.TruePositives, point.Predicted));
    }

    /// <summary>Davis and Goadrich: between two points the true positives rise in a straight line over the predicted ones.</summary>
    private static double InterpolatedArea(Point left, Point right)
    {
        double truePositives = left.TruePositives - right.TruePositives;
        double slope = Counts.Share(truePositives, left.Predicted - right.Predicted);
        double intercept = right.TruePositives - (slope * right.Predicted);
        double ratio = left.Predicted > 0 && right.Predicted > 0 ? (double)left.Predicted / right.Predicted : 1;
        return Counts.Share(slope * (truePositives + (intercept * Math.Log(ratio))), right.Positives);
    }

    /// <summary>What passes a threshold, of all positives and negatives.</summary>
    private readonly record struct Point(long TruePositives, long FalsePositives, long Positives, long Negatives)
    {
        public long Predicted => TruePositives + FalsePositives;
    }
}
