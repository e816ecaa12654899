using System;
using System.Threading;
using System.Threading.Tasks.Sources;

namespace NetGen;

/// <summary>
/// A sample that waits or is being predicted, and the source of its caller's <see cref="System.Threading.Tasks.ValueTask"/>. It is used again for
/// other samples, from the moment on when the caller has taken the result.
/// </summary>
internal sealed class PendingPrediction(IPredictionOwner owner) : IValueTaskSource
{
    // Whoever predicts a batch does not do the callers' work as well.
    private ManualResetValueTaskSourceCore<bool> _result = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;

    public ReadOnlyMemory<float> Input { get; private set; }

    public Memory<float> Output { get; private set; }

    /// <summary>The clock's time when the sample came.</summary>
    public long Began { get; private set; }

    /// <summary>To be awaited by the caller, once.</summary>
    public short Version => _result.Version;

    // Its place in the queue; the queue's own, guarded by the owner's gate.
    public PendingPrediction? Previous { get; set; }

    public PendingPrediction? Next { get; set; }

    public bool IsWaiting { get; set; }

    public void Begin(ReadOnlyMemory<float> input, Memory<float> output, long began)
    {
        Input = input;
        Output = output;
        Began = began;
    }

    /// <summary>Called once the sample is in the queue, or even predicted, and before the caller can wait for it.</summary>
    public void CancelWith(CancellationToken cancellation)
    {
        if (cancellation.CanBeCanceled)
        {
            _registration = cancellation.UnsafeRegister(static (pending, token) => ((PendingPrediction)pending!).Cancel(token), this);
        }
    }

    public void Succeed() => _result.SetResult(true);

    public void Fail(Exception exception) => _result.SetException(exception);

    void IValueTaskSource.GetResult(short token)
    {
        // Who asks twice, or too early, is refused before anything is given back that somebody else may be using.
        if (_result.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The prediction has not ended. Await it, or turn it into a Task.");
        }

        // Waits for a cancellation that is just coming: none may meet the next sample.
        _registration.Dispose();
        try
        {
            _result.GetResult(token);
        }
        finally
        {
            _result.Reset();
            _registration = default;
            Input = default;
            Output = default;
            owner.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellation)
    {
        if (owner.TryWithdraw(this))
        {
            Fail(new OperationCanceledException(cancellation));
        }
    }
}

/// <summary>Whose queue and pool a <see cref="PendingPrediction"/> belongs to.</summary>
internal interface IPredictionOwner
{
    /// <summary>Takes a sample out of the queue; false when it is no longer waiting.</summary>
    bool TryWithdraw(PendingPrediction pending);

    /// <summary>Takes back what nobody refers to any more.</summary>
    void Return(PendingPrediction pending);
}
