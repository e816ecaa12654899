using System;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Golden.Tests.Execution;

/// <summary>Somebody who looks at a network while the test's own thread is in the middle of a step.</summary>
internal static class OtherThread
{
    /// <summary>Returns once the other thread has its answer or waits for the step to end.</summary>
    public static Task<T> Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => answer.SetResult(question())) { IsBackground = true };
        thread.Start();
        while (thread.IsAlive && (thread.ThreadState & ThreadState.WaitSleepJoin) == 0)
        {
            Thread.Yield();
        }

        return answer.Task;
    }
}
