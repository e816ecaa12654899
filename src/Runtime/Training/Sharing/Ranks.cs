using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace NetGen;

/// <summary>
/// The ranks of one fit or evaluation, or of steps. What is decided on one of them, by a callback, a token or an exception, is known to all at the same place of the loop: there they
/// agree, and go on as one.
/// </summary>
internal sealed class Ranks : IDisposable
{
    // No batch is cut into more lanes.
    private const int Most = 16;

    private readonly Exchange _exchange;
    private readonly Collective _collective;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _givenCancellation;
    private readonly CancellationToken _givenStopping;
    private readonly Standing[] _standings;
    private int _version;
    private bool _haveMet;
    private bool _allKnow;

    /// <param name="exchange">What joins them.</param>
    /// <param name="cancellationToken">Cancels what this rank does, and so what all do.</param>
    /// <param name="stoppingToken">Ends training on this rank, and so on all.</param>
    /// <exception cref="ArgumentException">So many ranks cannot share the lanes of a batch.</exception>
    public Ranks(Exchange exchange, CancellationToken cancellationToken, CancellationToken stoppingToken = default)
    {
        if (exchange.Count > Most || !BitOperations.IsPow2(exchange.Count))
        {
            throw new ArgumentException(
                $"{exchange.Count} ranks cannot share a batch: its lanes, {Most} at most, are summed up as a binary tree, of which each rank takes a subtree, "
                + $"so that the bits are those of one. Start 1, 2, 4, 8 or {Most}.",
                nameof(exchange));
        }

        _exchange = exchange;
        _collective = new Collective(exchange);
        Batches = new BatchSharing(exchange, _collective);
        _givenCancellation = cancellationToken;
        _givenStopping = stoppingToken;
        _standings = new Standing[exchange.Count];
    }

    public bool IsFirst => _exchange.IsFirst;

    /// <summary>The token of cancellation that all ranks have agreed on.</summary>
    public CancellationToken CancellationToken => _cancellation.Token;

    /// <summary>The token that ends training, as all ranks have agreed on it.</summary>
    public CancellationToken StoppingToken => _stopping.Token;

    /// <summary>What the ranks exchange of a batch.</summary>
    public BatchSharing Batches { get; }

    /// <summary>
    /// Does this rank's work. Where an exception ends it of which the others do not know, they are told: before they have met, as one that keeps all from beginning; later, by the exchange.
    /// </summary>
    public TResult Run<TResult>(Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (TrainingCanceledException exception)
        {
            // Callers compare with the token that they gave.
            throw new TrainingCanceledException(exception.History, exception, _givenCancellation);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == _cancellation.Token)
        {
            throw new OperationCanceledException(exception.Message, exception, _givenCancellation);
        }
        catch (Exception exception) when (!_haveMet)
        {
            Meet(exception);
            throw;
        }
        catch (Exception exception) when (!_allKnow)
        {
            _exchange.Abort(exception);
            throw;
        }
    }

    /// <summary>Meets the others before anything has changed, and makes sure that all do the same.</summary>
    /// <exception cref="ArgumentException">This rank does something else than the first one.</exception>
    /// <exception cref="ExchangeException">Another rank does, or has failed.</exception>
    public void Meet(RunConfiguration configuration)
    {
        Meet(failure: null);
        SavedState first = FromFirst(state =>
        {
            configuration.SaveState(state);
            state.Set("processor", Processor.Kind);
        });
        Together(() =>
        {
            string[] differences = [.. configuration.Differences(first, ("processor", Processor.Kind)).Take(10)];
            if (differences.Length > 0)
            {
                string does = configuration is EvaluationConfiguration ? "evaluates" : "trains";
                throw new ArgumentException($"Rank {_exchange.Rank} {does} something else than rank 0: {string.Join("; ", differences)}.");
            }
        });
    }

    /// <summary>Knows that these weights are the same on all ranks.</summary>
    public void HaveSame(NetworkParameters parameters) => _version = parameters.Version;

