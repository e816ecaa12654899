using System;

namespace NetGen;

/// <summary>
/// The mean of <c>(ln(1 + y) - ln(1 + t))²</c> with both at least 1e-7 (Keras: <c>MeanSquaredLogarithmicError</c>); the gradient is 0 where an output is below.
/// </summary>
internal sealed class MeanSquaredLogarithmicErrorLoss : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_logarithmic_error";

    /// <inheritdoc/>
    protected override (double Value, double Slope) Judge(double output, double target)
    {
        double y = Math.Max(output, Probability.Epsilon);
        double error = Math.Log(1 + y) - Math.Log(1 + Math.Max(target, Probability.Epsilon));
        return (error * error, output < Probability.Epsilon ? 0 : 2 * error / (1 + y));
    }
}
