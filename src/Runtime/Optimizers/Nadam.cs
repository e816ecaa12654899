using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Adam with Nesterov's momentum (Dozat 2016; Keras: <c>Nadam</c>). With the momentum's schedule
/// <c>u_t = beta1 * (1 - 0.96^t / 2)</c> and its product <c>U_t</c>, and m and v as in <see cref="Adam"/>:
/// <c>w -= lr * (u_t+1 * m / (1 - U_t+1) + (1 - u_t) * g / (1 - U_t)) / (sqrt(v / (1 - beta2^t)) + epsilon)</c>.
/// Unlike Adam's, epsilon is added to the corrected root.
/// </summary>
public sealed class Nadam : Optimizer, IBlockFormula
{
    private const int Momentum = 0;
    private const int Velocity = 1;
    private const double ScheduleDecay = 0.96;

    private readonly float _oneMinusBeta1;
    private readonly float _oneMinusBeta2;
    private readonly float _epsilon;
    private readonly float _momentumFloor;
    private readonly float _velocityFloor;
    private double _product = 1;
    private long _productOf;
    private float _momentumFactor;
    private float _gradientFactor;
    private float _velocityCorrection;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the squared gradient's running mean, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    public Nadam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this(Constant(learningRate), beta1, beta2, epsilon)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the squared gradient's running mean, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    public Nadam(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate)
    {
        Beta1 = SinglePrecision.Rate(beta1, nameof(beta1));
        Beta2 = SinglePrecision.Rate(beta2, nameof(beta2));
        Epsilon = SinglePrecision.NotNegative(epsilon, nameof(epsilon));
        _oneMinusBeta1 = (float)(1 - beta1);
        _oneMinusBeta2 = (float)(1 - beta2);
        _epsilon = (float)epsilon;
        _momentumFloor = DecayFloor.OfMean(_oneMinusBeta1);
        _velocityFloor = DecayFloor.OfSquares(_oneMinusBeta2, _epsilon);
    }

    /// <summary>Decay of the gradient's running mean.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the squared gradient's running mean.</summary>
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
    protected override string SlotName(int slot) => slot == Momentum ? "momentum" : "velocity";

    /// <inheritdoc/>
    protected override void BeginStep(long iteration)
    {
        if (iteration != _productOf + 1)
        {
            MultiplyAnew(iteration - 1);
        }

        double now = ScheduledMomentum(iteration);
        double next = ScheduledMomentum(iteration + 1);
        _product *= now;
        _productOf = iteration;
        _momentumFactor = (float)(LearningRate * next / (1 - (_product * next)));
        _gradientFactor = (float)(LearningRate * (1 - now) / (1 - _product));
        _velocityCorrection = (float)(1 - Math.Pow(Beta2, iteration));
    }

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        Span<float> momentum = range.State(Momentum);
        Span<float> velocity = range.State(Velocity);
        var epsilon = TBlock.Of(_epsilon);
        var momentumFloor = TBlock.Of(_momentumFloor);
        var velocityFloor = TBlock.Of(_velocityFloor);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock g = TBlock.Load(range.Gradients, i);
            TBlock m = TBlock.Load(momentum, i);
            TBlock v = TBlock.Load(velocity, i);
            m += (g - m) * _oneMinusBeta1;
            v += ((g * g) - v) * _oneMinusBeta2;
            m.StoreDecaying(momentum, i, momentumFloor);
            v.StoreDecaying(velocity, i, velocityFloor);
            TBlock step = (m * _momentumFactor) + (g * _gradientFactor);
            (TBlock.Load(range.Values, i) - (step / (TBlock.Sqrt(v / _velocityCorrection) + epsilon))).Store(range.Values, i);
        }
    }

    /// <summary>The product of the momenta of all steps before, where they were made by another: in their order, so that it has the same bits.</summary>
    private void MultiplyAnew(long iterations)
    {
        _product = 1;
        for (long iteration = 1; iteration <= iterations; iteration++)
        {
            _product *= ScheduledMomentum(iteration);
        }
    }

    private double ScheduledMomentum(long iteration) => Beta1 * (1 - (0.5 * Math.Pow(ScheduleDecay, iteration)));
}
