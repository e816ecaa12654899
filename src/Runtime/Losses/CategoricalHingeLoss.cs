using System;

namespace NetGen;

/// <summary>
/// <c>max(1 + max((1 - t) * y) - sum(t * y), 0)</c> for one-hot targets (Keras: <c>CategoricalHinge</c>): the right class is to lead every other one by 1.
/// Wrong classes that lead together share the gradient.
/// </summary>
internal sealed class CategoricalHingeLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_hinge";

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double right = 0;
        double wrong = double.NegativeInfinity;
        for (int i = 0; i < output.Length; i++)
        {
            right += (double)target[i] * output[i];
            wrong = Math.Max(wrong, Other(output[i], target[i]));
        }

        double margin = 1 + wrong - right;
        if (double.IsNaN(margin))
        {
            gradient.Fill(float.NaN);
            return margin;
        }

        int leaders = 0;
        for (int i = 0; i < output.Length; i++)
        {
            leaders += Other(output[i], target[i]) == wrong ? 1 : 0;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            double lead = Other(output[i], target[i]) == wrong ? (1.0 - target[i]) / leaders : 0;
            gradient[i] = margin < 0 ? 0 : (float)(weight * (lead - target[i]));
        }

        return Math.Max(margin, 0);
    }

    private static double Other(float output, float target) => (1.0 - target) * output;
}
