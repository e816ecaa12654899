using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Steps of one size in the direction of the momentum's sign (Chen et al. 2023; Keras: <c>Lion</c>):
/// <c>w -= lr * sign(beta1 * m + (1 - beta1) * g)</c> with sign(0) = 0, then <c>m = beta2 * m + (1 - beta2) * g</c>. Wants
/// a smaller learning rate than Adam, and a larger weight decay.
/// </summary>
public sealed class Lion : Optimizer, IBlockFormula
{
    private readonly float _beta1;
    private readonly float _beta2;
    private readonly float _oneMinusBeta1;
    private readonly float _oneMinusBeta2;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="beta1">How much the momentum counts beside the gradient in a step, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the momentum, in [0, 1); default 0.99.</param>
    public Lion(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.99)
        : this(Constant(learningRate), beta1, beta2)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="beta1">How much the momentum counts beside the gradient in a step, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the momentum, in [0, 1); default 0.99.</param>
    public Lion(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.99)
        : base(learningRate)
    {
        Beta1 = SinglePrecision.Rate(beta1, nameof(beta1));
        Beta2 = SinglePrecision.Rate(beta2, nameof(beta2));
        _beta1 = (float)beta1;
        _beta2 = (float)beta2;
        _oneMinusBeta1 = (float)(1 - beta1);
        _oneMinusBeta2 = (float)(1 - beta2);
    }

    /// <summary>How much the momentum counts beside the gradient in a step.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the momentum.</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("beta_1", Beta1);
        configuration.Set("beta_2", Beta2);
    }

    /// <inheritdoc/>
    protected override int StateSlots => 1;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => "momentum";

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        Span<float> momentum = range.State(0);
        var step = TBlock.Of(LearningRate);
        var smallest = TBlock.Of(DecayFloor.SmallestNormal);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock g = TBlock.Load(range.Gradients, i);
            TBlock m = TBlock.Load(momentum, i);
            TBlock direction = (m * _beta1) + (g * _oneMinusBeta1);
            ((m * _beta2) + (g * _oneMinusBeta2)).StoreDecaying(momentum, i, smallest);
            (TBlock.Load(range.Values, i) - TBlock.SignOf(direction, step)).Store(range.Values, i);
        }
    }
}
