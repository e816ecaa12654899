using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// Turns gradients into changes of the parameters (Keras: <c>keras.optimizers.Optimizer</c>). One step clips the
/// gradients, decays the weights, applies the update rule and takes the result into the moving average, all in float32 as
/// Keras does. An optimizer belongs to the network that it first trained; its state and <see cref="Iterations"/> go on from one fit to the next.
/// </summary>
public abstract partial class Optimizer
{
    private readonly LearningRateSchedule? _schedule;
    private float _learningRate;

    private NetworkParameters? _parameters;
    private float[][] _state = [];
    private GradientAccumulator? _accumulator;
    private long _iterations;
    private long _batches;
    private DecoupledWeightDecay? _decay;
    private ExponentialMovingAverage? _average;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative or not finite, as a float too.</exception>
    protected Optimizer(double learningRate)
        : this(Constant(learningRate))
    {
    }

    /// <summary>An optimizer whose learning rate follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    protected Optimizer(LearningRateSchedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        _schedule = learningRate is ConstantRate ? null : learningRate;
        _learningRate = learningRate.At(0);
    }

    /// <summary>
    /// The step size of the next step. May be changed at any time, unless a <see cref="Schedule"/> sets it. Finite and at
    /// least 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The optimizer has a schedule.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set
        {
            if (_schedule is not null)
            {
                throw new InvalidOperationException(
                    $"The learning rate of this {GetType().Name} follows its {_schedule.GetType().Name} and cannot be set; give the optimizer a number instead of a schedule.");
            }

            _learningRate = (float)SinglePrecision.NotNegative(value, nameof(LearningRate), "A learning rate");
        }
    }

    /// <summary>What the learning rate follows; null where it is a number.</summary>
    public LearningRateSchedule? Schedule => _schedule;

    /// <summary>
    /// Number of steps made: changes of the parameters, each of one batch unless <see cref="GradientAccumulationSteps"/> makes it of several (Keras:
    /// <c>iterations</c>). Setting it goes on from there, the <see cref="Schedule"/> too, with no batch of a step begun.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Iterations
    {
        get => _iterations;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _iterations = value;
            _batches = value * (GradientAccumulationSteps ?? 1);
            _accumulator?.Forget();
            FollowSchedule();
        }
    }

    /// <summary>
    /// Batches whose gradients are averaged for one step, which then is that of a batch so many times as large, without its memory (Keras:
    /// <c>gradient_accumulation_steps</c>). The parameters stay as they are meanwhile; penalties, clipping and weight decay see the average once. A
    /// <see cref="Schedule"/> and the moving average count batches, as in Keras, and batch normalization goes by each batch's own statistics. What is
    /// left when an epoch or a fit ends goes into the next. At least 2; default: every batch makes a step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int? GradientAccumulationSteps
    {
        get;
        init => field = value is null or >= 2
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(GradientAccumulationSteps), value, "Gradients are accumulated over at least 2 batches; leave this out for a step with every batch.");
    }

    /// <summary>
    /// Decoupled weight decay (Loshchilov and Hutter 2019): before the update every parameter, biases too, loses
    /// <c>w * WeightDecay * LearningRate</c> (Keras: <c>weight_decay</c>). Default: off.
    /// </summary>
    public float? WeightDecay
    {
        get;
        init => field = value is null ? null : (float)SinglePrecision.NotNegative(value.Value, nameof(WeightDecay), "Weight decay");
    }

    /// <summary>
    /// Parts of names of parameters that weight decay leaves alone (Keras: <c>exclude_from_weight_decay</c>): "bias" for
    /// all biases, "conv2d/kernel" for one kernel. Default: none.
    /// </summary>
    public IReadOnlyList<string> WeightDecayExclusions { get; init; } = [];

    /// <summary>
    /// Whether the parameters' exponential moving average is kept, which takes their place at the end of a fit (Keras:
    /// <c>use_ema</c>). Training and validation go on with the parameters themselves. Default: false.
    /// </summary>
    public bool UseEma { get; init; }

    /// <summary>
    /// Decay of the moving average, in [0, 1]: <c>average = EmaMomentum * average + (1 - EmaMomentum) * w</c> after each
    /// step, <c>w</c> itself after the first (Keras: <c>ema_momentum</c>). Default 0.99.
    /// </summary>
    public double EmaMomentum
    {
        get;
        init => field = SinglePrecision.Share(value, nameof(EmaMomentum), "The momentum of the moving average");
    } = 0.99;

    /// <summary>
    /// Puts the moving average in the parameters' place after every so many steps too (Keras:
    /// <c>ema_overwrite_frequency</c>). At least 1; default: at the end of a fit only.
    /// </summary>
    public int? EmaOverwriteFrequency
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EmaOverwriteFrequency), value, "The moving average overwrites the parameters after at least 1 step.");
    }

    /// <summary>How many values the optimizer keeps for each parameter.</summary>
    protected abstract int StateSlots { get; }

    /// <summary>
    /// Puts the moving average in the parameters' place, as a fit does at its end: for loops of one's own. Without
    /// <see cref="UseEma"/>, or before the first step, nothing changes.
    /// </summary>
    public void OverwriteWithAverage()
    {
        if (_average is not null && Iterations > 0)
        {
            _parameters!.Update(_average, static (average, values) => average.CopyTo(values));
        }
    }

    /// <summary>The name of a slot of the optimizer's state, as Keras calls it: "momentum", "velocity". Default: "slot_0", "slot_1" and so on.</summary>
    /// <param name="slot">0 to <see cref="StateSlots"/> - 1.</param>
    protected virtual string SlotName(int slot) => FormattableString.Invariant($"slot_{slot}");

    /// <summary>The first value of a slot of the optimizer's state. Default: 0.</summary>
    /// <param name="slot">0 to <see cref="StateSlots"/> - 1.</param>
    protected virtual float InitialState(int slot) => 0;

    /// <summary>Prepares what a step's ranges have in common.</summary>
    /// <param name="iteration">The step's number, from 1.</param>
    protected virtual void BeginStep(long iteration)
    {
    }

    /// <summary>
    /// The update rule for a range of the parameters. Called from several threads at once, for different ranges, whose
    /// borders have no meaning: the rule must be elementwise.
    /// </summary>
    protected abstract void Update(ParameterRange range);

    /// <summary>The values that the optimizer keeps, by slot; none before the first network.</summary>
    internal IReadOnlyList<float[]> State => _state;

    /// <summary>Number of batches trained, which the schedule goes by.</summary>
    internal long Batches => _batches;

    /// <summary>What gradients of earlier batches are added to; null where every batch makes a step.</summary>
    internal GradientAccumulator? Accumulator => _accumulator;

    /// <summary>Whether the batch that is being trained makes a step: with those before it, or alone.</summary>
    internal bool CompletesStep => _accumulator is null || (_batches + 1) % _accumulator.Batches == 0;

    /// <summary>Whether there is a moving average, which every batch goes into, whether or not it makes a step.</summary>
    internal bool Averages => _average is not null;

    /// <summary>Whether the optimizer belongs to a network already.</summary>
    internal bool IsAttached => _parameters is not null;

    /// <summary>Binds the optimizer to a network and makes its state.</summary>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network.</exception>
    /// <exception cref="ArgumentException">An exclusion from weight decay is part of no parameter's name.</exception>
    internal void Attach(NetworkParameters parameters)
    {
        if (_parameters is null)
        {
            _decay = new DecoupledWeightDecay(parameters, WeightDecay, WeightDecayExclusions);
            _parameters = parameters;
            _state = new float[StateSlots][];
            for (int slot = 0; slot < _state.Length; slot++)
            {
                _state[slot] = new float[parameters.TrainableLength];
                Array.Fill(_state[slot], InitialState(slot));
            }

            _accumulator = GradientAccumulationSteps is { } batches ? new GradientAccumulator(parameters.TrainableLength, batches) : null;
            _average = UseEma ? new ExponentialMovingAverage(parameters.TrainableLength, EmaMomentum) : null;
        }
        else if (_parameters != parameters)
        {
            throw new InvalidOperationException($"This {GetType().Name} has trained another network and holds state for it; give each network an optimizer of its own.");
        }
    }

    /// <exception cref="InvalidOperationException">The schedule gave no learning rate. Nothing has changed.</exception>
    internal void BeginStep()
    {
        if (!(_learningRate >= 0 && float.IsFinite(_learningRate)))
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{_schedule!.GetType().Name} gives {_learningRate} as the learning rate of iteration {_batches}; a learning rate is finite and at least 0."));
        }

        if (CompletesStep)
        {
            BeginStep(Iterations + 1);
        }
    }

    /// <summary>
    /// Clips, decays and updates a range of a parameter, and takes it into the moving average; what clipping by norm needs
    /// to know of the whole is in <paramref name="scale"/>.
    /// </summary>
    internal void Apply(Span<float> values, Span<float> gradients, int start, int parameter, NormScale scale)
    {
        Clip(gradients, scale);
        _decay!.Apply(values, parameter, _learningRate);
        Update(new ParameterRange(values, gradients, _state, start));
        _average?.Add(values, start, isFirst: Iterations == 0, overwrites: EmaOverwriteFrequency is { } steps && (Iterations + 1) % steps == 0);
    }

    /// <summary>Takes a range of parameters that a batch leaves alone into the moving average.</summary>
    internal void Average(Span<float> values, int start) => _average!.Add(values, start, isFirst: Iterations == 0, overwrites: false);

    /// <summary>Ends what a batch does, whether or not it made a step.</summary>
    internal void EndStep()
    {
        _iterations += CompletesStep ? 1 : 0;
        _batches++;
        FollowSchedule();
    }

    private void FollowSchedule()
    {
        if (_schedule is not null)
        {
            _learningRate = _schedule.At(_batches);
        }
    }

    /// <summary>A learning rate that is a number.</summary>
    private protected static LearningRateSchedule Constant(double learningRate) =>
        new ConstantRate(SinglePrecision.NotNegative(learningRate, nameof(learningRate), "A learning rate"));
}
