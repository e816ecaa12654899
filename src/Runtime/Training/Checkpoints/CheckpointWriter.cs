using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Execution;

namespace NetGen;

/// <summary>Writes one checkpoint at a time on a thread of its own; where there are no threads, at once.</summary>
internal sealed class CheckpointWriter
{
    private Task? _writing;

    /// <summary>Whether a checkpoint is being written, and what it is made of is not to be touched.</summary>
    public bool IsBusy => _writing is { IsCompleted: false };

    /// <summary>Begins to write.</summary>
    public void Begin(Action write)
    {
        Wait();
        if (WorkerCrew.CanExist)
        {
            _writing = Task.Factory.StartNew(write, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            return;
        }

        try
        {
            write();
            _writing = Task.CompletedTask;
        }
        catch (Exception exception)
        {
            _writing = Task.FromException(exception);
        }
    }

    /// <summary>Waits until nothing is being written.</summary>
    public void Wait() => ((IAsyncResult?)_writing)?.AsyncWaitHandle.WaitOne();

    /// <summary>What the last writing failed with, once; null where it did not fail, or has not ended.</summary>
    public Exception? TakeFailure()
    {
        bool hasEnded = _writing is { IsCompleted: true };
        Exception? failure = hasEnded ? _writing!.Exception?.InnerException : null;
        _writing = hasEnded ? null : _writing;
        return failure is null or IOException or UnauthorizedAccessException ? failure : throw new IOException(failure.Message, failure);
    }
}
