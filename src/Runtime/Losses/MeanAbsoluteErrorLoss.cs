using System;

namespace NetGen;

/// <summary>The mean of <c>|y - t|</c> (Keras: <c>MeanAbsoluteError</c>); the gradient is 0 where they are equal.</summary>
internal sealed class MeanAbsoluteErrorLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double loss = 0;
        float factor = weight / output.Length;
        for (int i = 0; i < output.Length; i++)
        {
            float error = output[i] - target[i];
            loss += Math.Abs(error);
            if (!gradient.IsEmpty)
            {
                gradient[i] = error > 0 ? factor : error < 0 ? -factor : error * factor;
            }
        }

        return loss / output.Length;
    }
}
