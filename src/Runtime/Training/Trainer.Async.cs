using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen;

/// <content>Fits and evaluations for callers that cannot wait: user interfaces, services.</content>
public sealed partial class Trainer<TNetwork>
{
    /// <summary>
    /// <see cref="Fit"/> on a thread of its own, with the same bits. The network may be used for predictions meanwhile.
    /// </summary>
    /// <param name="train">The training data.</param>
    /// <param name="options">Epochs, batch size, validation and so on; default: one epoch in batches of 32.</param>
    /// <param name="cancellationToken">
    /// Ends training as <see cref="FitOptions.CancellationToken"/> does, which ends it too: before its next step. Default: never.
    /// </param>
    /// <returns>
    /// The figures of every epoch. The task is cancelled where a token ended training, and has failed with whatever <see cref="Fit"/> throws.
    /// </returns>
    /// <remarks>
    /// Callbacks are called on the thread that trains; what shows progress elsewhere takes it from a <see cref="ProgressReporter"/>. Where a program can have
    /// one thread alone, in a browser, training blocks it.
    /// </remarks>
    /// <exception cref="ArgumentException">As <see cref="Fit"/>.</exception>
    /// <exception cref="InvalidDataException">As <see cref="Fit"/>.</exception>
    /// <exception cref="OperationCanceledException">A token ended it: a <see cref="TrainingCanceledException"/> with the history, as of <see cref="Fit"/>, once training had begun.</exception>
    /// <exception cref="InvalidOperationException">
    /// The optimizer belongs to another network, or another thread is training this one, by another call of this method for instance. Nothing has changed.
    /// </exception>
    public async Task<History> FitAsync(DataSource train, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FitOptions();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, options.CancellationToken);
        try
        {
            return await OnItsOwnThread(() => Fit(train, options.With(either.Token)), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == either.Token)
        {
            // Callers compare with the tokens that they gave.
            CancellationToken given = cancellationToken.IsCancellationRequested ? cancellationToken : options.CancellationToken;
            throw exception is TrainingCanceledException { History: var history }
                ? new TrainingCanceledException(history, exception, given)
                : new OperationCanceledException(exception.Message, exception, given);
        }
    }

    /// <summary><see cref="Evaluate"/> on a thread of its own.</summary>
    /// <param name="data">The data.</param>
    /// <param name="batchSize">Samples per batch; at least 1, default 32.</param>
    /// <param name="callbacks">Called for each batch, on the thread that evaluates; default: none.</param>
    /// <param name="exchange">Joins this evaluation with that of other ranks, as that of <see cref="Evaluate"/> does; default: none.</param>
    /// <param name="cancellationToken">Ends the evaluation before its next batch; default: never.</param>
    /// <exception cref="ArgumentException">As <see cref="Evaluate"/>.</exception>
    /// <exception cref="InvalidDataException">As <see cref="Evaluate"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/>, or that of another rank, ended it.</exception>
    /// <exception cref="ExchangeException">As <see cref="Evaluate"/>.</exception>
    public async Task<Evaluation> EvaluateAsync(
        DataSource data, int batchSize = 32, IReadOnlyList<Callback>? callbacks = null, Exchange? exchange = null, CancellationToken cancellationToken = default) =>
        await OnItsOwnThread(() => Evaluate(data, batchSize, callbacks, exchange, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// A thread of the pool would be missing there for as long as the work lasts. The platform itself begins none where there can be none. Who awaits goes on
    /// elsewhere, so that the thread ends with its work.
    /// </summary>
    private static Task<TResult> OnItsOwnThread<TResult>(Func<TResult> work, CancellationToken cancellationToken) => Task.Factory.StartNew(
        work,
        cancellationToken,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously,
        TaskScheduler.Default);
}
