using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Ranks that are threads of one process: what one sends lies in a queue until the other one takes it.</summary>
internal sealed class ThreadRanks(int count, bool sharesMemory)
{
    private readonly object _gate = new();
    private readonly Dictionary<(int From, int To), Queue<byte[]>> _sent = [];

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

    private void Send(int from, int to, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Queue(from, to).Enqueue(bytes.ToArray());
            Monitor.PulseAll(_gate);
        }
    }

    private void Receive(int from, int to, Span<byte> bytes)
    {
        lock (_gate)
        {
            while (Queue(from, to).Count == 0)
            {
                if (Cause is not null)
                {
                    throw new ExchangeException($"Another rank has ended all: {Cause.Message}", Cause);
                }

                Monitor.Wait(_gate);
            }

            byte[] came = Queue(from, to).Dequeue();
            if (came.Length != bytes.Length)
            {
                throw new InvalidOperationException($"Rank {from} has sent {came.Length} bytes, and rank {to} waits for {bytes.Length}.");
            }

            came.CopyTo(bytes);
            Received[to] += came.Length;
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

    private Queue<byte[]> Queue(int from, int to)
    {
        if (!_sent.TryGetValue((from, to), out Queue<byte[]>? queue))
        {
            _sent.Add((from, to), queue = new Queue<byte[]>());
        }

        return queue;
    }

    private sealed class End(ThreadRanks ranks, int rank) : Exchange(rank, ranks.Received.Length)
    {
        protected internal override bool SharesMemory => ranks.SharesMemory;

        protected internal override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming)
        {
            if (outgoing.Length > 0)
            {
                ranks.Send(Rank, partner, outgoing);
            }

            if (incoming.Length > 0)
            {
                ranks.Receive(partner, Rank, incoming);
            }
        }

        public override void Abort(Exception cause) => ranks.Abort(cause);
    }
}
