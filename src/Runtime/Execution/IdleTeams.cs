using System.Collections.Generic;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// The teams that nobody uses at the moment, of whatever trainer: who trains takes one and gives it back, so that trainers which train one
/// after the other, however many there are, share one team's threads.
/// </summary>
internal static class IdleTeams
{
    private static readonly Lock Turn = new();
    private static readonly List<WorkerTeam> Teams = [];

    /// <summary>A team, to be given back with <see cref="Return"/>.</summary>
    /// <param name="workers">Exactly as many threads as it shall have.</param>
    public static WorkerTeam Take(int workers)
    {
        lock (Turn)
        {
            int index = Teams.FindLastIndex(team => team.Workers == workers);
            if (index >= 0)
            {
                WorkerTeam team = Teams[index];
                Teams.RemoveAt(index);
                return team;
            }
        }

        return new WorkerTeam(workers);
    }

    public static void Return(WorkerTeam team)
    {
        lock (Turn)
        {
            Teams.Add(team);
        }
    }
}
