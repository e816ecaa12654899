using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Work on a thread of its own, for tests that decide who goes first.</summary>
internal sealed class Meanwhile
{
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    private Meanwhile(Action work)
    {
        _thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
        };
        _thread.Start();
    }

    /// <summary>Begins the work.</summary>
    public static Meanwhile Do(Action work) => new(work);

    /// <summary>Does the work to its end and throws what it threw.</summary>
    public static void Finish(Action work) => Do(work).Join();

    /// <summary>Returns when the work has ended or waits for somebody.</summary>
    public Meanwhile UntilItWaits()
    {
        while (_thread.IsAlive && (_thread.ThreadState & ThreadState.WaitSleepJoin) == 0)
        {
            Thread.Yield();
        }

        return this;
    }

    /// <summary>Waits for the end of the work and throws what it threw.</summary>
    public void Join()
    {
        if (!_thread.Join(TimeSpan.FromMinutes(2)))
        {
            throw new TimeoutException("The other thread waits for ever.");
        }

        _failure?.Throw();
    }
}
