using System;

namespace NetGen;

/// <summary>
/// The mean of <c>100 |y - t| / max(|t|, 1e-7)</c>, in percent (Keras: <c>MeanAbsolutePercentageError</c>). A target of 0
/// makes it very large.
/// </summary>
/// <param name="name">The name in logs and history; default "mean_absolute_percentage_error".</param>
public sealed class MeanAbsolutePercentageError(string? name = null) : OutputErrorMetric(name)
{
    private protected override double Error(double output, double target) => 100 * Math.Abs(output - target) / Math.Max(Math.Abs(target), Counts.Epsilon);
}
