using System;

namespace NetGen;

/// <summary>The mean of <c>ln(cosh(y - t))</c> (Keras: <c>LogCosh</c>): half the square of a small error, a large one less ln 2. The gradient is its tanh.</summary>
internal sealed class LogCoshLoss : ElementwiseLoss
{
    private static readonly double LogOfTwo = Math.Log(2);

    /// <inheritdoc/>
    public override string Name => "log_cosh";

    /// <inheritdoc/>
    protected override (double Value, double Slope) Judge(double output, double target)
    {
        // The cosine itself overflows long before its logarithm is large.
        double error = output - target;
        double size = Math.Abs(error);
        return (size + Math.Log(1 + Math.Exp(-2 * size)) - LogOfTwo, Math.Tanh(error));
    }
}
