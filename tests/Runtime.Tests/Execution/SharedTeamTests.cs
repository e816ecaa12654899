using System;
using System.Threading;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

/// <summary>The team is the program's one: nothing else may predict meanwhile.</summary>
[Collection(AloneGroup.Name)]
public class SharedTeamTests
{
    [Fact]
    public void After_a_call_that_was_kept_waiting_samples_are_not_shared_for_a_while()
    {
        bool rests = SpinWait.SpinUntil(
            () =>
            {
                // Each rest is twice as long as the one before, so that a test that is kept from its own processor comes to see one.
                SharedTeam.ReturnShared(Team(), keptWaiting: true);
                WorkerTeam? team = SharedTeam.TryTakeShared(2);
                if (team is not null)
                {
                    SharedTeam.Return(team);
                }

                return team is null;
            },
            TimeSpan.FromMinutes(1));

        Assert.True(rests);
        SharedTeam.Return(Team());

        static WorkerTeam Team()
        {
            WorkerTeam? team = null;
            SpinWait.SpinUntil(() => (team = SharedTeam.TryTake(2)) is not null);
            return team!;
        }
    }
}