    /// <summary>Does something on this rank; where it fails on any, it has failed on all.</summary>
    /// <exception cref="ExchangeException">It has failed on another one.</exception>
    public void Together(Action work)
    {
        Exception? failure = null;
        try
        {
            work();
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        Join(failure);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Gives all ranks what the first one writes down.</summary>
    public SavedState FromFirst(Action<SavedState> write)
    {
        using var stream = new BroadcastStream(_collective);
        if (!IsFirst)
        {
            return StateFile.Read(stream, "rank 0");
        }

        var state = new SavedState();
        write(state);
        StateFile.Write(stream, state);
        return state;
    }

    /// <summary>Callbacks that this rank calls: those of the first one, and those that say that they run on every rank.</summary>
    public IEnumerable<Callback> CallbacksOf(IReadOnlyList<Callback> callbacks) => callbacks.Where(callback => IsFirst || callback.RunsOnEveryRank);

    /// <summary>
    /// Brings the ranks together between two steps: a wish of any of them is one of all, and the first one's learning rate is everybody's, and so are its weights where they have changed on one rank
    /// and not on another.
    /// </summary>
    public void Agree(TrainingContext context)
    {
        NetworkParameters parameters = context.Model.Parameters;
        Wishes wishes = (context.StopTraining ? Wishes.StopTraining : Wishes.None)
            | (_givenStopping.IsCancellationRequested ? Wishes.Stop : Wishes.None)
            | (_givenCancellation.IsCancellationRequested ? Wishes.Cancel : Wishes.None);
        _standings[_exchange.Rank] = new Standing(unchecked(parameters.Version - _version), context.Optimizer.LearningRate, wishes);
        _collective.Gather(_standings.AsSpan());
        foreach (Standing standing in _standings)
        {
            wishes |= standing.Wishes;
        }

        context.StopTraining |= wishes.HasFlag(Wishes.StopTraining);
        CancelWhere(wishes.HasFlag(Wishes.Stop), _stopping);
        CancelWhere(wishes.HasFlag(Wishes.Cancel), _cancellation);
        if (context.Optimizer.LearningRate != _standings[0].LearningRate)
        {
            context.Optimizer.LearningRate = _standings[0].LearningRate;
        }

        if (_standings.Any(standing => standing.Changes != _standings[0].Changes))
        {
            parameters.Update(_collective, static (ranks, values) => ranks.Broadcast(MemoryMarshal.AsBytes(values)));
        }

        _version = parameters.Version;
    }

    /// <summary>Gives all ranks an epoch's figures, those included that the first one's callbacks have added.</summary>
    public Logs Share(Logs logs)
    {
        SavedState state = FromFirst(logs.SaveState);
        return IsFirst ? logs : Logs.Load(state);
    }

    public void Dispose()
    {
        Batches.Dispose();
        _cancellation.Dispose();
        _stopping.Dispose();
    }

    private void Meet(Exception? failure)
    {
        _haveMet = true;
        Join(failure);
    }

    /// <summary>Waits for all ranks, and learns who has failed.</summary>
    private void Join(Exception? failure)
    {
        byte[] message = failure is null ? [] : Encoding.UTF8.GetBytes($"{failure.GetType().Name}: {failure.Message}");
        int[] lengths = new int[_exchange.Count];
        lengths[_exchange.Rank] = message.Length;
        _collective.Gather(lengths.AsSpan());
        if (lengths.All(length => length == 0))
        {
            return;
        }

        _allKnow = true;
        int[] bounds = [0, .. lengths];
        for (int rank = 1; rank < bounds.Length; rank++)
        {
            bounds[rank] += bounds[rank - 1];
        }

        byte[] messages = new byte[bounds[^1]];
        message.CopyTo(messages, bounds[_exchange.Rank]);
        _collective.Gather(messages.AsSpan(), bounds);
        if (failure is null)
        {
            int failed = Array.FindIndex(lengths, length => length > 0);
            string cause = Encoding.UTF8.GetString(messages, bounds[failed], lengths[failed]);
            throw new ExchangeException($"Rank {failed} of {_exchange.Count} has failed, and all end with it. {cause}");
        }
    }

    private static void CancelWhere(bool isWanted, CancellationTokenSource source)
    {
        if (isWanted && !source.IsCancellationRequested)
        {
            source.Cancel();
        }
    }
}
