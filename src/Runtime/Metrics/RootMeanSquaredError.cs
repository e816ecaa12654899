using System;

namespace NetGen;

/// <summary>The square root of the mean of <c>(y - t)²</c>, in the targets' own unit (Keras: <c>RootMeanSquaredError</c>).</summary>
/// <param name="name">The name in logs and history; default "root_mean_squared_error".</param>
public sealed class RootMeanSquaredError(string? name = null) : OutputErrorMetric(name)
{
    /// <inheritdoc/>
    public override double Result => Math.Sqrt(base.Result);

    private protected override double Error(double output, double target) => (output - target) * (output - target);
}
