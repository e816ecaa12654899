namespace NetGen;

/// <summary>The samples that wait, in the order in which they came. Any of them can leave in no time. Guarded by its owner's gate.</summary>
internal sealed class WaitingPredictions
{
    private PendingPrediction? _last;

    public PendingPrediction? First { get; private set; }

    public int Count { get; private set; }

    public void Add(PendingPrediction pending)
    {
        pending.IsWaiting = true;
        pending.Previous = _last;
        if (_last is null)
        {
            First = pending;
        }
        else
        {
            _last.Next = pending;
        }

        _last = pending;
        Count++;
    }

    /// <summary>The one that has waited longest; there must be one.</summary>
    public PendingPrediction Take()
    {
        PendingPrediction first = First!;
        TryRemove(first);
        return first;
    }

    /// <summary>False when it does not wait.</summary>
    public bool TryRemove(PendingPrediction pending)
    {
        if (!pending.IsWaiting)
        {
            return false;
        }

        if (pending.Previous is { } previous)
        {
            previous.Next = pending.Next;
        }
        else
        {
            First = pending.Next;
        }

        if (pending.Next is { } next)
        {
            next.Previous = pending.Previous;
        }
        else
        {
            _last = pending.Previous;
        }

        pending.Previous = null;
        pending.Next = null;
        pending.IsWaiting = false;
        Count--;
        return true;
    }
}
