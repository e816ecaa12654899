using System;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Counts rows, and nobody said how to save that.</summary>
internal sealed class UnsavedRows() : Metric("rows", MetricDirection.None)
{
    private int _rows;

    public override double Result => _rows;

    public override Metric CreateEmpty() => new UnsavedRows();

    public override void Reset() => _rows = 0;

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => _rows++;
}
