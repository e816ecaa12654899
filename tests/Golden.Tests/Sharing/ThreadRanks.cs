using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Ranks that are threads of one process: what one sends lies in a queue until the other one takes it.</summary>
internal sealed class ThreadRanks(int count, bool sharesMemory)
{
    private readonly object _gate = new();
    private readonly Dictionary<(int From, int To, bool IsBehind), Queue<byte[]>> _sent = [];

    /// <summary>What a rank has ended all with; null as long as none has.</summary>
    public Exception? Cause { get; private set; }

    /// <summary>Bytes that each rank has received.</summary>
    public long[] Received { get; } = new long[count];

    private bool SharesMemory => sharesMemory;

    /// <summary>Does the same on every rank, and returns what each has come to: a result or an exception.</summary>
    /// <param name="count">Number of ranks.</param>
    /// <param name="work">What each does.</param>
    /// <param name="sharesMemory">What they say of themselves.</param>
    public static (TResult? Result, Exception? Failure)[] Run<TResult>(int count, Func<Exchange, TResult> work, bool sharesMemory = false)
        where TResult : class?
    {
        var ranks = new ThreadRanks(count, sharesMemory);
        Task<(TResult?, Exception?)>[] tasks = [.. Enumerable.Range(0, count).Select(rank => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return ((TResult?)work(new End(ranks, rank)), (Exception?)null);
                }
                catch (Exception exception)
                {
                    return (null, exception);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        return Task.WhenAll(tasks).GetAwaiter().GetResult();
    }

    private void Send(int from, int to, bool isBehind, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Queue(from, to, isBehind).Enqueue(bytes.ToArray());
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryReceive(int from, int to, bool isBehind, Span<byte> bytes, bool waits)
    {
        lock (_gate)
        {
            while (Queue(from, to, isBehind).Count == 0)
            {
                if (!waits)
                {
                    return false;
                }

                if (Cause is not null)
                {
                    throw new ExchangeException($"Another rank has ended all: {Cause.Message}", Cause);
                }

                Monitor.Wait(_gate);
            }

            byte[] came = Queue(from, to, isBehind).Dequeue();
            if (came.Length != bytes.Length)
            {
                throw new InvalidOperationException($"Rank {from} has sent {came.Length} bytes, and rank {to} waits for {bytes.Length}.");
            }

            came.CopyTo(bytes);
            Received[to] += came.Length;
            return true;
        }
    }

    private void Abort(Exception cause)
    {
        lock (_gate)
        {
            Cause ??= cause;
            Monitor.PulseAll(_gate);
        }
    }

    private Queue<byte[]> Queue(int from, int to, bool isBehind)
    {
        if (!_sent.TryGetValue((from, to, isBehind), out Queue<byte[]>? queue))
        {
            _sent.Add((from, to, isBehind), queue = new Queue<byte[]>());
        }

        return queue;
    }

    private sealed class End(ThreadRanks ranks, int rank) : Exchange(rank, ranks.Received.Length)
    {
        private int _partner;
        private Memory<float> _incoming;

        protected internal override bool SharesMemory => ranks.SharesMemory;

        protected internal override bool CanSwapBehind => true;

        protected internal override void BeginSwap(int partner, ReadOnlyMemory<float> outgoing, Memory<float> incoming)
        {
            (_partner, _incoming) = (partner, incoming);
            if (!outgoing.IsEmpty)
            {
                ranks.Send(Rank, partner, isBehind: true, MemoryMarshal.AsBytes(outgoing.Span));
            }
        }

        protected internal override bool TryEndSwap(bool waits) =>
            _incoming.IsEmpty || ranks.TryReceive(_partner, Rank, isBehind: true, MemoryMarshal.AsBytes(_incoming.Span), waits);

        protected internal override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming)
        {
            if (outgoing.Length > 0)
            {
                ranks.Send(Rank, partner, isBehind: false, outgoing);
            }

            if (incoming.Length > 0)
            {
                ranks.TryReceive(partner, Rank, isBehind: false, incoming, waits: true);
            }
        }

        public override void Abort(Exception cause) => ranks.Abort(cause);
    }
}
