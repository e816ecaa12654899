using System;

namespace NetGen;

/// <summary>
/// The mean of <c>(ln(y + 1) - ln(t + 1))²</c>, in which outputs and targets below 1e-7 count as that (Keras:
/// <c>MeanSquaredLogarithmicError</c>).
/// </summary>
/// <param name="name">The name in logs and history; default "mean_squared_logarithmic_error".</param>
public sealed class MeanSquaredLogarithmicError(string? name = null) : OutputErrorMetric(name)
{
    private protected override double Error(double output, double target)
    {
        double error = Log(output) - Log(target);
        return error * error;
    }

    private static double Log(double value) => Math.Log(Math.Max(value, Counts.Epsilon) + 1);
}
