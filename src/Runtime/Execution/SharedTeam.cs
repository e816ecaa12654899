using System.Threading;

namespace NetGen.Execution;

/// <summary>The one team of the process that predictions of all networks share. Who finds it taken works alone.</summary>
internal static class SharedTeam
{
    private static WorkerTeam? _team;
    private static int _taken;

    /// <summary>The team, to be given back with <see cref="Return"/>; null when another call has it.</summary>
    /// <param name="workers">The least number of threads that the team shall have.</param>
    public static WorkerTeam? TryTake(int workers)
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            return null;
        }

        if (_team is null || _team.Workers < workers)
        {
            _team?.Dispose();
            _team = new WorkerTeam(workers);
        }

        return _team;
    }

    public static void Return() => Volatile.Write(ref _taken, 0);
}
