using System;

namespace NetGen;

/// <summary>The mean of <c>(y - t)²</c> (Keras: <c>MeanSquaredError</c>).</summary>
internal sealed class MeanSquaredErrorLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double loss = 0;
        float factor = 2 * weight / output.Length;
        for (int i = 0; i < output.Length; i++)
        {
            float error = output[i] - target[i];
            loss += (double)error * error;
            if (!gradient.IsEmpty)
            {
                gradient[i] = error * factor;
            }
        }

        return loss / output.Length;
    }
}
