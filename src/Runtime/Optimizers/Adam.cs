using System;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// Adaptive moment estimation (Kingma and Ba 2015; Keras: <c>Adam</c>): <c>m += (g - m) * (1 - beta1)</c>;
/// <c>v += (g² - v) * (1 - beta2)</c>; <c>w -= lr * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)</c>.
/// Epsilon is added to the uncorrected root (the paper's "epsilon hat"), as in Keras and unlike PyTorch.
/// </summary>
public class Adam : Optimizer, IBlockFormula
{
    private const int Momentum = 0;
    private const int Velocity = 1;
    private const int LargestVelocity = 2;

    private readonly float _oneMinusBeta1;
    private readonly float _oneMinusBeta2;
    private readonly float _epsilon;
    private readonly float _momentumFloor;
    private readonly float _velocityFloor;
    private float _alpha;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the squared gradient's running mean, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    /// <param name="amsgrad">Whether the largest running mean so far divides (Reddi et al. 2018); default false.</param>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : this(Constant(learningRate), beta1, beta2, epsilon, amsgrad)
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the squared gradient's running mean, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    /// <param name="amsgrad">Whether the largest running mean so far divides (Reddi et al. 2018); default false.</param>
    public Adam(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate)
    {
        Beta1 = SinglePrecision.Rate(beta1, nameof(beta1));
        Beta2 = SinglePrecision.Rate(beta2, nameof(beta2));
        Epsilon = SinglePrecision.NotNegative(epsilon, nameof(epsilon));

        // 1 - beta is rounded after the subtraction, as in Keras: 1 - 0.999f would be off by 1e-5.
        _oneMinusBeta1 = (float)(1 - beta1);
        _oneMinusBeta2 = (float)(1 - beta2);
        _epsilon = (float)epsilon;
        _momentumFloor = DecayFloor.OfMean(_oneMinusBeta1);
        _velocityFloor = DecayFloor.OfSquares(_oneMinusBeta2, _epsilon);
        AmsGrad = amsgrad;
    }

    /// <summary>Decay of the gradient's running mean.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the squared gradient's running mean.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the denominator away from 0.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the largest running mean so far divides.</summary>
    public bool AmsGrad { get; }

    /// <inheritdoc/>
    public override void SaveConfiguration(SavedState configuration)
    {
        base.SaveConfiguration(configuration);
        configuration.Set("beta_1", Beta1);
        configuration.Set("beta_2", Beta2);
        configuration.Set("epsilon", Epsilon);
        configuration.Set("amsgrad", AmsGrad);
    }

    /// <inheritdoc/>
    protected override int StateSlots => AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    protected override string SlotName(int slot) => slot switch
    {
        Momentum => "momentum",
        Velocity => "velocity",
        _ => "velocity_hat",
    };

    /// <inheritdoc/>
    protected override void BeginStep(long iteration)
    {
        // In double precision: a beta rounded to single precision puts the first steps off by 1e-5.
        _alpha = (float)(LearningRate * Math.Sqrt(1 - Math.Pow(Beta2, iteration)) / (1 - Math.Pow(Beta1, iteration)));
    }

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => BlockRange.Run(this, range);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IBlockFormula.Run<TBlock>(ParameterRange range, int first, int end)
    {
        Span<float> momentum = range.State(Momentum);
        Span<float> velocity = range.State(Velocity);
        Span<float> largest = AmsGrad ? range.State(LargestVelocity) : default;
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
            if (AmsGrad)
            {
                v = TBlock.Max(v, TBlock.Load(largest, i));
                v.Store(largest, i);
            }

            (TBlock.Load(range.Values, i) - (m * _alpha / (TBlock.Sqrt(v) + epsilon))).Store(range.Values, i);
        }
    }
}
