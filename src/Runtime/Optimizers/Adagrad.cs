using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Divides the gradient by the root of the sum of all squared gradients so far (Duchi et al. 2011; Keras: <c>Adagrad</c>):
/// <c>a += g²</c>; <c>w -= lr * g / sqrt(a + epsilon)</c>. Unlike in PyTorch the sum begins above 0 and epsilon is inside
/// the root.
/// </summary>
public sealed class Adagrad : Optimizer, IBlockFormula
{
    private readonly float _epsilon;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="initialAccumulatorValue">What the sums begin with; at least 0, default 0.1.</param>
    /// <param name="epsilon">Keeps the root away from 0; default 1e-7.</param>
    public Adagrad(double learningRate = 0.001, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : this(Constant(learningRate), initialAccumulatorValue, epsilon)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="initialAccumulatorValue">What the sums begin with; at least 0, default 0.1.</param>
    /// <param name="epsilon">Keeps the root away from 0; default 1e-7.</param>
    public Adagrad(LearningRateSchedule learningRate, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : base(learningRate)
    {
        InitialAccumulatorValue = SinglePrecision.NotNegative(initialAccumulatorValue, nameof(initialAccumulatorValue));
        Epsilon = SinglePrecision.NotNegative(epsilon, nameof(epsilon));
        _epsilon = (float)epsilon;
    }

    /// <summary>What the sums begin with.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>Keeps the root away from 0.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("epsilon", Epsilon);
        configuration.Set("initial_accumulator_value", InitialAccumulatorValue);
    }

    /// <inheritdoc/>
    protected override int StateSlots => 1;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => "accumulator";

    /// <inheritdoc/>
    protected override float InitialState(int slot) => (float)InitialAccumulatorValue;

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        Span<float> accumulator = range.State(0);
        var epsilon = TBlock.Of(_epsilon);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock g = TBlock.Load(range.Gradients, i);
            TBlock a = TBlock.Load(accumulator, i) + (g * g);
            a.Store(accumulator, i);
            (TBlock.Load(range.Values, i) - (g * LearningRate / TBlock.Sqrt(a + epsilon))).Store(range.Values, i);
        }
    }
}
