using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent (Keras: <c>SGD</c>): <c>w -= lr * g</c>. With momentum the step is
/// <c>m = momentum * m - lr * g</c>; <c>w += m</c>, or <c>w += momentum * m - lr * g</c> in Nesterov's form.
/// </summary>
public sealed class SGD : Optimizer
{
    private readonly float _momentum;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.01.</param>
    /// <param name="momentum">How much of the last step goes on, in [0, 1]; default 0.</param>
    /// <param name="nesterov">Whether momentum is Nesterov's; default false.</param>
    public SGD(double learningRate = 0.01, double momentum = 0, bool nesterov = false)
        : this(Constant(learningRate), momentum, nesterov)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="momentum">How much of the last step goes on, in [0, 1]; default 0.</param>
    /// <param name="nesterov">Whether momentum is Nesterov's; default false.</param>
    public SGD(LearningRateSchedule learningRate, double momentum = 0, bool nesterov = false)
        : base(learningRate)
    {
        _momentum = (float)SinglePrecision.Share(momentum, nameof(momentum), "Momentum");
        Momentum = momentum;
        Nesterov = nesterov;
    }

    /// <summary>How much of the last step goes on.</summary>
    public double Momentum { get; }

    /// <summary>Whether momentum is Nesterov's.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("momentum", Momentum);
        configuration.Set("nesterov", Nesterov);
    }

    /// <inheritdoc/>
    protected override int StateSlots => _momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => "momentum";

    /// <inheritdoc/>
    protected override void Update(ParameterRange range)
    {
        if (_momentum > 0)
        {
            UpdateWithMomentum(range);
            return;
        }

        for (int i = 0; i < range.Values.Length; i += Vector<float>.Count)
        {
            Block.Store(range.Values, i, Block.Load(range.Values, i) - (Block.Load(range.Gradients, i) * LearningRate));
        }
    }

    private void UpdateWithMomentum(ParameterRange range)
    {
        Span<float> velocity = range.State(0);
        for (int i = 0; i < range.Values.Length; i += Vector<float>.Count)
        {
            Vector<float> step = Block.Load(range.Gradients, i) * LearningRate;
            Vector<float> m = (Block.Load(velocity, i) * _momentum) - step;
            Vector<float> change = Nesterov ? (m * _momentum) - step : m;
            Block.StoreDecaying(velocity, i, m);
            Block.Store(range.Values, i, Block.Load(range.Values, i) + change);
        }
    }
}
