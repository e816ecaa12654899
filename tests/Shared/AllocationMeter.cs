using System;
using System.Linq;
using System.Threading;
using NetGen.Execution;
using Xunit;

namespace NetGen.Tests.Shared;

/// <summary>
/// Counts what threads allocate, each by its own counter: what other threads of the process allocate at the same time, the test
/// runner's or the JIT's, does not count, so that 0 bytes means 0 bytes.
/// </summary>
internal sealed class AllocationMeter
{
    private const int MostThreads = 4096;
    private const int WarmUps = 5;
    private const int Measured = 50;

    private readonly bool[] _seen = new bool[MostThreads];
    private readonly long[] _first = new long[MostThreads];
    private readonly long[] _last = new long[MostThreads];
    private volatile bool _runs;

    /// <summary>Threads that came by while the meter ran.</summary>
    public int Threads => _seen.Count(seen => seen);

    /// <summary>Bytes that these threads allocated between the first and the last time that they came by. To read them allocates nothing.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            for (int thread = 0; thread < MostThreads; thread++)
            {
                bytes += _seen[thread] ? _last[thread] - _first[thread] : 0;
            }

            return bytes;
        }
    }

    /// <summary>Begins anew.</summary>
    public void Start()
    {
        Array.Clear(_seen);
        _runs = true;
    }

    public void Stop() => _runs = false;

    /// <summary>To be called by every thread that is measured, before and after what it is measured for. Allocates nothing.</summary>
    public void PassBy()
    {
        if (!_runs)
        {
            return;
        }

        int thread = Environment.CurrentManagedThreadId;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        if (!_seen[thread])
        {
            _seen[thread] = true;
            _first[thread] = bytes;
        }

        _last[thread] = bytes;
    }

    /// <summary>
    /// After some calls that may allocate, the calling thread allocates nothing in further ones, nor do those that pass by the meter. One call
    /// is excused: tables of the platform's own, such as that of casts, grow now and then on whatever thread comes by. What the work
    /// itself allocates would be there again.
    /// </summary>
    /// <param name="work">The work; other threads that take part in it pass by.</param>
    public void AssertNone(Action work)
    {
        Start();
        AssertNone(() =>
        {
            PassBy();
            long before = Bytes;
            work();
            PassBy();
            return Bytes - before;
        });
        Stop();
    }

    /// <summary>The same for work of which a part counts.</summary>
    /// <param name="work">The work; gives the bytes that it allocated where nothing may be.</param>
    public static void AssertNone(Func<long> work)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            work();
        }

        int allocating = 0;
        long all = 0;
        for (int i = 0; i < Measured; i++)
        {
            long bytes = work();
            allocating += bytes == 0 ? 0 : 1;
            all += bytes;
        }

        Assert.True(allocating <= 1, $"{allocating} of {Measured} calls allocated, {all} bytes in all.");
    }

    /// <summary>The same for work of the calling thread alone.</summary>
    public static void AssertNoneHere(Action work) => new AllocationMeter().AssertNone(work);

    /// <summary>The same for predictions, which the calling thread shares with a team: all of its threads pass by in between.</summary>
    /// <param name="network">The network that predicts.</param>
    /// <param name="work">Predictions with it.</param>
    public static void AssertNoneInPredictions(INetwork network, Action work)
    {
        // The team that is given back last is the one that the predictions take.
        WorkerTeam team = SharedTeam.TryTake(network.PredictionThreads) ?? throw new InvalidOperationException("Another test predicts at the same time.");
        SharedTeam.Return(team);
        var meter = new AllocationMeter();
        var muster = new Muster(meter, team);
        meter.AssertNone(() =>
        {
            muster.Call();
            work();
            muster.Call();
        });
        Assert.Equal(team.Workers, meter.Threads);
    }

    /// <summary>Has every thread of a team pass by: each takes one job, and none ends before all have one.</summary>
    private sealed class Muster(AllocationMeter meter, WorkerTeam team) : IJobs
    {
        private int _present;

        public void Call()
        {
            _present = 0;
            team.Run(this, team.Workers);
        }

        public void Run(int job, int worker)
        {
            meter.PassBy();
            Interlocked.Increment(ref _present);
            while (Volatile.Read(ref _present) < team.Workers)
            {
                Thread.Yield();
            }
        }
    }
}
