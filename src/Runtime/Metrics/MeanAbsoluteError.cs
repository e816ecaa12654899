using System;

namespace NetGen;

/// <summary>The mean of <c>|y - t|</c> (Keras: <c>MeanAbsoluteError</c>). As a loss it is <see cref="Loss.MeanAbsoluteError"/>.</summary>
/// <param name="name">The name in logs and history; default "mean_absolute_error".</param>
public sealed class MeanAbsoluteError(string? name = null) : OutputErrorMetric(name)
{
    private protected override double Error(double output, double target) => Math.Abs(output - target);
}
