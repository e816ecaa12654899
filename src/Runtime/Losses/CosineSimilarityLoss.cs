using System;

namespace NetGen;

/// <summary>
/// The cosine between outputs and targets, negated: -1 for the same direction, 1 for opposite ones (Keras: <c>CosineSimilarity</c>). Vectors shorter than 1e-7
/// are not lengthened to 1.
/// </summary>
internal sealed class CosineSimilarityLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double product = 0;
        double outputSquares = 0;
        double targetSquares = 0;
        for (int i = 0; i < output.Length; i++)
        {
            product += (double)output[i] * target[i];
            outputSquares += (double)output[i] * output[i];
            targetSquares += (double)target[i] * target[i];
        }

        double outputInverse = InverseNorm(outputSquares);
        double targetInverse = InverseNorm(targetSquares);
        double cosine = product * outputInverse * targetInverse;

        // A vector that is lengthened to 1 gains nothing by its own direction.
        double along = outputInverse < 1 / Probability.Epsilon || double.IsNaN(outputInverse) ? cosine * outputInverse * outputInverse : 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (float)(-weight * ((target[i] * outputInverse * targetInverse) - (output[i] * along)));
        }

        return -cosine;
    }

    private static double InverseNorm(double squares) => Math.Min(1 / Math.Sqrt(squares), 1 / Probability.Epsilon);
}
