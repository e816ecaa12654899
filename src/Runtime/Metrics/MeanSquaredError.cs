namespace NetGen;

/// <summary>The mean of <c>(y - t)²</c> (Keras: <c>MeanSquaredError</c>). As a loss it is <see cref="Loss.MeanSquaredError"/>.</summary>
/// <param name="name">The name in logs and history; default "mean_squared_error".</param>
public sealed class MeanSquaredError(string? name = null) : OutputErrorMetric(name)
{
    private protected override double Error(double output, double target) => (output - target) * (output - target);
}
