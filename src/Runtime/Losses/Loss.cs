using System;

namespace NetGen;

/// <summary>
/// What training makes small (Keras: <c>keras.losses</c>). A loss judges one row at a time: the values along the last
/// axis of one output and their target. A sample whose output is a vector has one row; an image has one per pixel, unless
/// the loss is about the image as a whole (<see cref="TakesWholeOutput"/>). The loss of a batch is the mean over its rows (Keras: <c>sum_over_batch_size</c>).
/// </summary>
/// <remarks>
/// Where the network ends in the activation that belongs to the loss (softmax with categorical, sigmoid with binary
/// cross-entropy) both are computed together from the logits, as Keras does on TensorFlow: exact and never clipped, so
/// that a saturated wrong prediction still learns.
/// </remarks>
public abstract class Loss
{
    /// <summary>
    /// Cross-entropy of class probabilities against class indices (Keras: <c>sparse_categorical_crossentropy</c>).
    /// For label smoothing: <c>new SparseCategoricalCrossentropy(labelSmoothing: 0.1)</c>.
    /// </summary>
    public static Loss SparseCategoricalCrossentropy { get; } = new SparseCategoricalCrossentropy();

    /// <summary>
    /// Cross-entropy of class probabilities against one-hot or soft targets (Keras: <c>categorical_crossentropy</c>).
    /// For label smoothing: <c>new CategoricalCrossentropy(labelSmoothing: 0.1)</c>.
    /// </summary>
    public static Loss CategoricalCrossentropy { get; } = new CategoricalCrossentropy();

    /// <summary>
    /// Cross-entropy of independent probabilities against targets in [0, 1] (Keras: <c>binary_crossentropy</c>).
    /// For label smoothing: <c>new BinaryCrossentropy(labelSmoothing: 0.1)</c>.
    /// </summary>
    public static Loss BinaryCrossentropy { get; } = new BinaryCrossentropy();

    /// <summary>The mean of squared differences (Keras: <c>mean_squared_error</c>).</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredErrorLoss();

    /// <summary>The mean of absolute differences (Keras: <c>mean_absolute_error</c>).</summary>
    public static Loss MeanAbsoluteError { get; } = new MeanAbsoluteErrorLoss();

    /// <summary>
    /// Squared for differences up to 1, linear beyond (Keras: <c>huber</c>). For another border: <c>new Huber(delta: 2)</c>.
    /// </summary>
    public static Loss Huber { get; } = new Huber();

    /// <summary>The mean of absolute differences in percent of the target (Keras: <c>mean_absolute_percentage_error</c>).</summary>
    public static Loss MeanAbsolutePercentageError { get; } = new MeanAbsolutePercentageErrorLoss();

    /// <summary>The mean of squared differences of logarithms, <c>ln(1 + y)</c> and <c>ln(1 + t)</c> (Keras: <c>mean_squared_logarithmic_error</c>).</summary>
    public static Loss MeanSquaredLogarithmicError { get; } = new MeanSquaredLogarithmicErrorLoss();

    /// <summary>The mean of <c>ln(cosh(y - t))</c>: nearly squared for small differences, linear for large ones (Keras: <c>log_cosh</c>).</summary>
    public static Loss LogCosh { get; } = new LogCoshLoss();

    /// <summary>The mean of <c>y - t * ln(y)</c>, for counts (Keras: <c>poisson</c>).</summary>
    public static Loss Poisson { get; } = new PoissonLoss();

    /// <summary>The Kullback-Leibler divergence <c>sum(t * ln(t / p))</c> of distributions (Keras: <c>kl_divergence</c>).</summary>
    public static Loss KLDivergence { get; } = new KLDivergenceLoss();

    /// <summary>The mean of <c>max(1 - t * y, 0)</c> for targets that are -1 and 1, or 0 and 1 (Keras: <c>hinge</c>).</summary>
    public static Loss Hinge { get; } = new HingeLoss(isSquared: false);

    /// <summary>The mean of <c>max(1 - t * y, 0)²</c> for targets that are -1 and 1, or 0 and 1 (Keras: <c>squared_hinge</c>).</summary>
    public static Loss SquaredHinge { get; } = new HingeLoss(isSquared: true);

    /// <summary><c>max(1 + max((1 - t) * y) - sum(t * y), 0)</c> for one-hot targets (Keras: <c>categorical_hinge</c>).</summary>
    public static Loss CategoricalHinge { get; } = new CategoricalHingeLoss();

