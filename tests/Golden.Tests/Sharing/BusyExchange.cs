using System;
using System.Diagnostics;
using System.Threading;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Tells when it is used beside threads that compute or begins to swap behind, and by which thread.</summary>
/// <param name="exchange">What joins the ranks.</param>
/// <param name="onUse">Called before each swap beside threads that compute; default: nothing.</param>
internal sealed class BusyExchange(Exchange exchange, Action? onUse = null) : Exchange(exchange.Rank, exchange.Count)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private int _uses;
    private int _seen;

    /// <summary>The last thread that has used it beside computing ones.</summary>
    public Thread? Thread { get; private set; }

    /// <summary>How often it has been used beside threads that compute.</summary>
    public int Uses => Volatile.Read(ref _uses);

    /// <summary>Whether it can swap behind where the other one can.</summary>
    public bool HasBehind { get; init; } = true;

    protected internal override bool SharesMemory => exchange.SharesMemory;

    protected internal override bool CanSwapBehind => HasBehind && exchange.CanSwapBehind;

    /// <summary>Waits for a use beside threads that compute of which it has not told yet. Allocates nothing.</summary>
    public void WaitForUse()
    {
        long began = Stopwatch.GetTimestamp();
        var wait = default(SpinWait);
        while (Uses == _seen)
        {
            if (Stopwatch.GetElapsedTime(began) > LongestWait)
            {
                throw new TimeoutException("No bucket was exchanged while a lane was on its way.");
            }

            wait.SpinOnce();
        }

        _seen++;
    }

    public override void Abort(Exception cause) => exchange.Abort(cause);

    protected internal override void BeginSwap(int partner, ReadOnlyMemory<float> outgoing, Memory<float> incoming)
    {
        Interlocked.Increment(ref _uses);
        exchange.BeginSwap(partner, outgoing, incoming);
    }

    protected internal override bool TryEndSwap(bool waits) => exchange.TryEndSwap(waits);

    protected internal override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming)
    {
        if (RunsBesideComputing)
        {
            Thread = Thread.CurrentThread;
            Interlocked.Increment(ref _uses);
            onUse?.Invoke();
        }

        exchange.Swap(partner, outgoing, incoming);
    }
}
