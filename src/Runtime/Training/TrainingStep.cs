using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Training one batch at a time, for loops of one's own: what <see cref="Trainer{TNetwork}.Fit"/> does in each step. Holds
/// the buffers and the threads. Allocates nothing after the first step, unless ten seconds without one have ended the threads.
/// </summary>
public sealed class TrainingStep : IDisposable
{
    private readonly INetwork _model;
    private readonly Loss _loss;
    private readonly BatchRunner _runner;
    private readonly ParameterUpdate _update;
    private readonly IndexedSamples _samples;
    private readonly NetworkParameters _parameters;
    private MixedBatch? _mixed;
    private int _steps;
    private bool _isDisposed;

    /// <summary>Buffers and threads for training a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="batchSize">The most samples of a step; at least 1.</param>
    /// <param name="threads">Threads that work at the same time, the caller's included; at least 1. The results do not depend on it.</param>
    /// <exception cref="ArgumentException">The loss takes probabilities, and the network ends in values that are none.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network.</exception>
    public TrainingStep(INetwork model, Optimizer optimizer, Loss loss, int batchSize, int threads)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        OutputCheck.Run(model.Info, loss);
        (_model, _loss) = (model, loss);
        _parameters = model.Parameters;
        optimizer.Attach(_parameters);
        BatchSize = batchSize;
        _samples = new IndexedSamples(batchSize);
        _runner = new BatchRunner(model, loss, batchSize, threads);
        _update = new ParameterUpdate(_parameters, _runner.Gradients, optimizer);
        _runner.GoToWork();
    }

    /// <summary>The most samples of a step.</summary>
    public int BatchSize { get; }

    /// <summary>
    /// Trains on mixtures of two samples of a step each, as <see cref="FitOptions.Mixing"/> does; what is drawn depends on the step's key. Default: none.
    /// </summary>
    /// <exception cref="ArgumentException">The network's samples, or the targets of the loss, cannot be mixed so.</exception>
    public SampleMixing? Mixing
    {
        get;
        init
        {
            if (value?.FindMisfit(_model.Info, _loss) is { } misfit)
            {
                Dispose();
                throw new ArgumentException(misfit, nameof(Mixing));
            }

            field = value;
            _mixed = value is null ? null : new MixedBatch(value, _model.Info, _loss, _loss.TakesClasses ? TargetKind.Classes : TargetKind.Values);
        }
    }

    /// <summary>
    /// Whether <see cref="Fault"/> says how a NaN or an infinity came about, as <see cref="TerminateOnNaN"/> does in a fit. Steps then look at the parameters as the
    /// optimizer leaves them, and change no bit for it. Default: false.
    /// </summary>
    public bool WatchesNumbers
    {
        get => _update.Watch is not null;
        init => _update.Watch = value ? new NumberWatch(_model) : null;
    }

    /// <summary>
    /// How the last step's loss, or a parameter that a step has left, came to be NaN or infinite; null while all is finite, and where
    /// <see cref="WatchesNumbers"/> is off. The step that made it has been applied.
    /// </summary>
    /// <example>
    /// <code>
    /// double loss = step.Run(data, samples, key);
    /// if (step.Fault is { } fault)
    /// {
    ///     throw new NotFiniteNumberException(fault.Message, loss);
    /// }
    /// </code>
    /// </example>
    public NumberFault? Fault => _update.Watch?.Found;

    /// <summary>Trains one batch and returns its loss, penalties included, as it was before the parameters changed.</summary>
    /// <param name="data">The data, which must fit the network and the loss.</param>
    /// <param name="samples">The indices of the samples: 1 to <see cref="BatchSize"/> of them.</param>
    /// <param name="randomKey">Decides, with the samples' places in the batch, what dropout drops, and who is mixed with whom.</param>
    /// <exception cref="InvalidDataException">
    /// A sample holds a value that is not finite, or its target is wrong. The parameters are unchanged.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread is training the network. The parameters are unchanged by this call.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed of.</exception>
    public double Run(Dataset data, ReadOnlySpan<int> samples, ulong randomKey)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (samples.IsEmpty || samples.Length > BatchSize)
        {
            throw new ArgumentException($"A step takes 1 to {BatchSize} samples; {samples.Length} came.", nameof(samples));
        }

        _samples.Set(data, samples);
        return Run(_samples, randomKey);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _runner.Rest();
    }

    internal double Run(BatchSamples samples, ulong randomKey)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using NetworkParameters.Training turn = _parameters.BeginTraining();
        _update.Watch?.Begin(epoch: null, _steps);
        double loss = _runner.Train(samples, randomKey, _update, _mixed);
        _steps++;
        return loss;
    }
}
