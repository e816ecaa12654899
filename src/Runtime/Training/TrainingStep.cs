using System;
using System.IO;
using System.Threading;

namespace NetGen;

/// <summary>
/// Training one batch at a time, for loops of one's own: what <see cref="Trainer{TNetwork}.Fit"/> does in each step. Holds
/// the buffers and the threads. Allocates nothing after the first step, unless ten seconds without one have ended the threads.
/// </summary>
public sealed class TrainingStep : IDisposable
{
    private readonly INetwork _model;
    private readonly Optimizer _optimizer;
    private readonly Loss _loss;
    private readonly BatchRunner _runner;
    private readonly ParameterUpdate _update;
    private readonly IndexedSamples _samples;
    private readonly NetworkParameters _parameters;
    private readonly Ranks? _ranks;
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
        (_model, _optimizer, _loss) = (model, optimizer, loss);
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
    /// Joins ranks that do the same steps, as <see cref="FitOptions.Exchange"/> joins those of a fit: each carries a part of every batch, and all come to the loss and the parameters
    /// of one, to the bit. All of them call <see cref="Run(Dataset, ReadOnlySpan{int}, ulong)"/> with the same arguments; the first call makes sure that networks, weights, optimizers
    /// and what else is decided here are the same. What a loop changes between steps, such as the learning rate, it changes on all. Where a step fails on one rank, all end
    /// (<see cref="NetGen.Exchange.Abort"/>). Default: none.
    /// </summary>
    /// <exception cref="ArgumentException">So many ranks cannot share a batch.</exception>
    public Exchange? Exchange
    {
        get;
        init
        {
            field = value;
            _runner.Rest();
            _ranks = value is null ? null : new Ranks(value, CancellationToken.None);
            _runner.GoToWork(_ranks?.Batches);
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
    /// <exception cref="ArgumentException">There are no samples, or too many; or, in the first step, this rank of <see cref="Exchange"/> trains something else than rank 0.</exception>
    /// <exception cref="ExchangeException">Another rank of <see cref="Exchange"/> cannot begin, or go on, or a step before has failed.</exception>
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
        _ranks?.Dispose();
    }

    internal double Run(BatchSamples samples, ulong randomKey)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _ranks?.Batches.RequireWhole();
        using NetworkParameters.Training turn = _parameters.BeginTraining();
        if (_ranks is not null && _steps == 0)
        {
            Meet(_ranks);
        }

        try
        {
            _update.Watch?.Begin(epoch: null, _steps);
            double loss = _runner.Train(samples, randomKey, _update, _mixed);
            _steps++;
            return loss;
        }
        catch (Exception exception) when (_ranks is not null)
        {
            // The others wait for what this rank has of the batch, and do not know that it will not come.
            Exchange!.Abort(exception);
            throw;
        }
    }

    private void Meet(Ranks ranks)
    {
        ranks.Batches.CountsRows = WatchesNumbers;
        ranks.Run(() =>
        {
            ranks.Meet(new StepConfiguration(_model, _optimizer, _loss, BatchSize, Mixing));
            return ranks;
        });
    }
}
