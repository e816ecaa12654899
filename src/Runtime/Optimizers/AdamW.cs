namespace NetGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019; Keras: <c>AdamW</c>): before Adam's step every
/// parameter loses <c>w * weightDecay * lr</c>.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Step size; default 0.001.</param>
    /// <param name="weightDecay">Share of each parameter lost per unit of learning rate; default 0.004.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the squared gradient's running mean, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    /// <param name="amsgrad">Whether the largest running mean so far divides; default false.</param>
    public AdamW(
        double learningRate = 0.001,
        double weightDecay = 0.004,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = (float)SinglePrecision.NotNegative(weightDecay, nameof(weightDecay), "Weight decay");

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    /// <param name="weightDecay">Share of each parameter lost per unit of learning rate; default 0.004.</param>
    /// <param name="beta1">Decay of the gradient's running mean, in [0, 1); default 0.9.</param>
    /// <param name="beta2">Decay of the squared gradient's running mean, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">Keeps the denominator away from 0; default 1e-7.</param>
    /// <param name="amsgrad">Whether the largest running mean so far divides; default false.</param>
    public AdamW(
        LearningRateSchedule learningRate,
        double weightDecay = 0.004,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = (float)SinglePrecision.NotNegative(weightDecay, nameof(weightDecay), "Weight decay");
}
