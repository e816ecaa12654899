using System.Collections.Generic;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// The teams that nobody uses at the moment, of whatever trainer or network: who trains or predicts takes one and gives it back, so that those which
/// do so one after the other, however many there are, share one team's threads. A team without work is an object and no threads.
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
            // A loop, since predictions allocate nothing, which a search by a delegate would. The last one has the threads that worked last.
            for (int i = Teams.Count - 1; i >= 0; i--)
            {
                WorkerTeam team = Teams[i];
                if (team.Workers == workers)
                {
                    Teams.RemoveAt(i);
                    return team;
                }
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
