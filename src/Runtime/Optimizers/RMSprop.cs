using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Divides the gradient by a running mean of its size (Hinton 2012; Keras: <c>RMSprop</c>):
/// <c>v = rho * v + (1 - rho) * g²</c>; <c>w -= lr * g / sqrt(v + epsilon)</c>, epsilon inside the root. Centered, the
/// square of the gradient's running mean is taken off v; with momentum, <c>m = momentum * m + step</c>; <c>w -= m</c>.
/// </summary>
public sealed class RMSprop : Optimizer, IBlockFormula
{
    private const int Velocity = 0;

    private readonly float _rho;
    private readonly float _oneMinusRho;
    private readonly float _momentum;
    private readonly float _epsilon;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="rho">Decay of the running means, in [0, 1); default 0.9.</param>
    /// <param name="momentum">How much of the last step goes on, in [0, 1]; default 0.</param>
    /// <param name="epsilon">Keeps the root away from 0; default 1e-7.</param>
    /// <param name="centered">Whether gradients are measured against their running mean; default false.</param>
    public RMSprop(double learningRate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : this(Constant(learningRate), rho, momentum, epsilon, centered)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="rho">Decay of the running means, in [0, 1); default 0.9.</param>
    /// <param name="momentum">How much of the last step goes on, in [0, 1]; default 0.</param>
    /// <param name="epsilon">Keeps the root away from 0; default 1e-7.</param>
    /// <param name="centered">Whether gradients are measured against their running mean; default false.</param>
    public RMSprop(LearningRateSchedule learningRate, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : base(learningRate)
    {
        _rho = (float)SinglePrecision.Rate(rho, nameof(rho));
        _oneMinusRho = (float)(1 - rho);
        _momentum = (float)SinglePrecision.Share(momentum, nameof(momentum), "Momentum");
        _epsilon = (float)SinglePrecision.NotNegative(epsilon, nameof(epsilon));
        Rho = rho;
        Momentum = momentum;
        Epsilon = epsilon;
        Centered = centered;
    }

    /// <summary>Decay of the running means.</summary>
    public double Rho { get; }

    /// <summary>How much of the last step goes on.</summary>
    public double Momentum { get; }

    /// <summary>Keeps the root away from 0.</summary>
    public double Epsilon { get; }

    /// <summary>Whether gradients are measured against their running mean.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("rho", Rho);
        configuration.Set("momentum", Momentum);
        configuration.Set("epsilon", Epsilon);
        configuration.Set("centered", Centered);
    }

    /// <inheritdoc/>
    protected override int StateSlots => 1 + (Centered ? 1 : 0) + (_momentum > 0 ? 1 : 0);

    /// <inheritdoc/>
    protected override string SlotName(int slot) => slot == Velocity ? "velocity" : Centered && slot == Velocity + 1 ? "average_gradient" : "momentum";

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        Span<float> velocity = range.State(Velocity);
        Span<float> average = Centered ? range.State(Velocity + 1) : default;
        Span<float> momentum = _momentum > 0 ? range.State(StateSlots - 1) : default;
        var epsilon = TBlock.Of(_epsilon);
        var smallest = TBlock.Of(DecayFloor.SmallestNormal);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock g = TBlock.Load(range.Gradients, i);
            TBlock v = (TBlock.Load(velocity, i) * _rho) + (g * g * _oneMinusRho);
            v.StoreDecaying(velocity, i, smallest);
            TBlock denominator = v + epsilon;
            if (Centered)
            {
                TBlock a = (TBlock.Load(average, i) * _rho) + (g * _oneMinusRho);
                a.StoreDecaying(average, i, smallest);
                denominator = v - (a * a) + epsilon;
            }

            TBlock step = g * LearningRate / TBlock.Sqrt(denominator);
            if (_momentum > 0)
            {
                step += TBlock.Load(momentum, i) * _momentum;
                step.StoreDecaying(momentum, i, smallest);
            }

            (TBlock.Load(range.Values, i) - step).Store(range.Values, i);
        }
    }
}
