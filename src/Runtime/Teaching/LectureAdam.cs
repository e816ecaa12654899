using System;
using System.Numerics;

namespace NetGen.Teaching;

/// <summary>
/// ADAM as lectures write it: <c>m = beta1 * m + (1 - beta1) * g</c>; <c>v = beta2 * v + (1 - beta2) * g²</c>;
/// <c>w -= lr * m / sqrt(v)</c>. Without the correction of the means' bias the first steps are up to 6.57 times as large
/// as those of <see cref="Adam"/> (at step 12), and without epsilon a weight whose gradient has always been 0 becomes NaN
/// (0 / 0): train with <see cref="Adam"/>.
/// </summary>
public sealed class LectureAdam : Optimizer
{
    private const int Momentum = 0;
    private const int Velocity = 1;

    private readonly float _beta1;
    private readonly float _beta2;
    private readonly float _oneMinusBeta1;
    private readonly float _oneMinusBeta2;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the squared gradient's running mean, in [0, 1); default 0.999.</param>
    public LectureAdam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999)
        : base(learningRate)
    {
        Beta1 = SinglePrecision.Rate(beta1, nameof(beta1));
        Beta2 = SinglePrecision.Rate(beta2, nameof(beta2));
        _beta1 = (float)beta1;
        _beta2 = (float)beta2;
        _oneMinusBeta1 = (float)(1 - beta1);
        _oneMinusBeta2 = (float)(1 - beta2);
    }

    /// <summary>Decay of the gradient's running mean.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the squared gradient's running mean.</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("beta_1", Beta1);
        configuration.Set("beta_2", Beta2);
    }

    /// <inheritdoc/>
    protected override int StateSlots => 2;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => slot == Momentum ? "momentum" : "velocity";

    /// <inheritdoc/>
    protected override void Update(ParameterRange range)
    {
        Span<float> momentum = range.State(Momentum);
        Span<float> velocity = range.State(Velocity);
        for (int i = 0; i < range.Values.Length; i += Vector<float>.Count)
        {
            Vector<float> g = Block.Load(range.Gradients, i);
            Vector<float> m = (Block.Load(momentum, i) * _beta1) + (g * _oneMinusBeta1);
            Vector<float> v = (Block.Load(velocity, i) * _beta2) + (g * g * _oneMinusBeta2);
            Block.Store(momentum, i, m);
            Block.Store(velocity, i, v);
            Block.Store(range.Values, i, Block.Load(range.Values, i) - (m * LearningRate / Vector.SquareRoot(v)));
        }
    }
}
