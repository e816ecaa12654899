using System;

namespace NetGen;

/// <summary>
/// The mean of <c>max(1 - t * y, 0)</c>, or of its square, for targets that are -1 and 1 (Keras: <c>Hinge</c>, <c>SquaredHinge</c>). A sample's targets that
/// are all 0 or 1 mean -1 and 1, as in Keras, which looks at those of a batch.
/// </summary>
/// <param name="isSquared">Whether the square is taken.</param>
internal sealed class HingeLoss(bool isSquared) : Loss
{
    /// <inheritdoc/>
    public override string Name => isSquared ? "squared_hinge" : "hinge";

    /// <inheritdoc/>
    /// <remarks>Between yes and no there is nothing for a hinge, and 0 would mean no in one sample and half in another.</remarks>
    public override Loss? ForMixedTargets => null;

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        bool isBinary = !target.ContainsAnyExcept(0f, 1f);
        double factor = (double)weight / output.Length;
        double loss = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double t = isBinary ? (2 * target[i]) - 1 : target[i];
            double margin = 1 - (t * output[i]);
            double missing = margin < 0 ? 0 : margin;
            loss += isSquared ? missing * missing : missing;
            if (!gradient.IsEmpty)
            {
                // At the border TensorFlow's gradient is still that of the margin; that of NaN is NaN.
                double slope = margin >= 0 ? 1 : missing;
                gradient[i] = (float)(-t * (isSquared ? 2 * missing : slope) * factor);
            }
        }

        return loss / output.Length;
    }
}
