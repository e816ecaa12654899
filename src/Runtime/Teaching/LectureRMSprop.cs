using System;
using System.Numerics;

namespace NetGen.Teaching;

/// <summary>
/// RMSprop as lectures write it: <c>v = rho * v + (1 - rho) * g²</c>; <c>w -= lr * g / sqrt(v)</c>. Nothing keeps the root
/// away from 0, so a weight whose gradient has always been 0, as behind a dead ReLU, becomes NaN (0 / 0): train with
/// <see cref="RMSprop"/>.
/// </summary>
public sealed class LectureRMSprop : Optimizer
{
    private readonly float _rho;
    private readonly float _oneMinusRho;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="rho">Decay of the running mean, in [0, 1); default 0.9.</param>
    public LectureRMSprop(double learningRate = 0.001, double rho = 0.9)
        : base(learningRate)
    {
        Rho = SinglePrecision.Rate(rho, nameof(rho));
        _rho = (float)rho;
        _oneMinusRho = (float)(1 - rho);
    }

    /// <summary>Decay of the running mean.</summary>
    public double Rho { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("rho", Rho);
    }

    /// <inheritdoc/>
    protected override int StateSlots => 1;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => "velocity";

    /// <inheritdoc/>
    protected override void Update(ParameterRange range)
    {
        Span<float> velocity = range.State(0);
        for (int i = 0; i < range.Values.Length; i += Vector<float>.Count)
        {
            Vector<float> g = Block.Load(range.Gradients, i);
            Vector<float> v = (Block.Load(velocity, i) * _rho) + (g * g * _oneMinusRho);
            Block.Store(velocity, i, v);
            Block.Store(range.Values, i, Block.Load(range.Values, i) - (g * LearningRate / Vector.SquareRoot(v)));
        }
    }
}
