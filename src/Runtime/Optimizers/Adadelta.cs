using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Scales the gradient by the ratio of the running sizes of past steps and gradients (Zeiler 2012; Keras:
/// <c>Adadelta</c>): <c>a = rho * a + (1 - rho) * g²</c>; <c>d = sqrt(D + epsilon) * g / sqrt(a + epsilon)</c>;
/// <c>D = rho * D + (1 - rho) * d²</c>; <c>w -= lr * d</c>. The paper's learning rate is 1.
/// </summary>
public sealed class Adadelta : Optimizer, IBlockFormula
{
    private const int SquaredGradients = 0;
    private const int SquaredSteps = 1;

    private readonly float _rho;
    private readonly float _oneMinusRho;
    private readonly float _epsilon;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="rho">Decay of the running means, in [0, 1); default 0.95.</param>
    /// <param name="epsilon">Keeps the roots away from 0; default 1e-7.</param>
    public Adadelta(double learningRate = 0.001, double rho = 0.95, double epsilon = 1e-7)
        : this(Constant(learningRate), rho, epsilon)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="rho">Decay of the running means, in [0, 1); default 0.95.</param>
    /// <param name="epsilon">Keeps the roots away from 0; default 1e-7.</param>
    public Adadelta(LearningRateSchedule learningRate, double rho = 0.95, double epsilon = 1e-7)
        : base(learningRate)
    {
        Rho = SinglePrecision.Rate(rho, nameof(rho));
        Epsilon = SinglePrecision.NotNegative(epsilon, nameof(epsilon));
        _rho = (float)rho;
        _oneMinusRho = (float)(1 - rho);
        _epsilon = (float)epsilon;
    }

    /// <summary>Decay of the running means.</summary>
    public double Rho { get; }

    /// <summary>Keeps the roots away from 0.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("rho", Rho);
        configuration.Set("epsilon", Epsilon);
    }

    /// <inheritdoc/>
    protected override int StateSlots => 2;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => slot == SquaredGradients ? "accumulated_grad" : "accumulated_delta_var";

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        Span<float> gradients = range.State(SquaredGradients);
        Span<float> steps = range.State(SquaredSteps);
        var epsilon = TBlock.Of(_epsilon);
        var smallest = TBlock.Of(DecayFloor.SmallestNormal);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock g = TBlock.Load(range.Gradients, i);
            TBlock a = (TBlock.Load(gradients, i) * _rho) + (g * g * _oneMinusRho);
            TBlock last = TBlock.Load(steps, i);
            TBlock d = TBlock.Sqrt(last + epsilon) * g / TBlock.Sqrt(a + epsilon);
            a.StoreDecaying(gradients, i, smallest);
            ((last * _rho) + (d * d * _oneMinusRho)).StoreDecaying(steps, i, smallest);
            (TBlock.Load(range.Values, i) - (d * LearningRate)).Store(range.Values, i);
        }
    }
}
