using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Adam with the largest gradient in place of the mean square (Kingma and Ba 2015, section 7; Keras: <c>Adamax</c>):
/// <c>m += (g - m) * (1 - beta1)</c>; <c>u = max(beta2 * u, |g|)</c>; <c>w -= lr / (1 - beta1^t) * m / (u + epsilon)</c>.
/// </summary>
public sealed class Adamax : Optimizer, IBlockFormula
{
    private const int Momentum = 0;
    private const int Norm = 1;

    private readonly float _beta2;
    private readonly float _oneMinusBeta1;
    private readonly float _epsilon;
    private readonly float _momentumFloor;
    private float _alpha;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the largest gradient, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    public Adamax(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this(Constant(learningRate), beta1, beta2, epsilon)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the largest gradient, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    public Adamax(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate)
    {
        Beta1 = SinglePrecision.Rate(beta1, nameof(beta1));
        Beta2 = SinglePrecision.Rate(beta2, nameof(beta2));
        Epsilon = SinglePrecision.NotNegative(epsilon, nameof(epsilon));
        _beta2 = (float)beta2;
        _oneMinusBeta1 = (float)(1 - beta1);
        _epsilon = (float)epsilon;
        _momentumFloor = DecayFloor.OfMean(_oneMinusBeta1);
    }

    /// <summary>Decay of the gradient's running mean.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the largest gradient.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the denominator away from 0.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("beta_1", Beta1);
        configuration.Set("beta_2", Beta2);
        configuration.Set("epsilon", Epsilon);
    }

    /// <inheritdoc/>
    protected override int StateSlots => 2;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => slot == Momentum ? "momentum" : "norm";

    /// <inheritdoc/>
    protected override void BeginStep(long iteration) => _alpha = (float)(LearningRate / (1 - Math.Pow(Beta1, iteration)));

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        Span<float> momentum = range.State(Momentum);
        Span<float> norm = range.State(Norm);
        var epsilon = TBlock.Of(_epsilon);
        var momentumFloor = TBlock.Of(_momentumFloor);
        var smallest = TBlock.Of(DecayFloor.SmallestNormal);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock g = TBlock.Load(range.Gradients, i);
            TBlock m = TBlock.Load(momentum, i);
            m += (g - m) * _oneMinusBeta1;
            TBlock u = TBlock.Max(TBlock.Load(norm, i) * _beta2, TBlock.Abs(g));
            m.StoreDecaying(momentum, i, momentumFloor);
            u.StoreDecaying(norm, i, smallest);
            (TBlock.Load(range.Values, i) - (m * _alpha / (u + epsilon))).Store(range.Values, i);
        }
    }
}
