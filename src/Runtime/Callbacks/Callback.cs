using System;

namespace NetGen;

/// <summary>
/// Takes part in training: override the moments that matter (Keras: <c>keras.callbacks.Callback</c>). Epochs and batches
/// are counted from 0.
/// </summary>
public abstract class Callback
{
    private TrainingContext? _context;

    /// <summary>The training that this belongs to. Set before the first moment.</summary>
    /// <exception cref="InvalidOperationException">No training has begun.</exception>
    public TrainingContext Context
    {
        get => _context ?? throw new InvalidOperationException($"{GetType().Name} belongs to no training yet; its context is there from OnTrainBegin or OnTestBegin on.");
        internal set => _context = value;
    }

    /// <summary>
    /// Whether the callback is called on every rank of a fit that an <see cref="Exchange"/> joins, and not on the first alone. What it wants, an end of training, is done by all ranks
    /// either way; learning rate and weights are the first one's. Its state in checkpoints is the first one's too. Default: false.
    /// </summary>
    public virtual bool RunsOnEveryRank => false;

    /// <summary>
    /// Writes down what the callback counts and keeps from step to step, so that a fit that was broken off goes on with it. Called between two steps. Default: nothing.
    /// </summary>
    /// <param name="state">Where it is written.</param>
    public virtual void SaveState(SavedState state)
    {
    }

    /// <summary>Goes on from what <see cref="SaveState"/> wrote down. Called after <see cref="OnTrainBegin"/>, where that callback wrote anything.</summary>
    /// <param name="state">What was written.</param>
    public virtual void LoadState(SavedState state)
    {
    }

    /// <summary>Training begins.</summary>
    public virtual void OnTrainBegin()
    {
    }

    /// <summary>Training has ended, also where it was stopped or cancelled; not reached when another exception ends it.</summary>
    /// <param name="logs">The last epoch's figures.</param>
    public virtual void OnTrainEnd(Logs logs)
    {
    }

    /// <summary>An epoch begins.</summary>
    /// <param name="epoch">From 0.</param>
    public virtual void OnEpochBegin(int epoch)
    {
    }

    /// <summary>An epoch and its validation have ended.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="logs">The epoch's figures, those of validation with "val_" before their names.</param>
    public virtual void OnEpochEnd(int epoch, Logs logs)
    {
    }

    /// <summary>A training step begins.</summary>
    /// <param name="batch">From 0 in each epoch.</param>
    public virtual void OnTrainBatchBegin(int batch)
    {
    }

    /// <summary>A training step has ended.</summary>
    /// <param name="batch">From 0 in each epoch.</param>
    /// <param name="logs">The figures over the epoch so far.</param>
    public virtual void OnTrainBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>An evaluation begins, on its own or as an epoch's validation.</summary>
    public virtual void OnTestBegin()
    {
    }

    /// <summary>An evaluation has ended.</summary>
    /// <param name="logs">Its figures, without "val_".</param>
    public virtual void OnTestEnd(Logs logs)
    {
    }

    /// <summary>A batch of an evaluation begins.</summary>
    /// <param name="batch">From 0.</param>
    public virtual void OnTestBatchBegin(int batch)
    {
    }

    /// <summary>A batch of an evaluation has ended.</summary>
    /// <param name="batch">From 0.</param>
    /// <param name="logs">The figures over the evaluation so far.</param>
    public virtual void OnTestBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>Something went wrong that does not end training: a log or a checkpoint that cannot be written, a checkpoint that is damaged. Each is told once.</summary>
    /// <param name="message">What, in a sentence; also among the warnings of the history.</param>
    public virtual void OnWarning(string message)
    {
    }
}
