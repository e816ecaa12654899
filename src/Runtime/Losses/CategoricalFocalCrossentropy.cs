using System;

namespace NetGen;

/// <summary>
/// Cross-entropy that counts little where the right class is nearly sure: <c>-alpha * sum((1 - p)^gamma * t * ln p)</c> over the classes (Lin 2018; Keras:
/// <c>CategoricalFocalCrossentropy</c>). Outputs are normalised to sum 1 and clipped to [1e-7, 1 - 1e-7], beyond which the gradient is 0.
/// </summary>
public sealed class CategoricalFocalCrossentropy : Loss
{
    private readonly double _gamma;
    private readonly double _alpha;
    private readonly float _smoothing;

    /// <summary>A loss.</summary>
    /// <param name="gamma">The exponent; finite, at least 0, default 2.</param>
    /// <param name="alpha">The weight of every class; finite, at least 0, default 0.25, as in Keras.</param>
    /// <param name="labelSmoothing">Share s of each target spread evenly over K classes: <c>t * (1 - s) + s / K</c>; in [0, 1], default 0.</param>
    public CategoricalFocalCrossentropy(double gamma = 2, double alpha = 0.25, double labelSmoothing = 0)
    {
        _gamma = SinglePrecision.NotNegative(gamma, nameof(gamma), "Gamma");
        _alpha = SinglePrecision.NotNegative(alpha, nameof(alpha), "Alpha");
        _smoothing = Probability.Smoothing(labelSmoothing);
    }

    /// <inheritdoc/>
    public override string Name => "categorical_focal_crossentropy";

    /// <inheritdoc/>
    public override bool TakesProbabilities => true;

    /// <inheritdoc/>
    public override bool IsClassification => true;

    /// <inheritdoc/>
    public override string? FindTargetError(ReadOnlySpan<float> target) => Probability.FindErrorOfClasses(target, Name);

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        var targets = new SoftTargets(target, _smoothing);
        double sum = Probability.Sum(output);
        double loss = 0;
        double common = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double share = output[i] / sum;
            double p = Probability.Clip(share);
            loss -= _alpha * Math.Pow(1 - p, _gamma) * targets[i] * Math.Log(p);
            common += Slope(share, targets[i]) * share;
        }

        // What makes one output larger makes all shares smaller.
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (float)(weight * (Slope(output[i] / sum, targets[i]) - common) / sum);
        }

        return loss;
    }

    /// <summary>The derivative by a class's share; 0 where that is clipped.</summary>
    private double Slope(double p, double t) => Probability.IsInside(p)
        ? _alpha * t * ((_gamma * Math.Pow(1 - p, _gamma - 1) * Math.Log(p)) - (Math.Pow(1 - p, _gamma) / p))
        : 0;
}
