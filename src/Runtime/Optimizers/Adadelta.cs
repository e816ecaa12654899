using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Scales the gradient by the ratio of the running sizes of past steps and gradients (Zeiler 2012; Keras:
/// <c>Adadelta</c>): <c>a = rho * a + (1 - rho) * g²</c>; <c>d = sqrt(D + epsilon) * g / sqrt(a + epsilon)</c>;
/// <c>D = rho * D + (1 - rho) * d²</c>; <c>w -= lr * d</c>. The paper's learning rate is 1.
/// </summary>
public sealed class Adadelta : Optimizer
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
    protected override void Update(ParameterRange range)
    {
        Span<float> gradients = range.State(SquaredGradients);
        Span<float> steps = range.State(SquaredSteps);
        var epsilon = new Vector<float>(_epsilon);
        for (int i = 0; i < range.Values.Length; i += Vector<float>.Count)
        {
            Vector<float> g = Block.Load(range.Gradients, i);
            Vector<float> a = (Block.Load(gradients, i) * _rho) + (g * g * _oneMinusRho);
            Vector<float> last = Block.Load(steps, i);
            Vector<float> d = Vector.SquareRoot(last + epsilon) * g / Vector.SquareRoot(a + epsilon);
            Block.StoreDecaying(gradients, i, a);
            Block.StoreDecaying(steps, i, (last * _rho) + (d * d * _oneMinusRho));
            Block.Store(range.Values, i, Block.Load(range.Values, i) - (d * LearningRate));
        }
    }
}
