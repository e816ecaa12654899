using System;

namespace NetGen;

/// <summary>
/// A metric that is the mean of a figure of each row, 0 where there is none (Keras: <c>MeanMetricWrapper</c>). A row whose
/// figure is NaN makes the mean NaN.
/// </summary>
/// <example>
/// <code>
/// internal sealed class Overestimation() : MeanMetric("overestimation", MetricDirection.LowerIsBetter)
/// {
///     protected override double Evaluate(ReadOnlySpan&lt;float&gt; output, ReadOnlySpan&lt;float&gt; target) =&gt; output[0] &gt; target[0] ? 1 : 0;
/// }
/// </code>
/// </example>
public abstract class MeanMetric : Metric
{
    private double _sum;
    private long _rows;

    /// <summary>A metric.</summary>
    /// <param name="name">Its name in logs and history; null: that of the class in snake case.</param>
    /// <param name="direction">Which way it gets better.</param>
    /// <exception cref="ArgumentException">Figures that are no metric's have that name, or may have it.</exception>
    protected MeanMetric(string? name, MetricDirection direction)
        : base(name, direction)
    {
    }

    /// <inheritdoc/>
    public override double Result => Counts.Share(_sum, _rows);

    /// <summary>
    /// A copy of this object that has taken no row. A class derived from this one that keeps more from row to row than
    /// numbers overrides it, so that the copy has its own.
    /// </summary>
    public override Metric CreateEmpty()
    {
        var empty = (MeanMetric)MemberwiseClone();
        empty.Reset();
        return empty;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        _sum = 0;
        _rows = 0;
    }

    /// <inheritdoc/>
    public override bool CanSaveState => true;

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("sum", _sum);
        state.Set("rows", _rows);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _sum = state.GetDouble("sum");
        _rows = state.GetInt64("rows");
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        _sum += Evaluate(output, target);
        _rows++;
    }

    /// <summary>One row's figure.</summary>
    /// <param name="output">The network's outputs.</param>
    /// <param name="target">A value per output, or one class index.</param>
    protected abstract double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target);
}
