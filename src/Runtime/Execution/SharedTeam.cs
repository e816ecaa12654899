using System;
using System.Diagnostics;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Lends threads to predictions, of whatever network, to one call at a time. Who finds them lent works alone: however many calls there are at once, there are
/// no more threads than theirs and those of one team, and where many call at once, their own threads are enough.
/// </summary>
/// <remarks>
/// Threads that share a sample meet after every layer. Where other work has the processors, each meeting may wait for a thread that has to wait for its own, for
/// milliseconds instead of microseconds. After such a call samples are not shared for a while, for twice as long each time that it happens again.
/// </remarks>
internal static class SharedTeam
{
    private static readonly long ShortestRest = Stopwatch.Frequency / 50;
    private static readonly long LongestRest = 2 * Stopwatch.Frequency;

    private static int _lent;
    private static long _rest = ShortestRest;
    private static long _restsUntil;

    /// <summary>A team for samples that each thread takes whole, to be given back with <see cref="Return"/>; null when another call has one.</summary>
    /// <param name="workers">Exactly as many threads as the team shall have, so that none waits for calls that would not use it.</param>
    public static WorkerTeam? TryTake(int workers) => Interlocked.Exchange(ref _lent, 1) == 0 ? IdleTeams.Take(workers) : null;

    /// <summary>A team for samples that its threads share, to be given back with <see cref="ReturnShared"/>; null also where others have the processors.</summary>
    /// <param name="workers">Exactly as many threads as the team shall have.</param>
    public static WorkerTeam? TryTakeShared(int workers) => Stopwatch.GetTimestamp() < Volatile.Read(ref _restsUntil) ? null : TryTake(workers);

    public static void Return(WorkerTeam team)
    {
        IdleTeams.Return(team);
        Volatile.Write(ref _lent, 0);
    }

    /// <param name="team">The team.</param>
    /// <param name="keptWaiting">Whether a phase waited for a thread that was kept from its processor.</param>
    public static void ReturnShared(WorkerTeam team, bool keptWaiting)
    {
        // Whoever has the team is alone here.
        if (keptWaiting)
        {
            Volatile.Write(ref _restsUntil, Stopwatch.GetTimestamp() + _rest);
            _rest = Math.Min(2 * _rest, LongestRest);
        }
        else if (_rest > ShortestRest)
        {
            _rest -= Math.Max(1, _rest / 64);
        }

        Return(team);
    }
}
