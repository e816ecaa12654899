using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Lends threads to predictions, of whatever network, to one call at a time. Who finds them lent works alone: however many calls there are at once, there are
/// no more threads than theirs and those of one team, and where many call at once, their own threads are enough.
/// </summary>
internal static class SharedTeam
{
    private static int _lent;

    /// <summary>A team, to be given back with <see cref="Return"/>; null when another call has one.</summary>
    /// <param name="workers">Exactly as many threads as the team shall have, so that none waits for calls that would not use it.</param>
    public static WorkerTeam? TryTake(int workers) => Interlocked.Exchange(ref _lent, 1) == 0 ? IdleTeams.Take(workers) : null;

    public static void Return(WorkerTeam team)
    {
        IdleTeams.Return(team);
        Volatile.Write(ref _lent, 0);
    }
}
