using System;

namespace NetGen.Execution;

/// <summary>Jobs given as a method of job and worker.</summary>
internal sealed class Jobs(Action<int, int> run) : IJobs
{
    public void Run(int job, int worker) => run(job, worker);
}
