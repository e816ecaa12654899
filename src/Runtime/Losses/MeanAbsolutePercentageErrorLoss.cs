using System;

namespace NetGen;

/// <summary>The mean of <c>100 * |t - y| / max(|t|, 1e-7)</c> (Keras: <c>MeanAbsolutePercentageError</c>); the gradient is 0 where they are equal.</summary>
internal sealed class MeanAbsolutePercentageErrorLoss : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_percentage_error";

    /// <inheritdoc/>
    protected override (double Value, double Slope) Judge(double output, double target)
    {
        double error = output - target;
        double share = 100 / Math.Max(Math.Abs(target), Probability.Epsilon);
        return (share * Math.Abs(error), error > 0 ? share : error < 0 ? -share : error);
    }
}
