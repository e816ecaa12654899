using System;

namespace NetGen;

/// <summary>
/// The mean over the rows of the cosine between outputs and targets: 1 for the same direction, -1 for opposite ones, 0
/// where one of them is all 0 (Keras: <c>CosineSimilarity</c>).
/// </summary>
/// <param name="name">The name in logs and history; default "cosine_similarity".</param>
public sealed class CosineSimilarity(string? name = null) : MeanMetric(name, MetricDirection.HigherIsBetter)
{
    internal override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfValues(outputs, targets);

    /// <inheritdoc/>
    protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.CheckValues(output, target);
        double product = 0;
        double outputSquares = 0;
        double targetSquares = 0;
        for (int i = 0; i < output.Length; i++)
        {
            product += (double)output[i] * target[i];
            outputSquares += (double)output[i] * output[i];
            targetSquares += (double)target[i] * target[i];
        }

        return product * InverseNorm(outputSquares) * InverseNorm(targetSquares);
    }

    /// <summary>Keras's: vectors shorter than 1e-7 are not lengthened to 1.</summary>
    private static double InverseNorm(double squares) => Math.Min(1 / Math.Sqrt(squares), 1 / Counts.Epsilon);
}
