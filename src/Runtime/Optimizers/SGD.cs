using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent (Keras: <c>SGD</c>): <c>w -= lr * g</c>. With momentum the step is
/// <c>m = momentum * m - lr * g</c>; <c>w += m</c>, or <c>w += momentum * m - lr * g</c> in Nesterov's form.
/// </summary>
public sealed class SGD : Optimizer, IBlockFormula
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
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        if (_momentum > 0)
        {
            UpdateWithMomentum<TBlock>(range, first, end);
            return;
        }

        for (int i = first; i < end; i += TBlock.Length)
        {
            (TBlock.Load(range.Values, i) - (TBlock.Load(range.Gradients, i) * LearningRate)).Store(range.Values, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateWithMomentum<TBlock>(ParameterRange range, int first, int end)
        where TBlock : unmanaged, IBlock<TBlock>
    {
        Span<float> velocity = range.State(0);
        var smallest = TBlock.Of(DecayFloor.SmallestNormal);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock step = TBlock.Load(range.Gradients, i) * LearningRate;
            TBlock m = (TBlock.Load(velocity, i) * _momentum) - step;
            TBlock change = Nesterov ? (m * _momentum) - step : m;
            m.StoreDecaying(velocity, i, smallest);
            (TBlock.Load(range.Values, i) + change).Store(range.Values, i);
        }
    }
}
