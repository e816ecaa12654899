using System;

namespace NetGen;

/// <summary>The mean of what each output gives with its target.</summary>
internal abstract class ElementwiseLoss : Loss
{
    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double loss = 0;
        double factor = (double)weight / output.Length;
        for (int i = 0; i < output.Length; i++)
        {
            (double value, double slope) = Judge(output[i], target[i]);
            loss += value;
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(slope * factor);
            }
        }

        return loss / output.Length;
    }

    /// <summary>One output's part of the loss, and its derivative by the output; both are NaN where the output is.</summary>
    protected abstract (double Value, double Slope) Judge(double output, double target);
}
