using System;

namespace NetGen;

/// <summary>A metric that is the mean of a figure of each row.</summary>
public abstract class MeanMetric : Metric
{
    private double _sum;
    private long _rows;

    /// <summary>A metric.</summary>
    /// <param name="name">Its name in logs and history.</param>
    protected MeanMetric(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override double Result => Counts.Share(_sum, _rows);

    /// <inheritdoc/>
    public override void Reset()
    {
        _sum = 0;
        _rows = 0;
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        _sum += Evaluate(output, target);
        _rows++;
    }

    /// <summary>One row's figure.</summary>
    protected abstract double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target);
}
