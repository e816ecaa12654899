using System;

namespace NetGen;

/// <summary>
/// The mean of <c>e² / 2</c> for errors up to delta and <c>delta * |e| - delta² / 2</c> beyond (Huber 1964; Keras:
/// <c>Huber</c>).
/// </summary>
public sealed class Huber : Loss
{
    private readonly float _delta;

    /// <summary>A loss.</summary>
    /// <param name="delta">Where the loss turns linear; above 0, default 1.</param>
    public Huber(double delta = 1) =>
        _delta = (float)SinglePrecision.Positive(delta, nameof(delta), "Delta");

    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double loss = 0;
        float factor = weight / output.Length;
        for (int i = 0; i < output.Length; i++)
        {
            float error = output[i] - target[i];
            double size = Math.Abs(error);
            loss += size <= _delta ? 0.5 * size * size : (_delta * size) - (0.5 * _delta * _delta);
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float.IsNaN(error) ? error : Math.Clamp(error, -_delta, _delta)) * factor;
            }
        }

        return loss / output.Length;
    }
}