    /// <summary>The cosine between outputs and targets, negated (Keras: <c>cosine_similarity</c>).</summary>
    public static Loss CosineSimilarity { get; } = new CosineSimilarityLoss();

    /// <summary>
    /// Binary cross-entropy that counts little where the output is nearly right (Keras: <c>binary_focal_crossentropy</c>). For another focus, or weights of the
    /// two classes: <c>new BinaryFocalCrossentropy(gamma: 1, alpha: 0.25)</c>.
    /// </summary>
    public static Loss BinaryFocalCrossentropy { get; } = new BinaryFocalCrossentropy();

    /// <summary>
    /// Cross-entropy against one-hot targets that counts little where the right class is nearly sure (Keras: <c>categorical_focal_crossentropy</c>). For another
    /// focus: <c>new CategoricalFocalCrossentropy(gamma: 1)</c>.
    /// </summary>
    public static Loss CategoricalFocalCrossentropy { get; } = new CategoricalFocalCrossentropy();

    /// <summary>
    /// One less the overlap of a sample's whole output with its target, <c>1 - 2 * sum(t * p) / (sum(t) + sum(p))</c> (Keras: <c>dice</c> over the axes of a
    /// sample).
    /// </summary>
    public static Loss Dice { get; } = new DiceLoss();

    /// <summary>
    /// As <see cref="Dice"/>, with weights for what is missed and what is too much (Keras: <c>tversky</c> over the axes of a sample): <c>new Tversky(alpha: 0.7, beta: 0.3)</c>.
    /// </summary>
    public static Loss Tversky { get; } = new Tversky();

    /// <summary>Keras's name: "mean_squared_error".</summary>
    public abstract string Name { get; }

    /// <summary>Whether a row's target is one class index rather than a value for each output.</summary>
    public virtual bool TakesClasses => false;

    /// <summary>
    /// Whether outputs must be probabilities: a network whose last layer makes other values, with weights or an activation other than softmax or
    /// sigmoid, is then refused. Default: false.
    /// </summary>
    public virtual bool TakesProbabilities => false;

    /// <summary>Whether a row is the whole output of a sample, all its pixels, rather than the values along the last axis. Default: false.</summary>
    public virtual bool TakesWholeOutput => false;

    /// <summary>
    /// The loss of mixed targets, which <see cref="FitOptions.Mixing"/> makes: this one where a mixture of two targets is a target too; of class indices the
    /// same loss for a share of each class. Null where there is none: samples are then not mixed. Default: this one, or null where <see cref="TakesClasses"/>.
    /// </summary>
    public virtual Loss? ForMixedTargets => TakesClasses ? null : this;

    /// <summary>Whether the loss says how often a prediction is right, so that accuracy is worth reporting beside it.</summary>
    public virtual bool IsClassification => false;

    /// <summary>Whether the loss is computed together with this output activation, from the logits.</summary>
    public virtual bool IsFusedWith(Activation outputActivation) => false;

    /// <summary>
    /// What is wrong with a row's target, to go on with after "The target of sample 7 of the training data"; null where nothing is. Data with
    /// such a target are refused before a step is trained on them. Class indices and finite values are checked without this. Default: null.
    /// </summary>
    /// <param name="target">Finite values, one for each output, or one class index where <see cref="TakesClasses"/>.</param>
    public virtual string? FindTargetError(ReadOnlySpan<float> target) => null;

    /// <summary>One row's loss, and its gradient by the outputs.</summary>
    /// <param name="output">The network's outputs.</param>
    /// <param name="target">A value per output, or one class index where <see cref="TakesClasses"/>.</param>
    /// <param name="weight">Factor of the gradient; the returned loss is without it.</param>
    /// <param name="gradient">Receives the weighted gradient by the outputs; empty when it is not wanted.</param>
    public abstract double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient);

    /// <summary>One row's loss, and its gradient by the logits, where <see cref="IsFusedWith"/> holds.</summary>
    /// <param name="logits">What the output activation was applied to.</param>
    /// <param name="output">The network's outputs.</param>
    /// <param name="target">A value per output, or one class index where <see cref="TakesClasses"/>.</param>
    /// <param name="weight">Factor of the gradient; the returned loss is without it.</param>
    /// <param name="gradient">Receives the weighted gradient by the logits; empty when it is not wanted.</param>
    public virtual double EvaluateLogits(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient) =>
        throw new NotSupportedException($"{Name} is not computed from logits.");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
