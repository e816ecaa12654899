using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using NetGen.Execution;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void Every_job_of_many_rounds_runs_exactly_once(int workers)
    {
        using var team = new WorkerTeam(workers);
        int[] runs = new int[64];
        var jobs = new Jobs((job, _) => Interlocked.Increment(ref runs[job]));
        for (int round = 0; round < 3000; round++)
        {
            Array.Clear(runs);
            int count = round % (runs.Length + 1);
            team.Run(jobs, count);
            Assert.All(runs.Take(count), times => Assert.Equal(1, times));
            Assert.All(runs.Skip(count), times => Assert.Equal(0, times));
        }
    }

    /// <summary>None goes on before all have begun.</summary>
    [Theory]
    [InlineData(false, new[] { 0, 4, 8 })]
    [InlineData(true, new[] { 8, 4, 0 })]
    public void Every_thread_begins_with_its_own_share_of_neighbouring_jobs(bool isReversed, int[] expected)
    {
        using var team = new WorkerTeam(3);
        for (int round = 0; round < 50; round++)
        {
            int[] firsts = [-1, -1, -1];
            using var begun = new CountdownEvent(firsts.Length);
            var jobs = new Jobs((job, worker) =>
            {
                if (firsts[worker] < 0)
                {
                    firsts[worker] = job;
                    begun.Signal();
                    Assert.True(begun.Wait(TimeSpan.FromMinutes(1)), "A thread did not begin.");
                }
            });

            team.Run(jobs, 12, isReversed);

            Assert.Equal(expected, firsts);
        }
    }

    /// <summary>The last thread's share fails at once, and what is left of the first one's, which fails later, runs in spite of that.</summary>
    [Fact]
    public void Jobs_below_one_that_has_failed_still_run()
    {
        using var team = new WorkerTeam(2);
        using var failing = new ManualResetEventSlim();
        var jobs = new Jobs((job, _) =>
        {
            if (job == 5)
            {
                failing.Set();
                throw new InvalidTimeZoneException("job 5");
            }

            if (job == 0)
            {
                Assert.True(failing.Wait(TimeSpan.FromMinutes(1)), "The other thread did not begin.");
                Thread.Sleep(20);
            }

            if (job == 4)
            {
                throw new InvalidTimeZoneException("job 4");
            }
        });

        Assert.Equal("job 4", Assert.Throws<InvalidTimeZoneException>(() => team.Run(jobs, 10)).Message);
    }

    [Fact]
    public void No_two_jobs_at_once_have_the_same_worker_index()
    {
        using var team = new WorkerTeam(4);
        int[] busy = new int[4];
        int collisions = 0;
        var jobs = new Jobs((_, worker) =>
        {
            if (Interlocked.Exchange(ref busy[worker], 1) != 0)
            {
                Interlocked.Increment(ref collisions);
            }

            Thread.SpinWait(200);
            Volatile.Write(ref busy[worker], 0);
        });
        for (int round = 0; round < 200; round++)
        {
            team.Run(jobs, 50);
        }

        Assert.Equal(0, collisions);
    }

    /// <summary>The caller's own job ends at once, another thread's when it is let go: as if something else had that thread's processor.</summary>
    [Fact]
    public void A_team_knows_whether_its_caller_was_kept_waiting()
    {
        using var team = new WorkerTeam(2);
        int begun = 0;
        var slow = new Jobs((_, worker) =>
        {
            Interlocked.Increment(ref begun);
            SpinWait.SpinUntil(() => Volatile.Read(ref begun) == 2);
            Thread.Sleep(worker == 0 ? 0 : 200);
        });
        team.Run(slow, 2);
        Assert.True(team.KeptWaiting);

        // Where the caller does everything, it waits for nobody.
        using var alone = new WorkerTeam(2, TimeSpan.FromSeconds(1), hasThreads: true, start: _ => throw new PlatformNotSupportedException());
        alone.Run(new Jobs((_, _) => Thread.Sleep(1)), 2);
        Assert.False(alone.KeptWaiting);
    }

    [Fact]
    public void Threads_that_have_gone_to_sleep_wake_up_for_jobs()
    {
        using var team = new WorkerTeam(2);
        using var bothHere = new Barrier(2);
        var jobs = new Jobs((_, _) => Assert.True(bothHere.SignalAndWait(TimeSpan.FromSeconds(30))));
        for (int round = 0; round < 5; round++)
        {
            Thread.Sleep(20);
            team.Run(jobs, 2);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_exception_of_the_lowest_failing_job_reaches_the_caller_after_all_have_stopped(int workers)
    {
        using var team = new WorkerTeam(workers);
        for (int round = 0; round < 200; round++)
        {
            int running = 0;
            var jobs = new Jobs((job, _) =>
            {
                Interlocked.Increment(ref running);
                try
                {
                    Thread.SpinWait((50 - job) * 20);
                    if (job is 7 or 8 or 20)
                    {
                        throw new InvalidTimeZoneException($"job {job}");
                    }
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            });
            InvalidTimeZoneException exception = Assert.Throws<InvalidTimeZoneException>(() => team.Run(jobs, 50));
            Assert.Equal("job 7", exception.Message);
            Assert.Equal(0, running);
        }

        int done = 0;
        team.Run(new Jobs((_, _) => Interlocked.Increment(ref done)), 10);
        Assert.Equal(10, done);
    }

    [Fact]
    public void Jobs_cannot_start_others_on_their_own_team()
    {
        using var team = new WorkerTeam(2);
        var inner = new Jobs((_, _) => { });
        Assert.Throws<InvalidOperationException>(() => team.Run(new Jobs((_, _) => team.Run(inner, 1)), 2));
    }

    [Fact]
    public void A_disposed_team_refuses_jobs()
    {
        var team = new WorkerTeam(2);
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Jobs((_, _) => { }), 2));
    }

    [Fact]
    public void A_team_that_works_alone_leaves_all_jobs_to_the_caller_until_it_does_not()
    {
        using var team = new WorkerTeam(2) { WorksAlone = true };
        int caller = Environment.CurrentManagedThreadId;
        int runs = 0;
        team.Run(new Jobs((_, worker) => runs += (Environment.CurrentManagedThreadId, worker) == (caller, 0) ? 1 : 0), 100);
        Assert.Equal(100, runs);

        team.WorksAlone = false;
        using var both = new Barrier(2);
        team.Run(new Jobs((_, _) => Assert.True(both.SignalAndWait(TimeSpan.FromMinutes(1)), "One thread did both jobs.")), 2);
    }

    [Fact]
    public void Fewer_than_one_worker_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));

    [Fact]
    public void Threads_end_when_their_team_is_disposed()
    {
        var team = new WorkerTeam(2);
        Thread worker = WorkerOf(team);
        Assert.True(worker.IsBackground);
        team.Dispose();
        Assert.True(worker.Join(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Threads_end_when_a_forgotten_team_is_collected()
    {
        Thread worker = WorkerOfForgottenTeam();
        for (int attempt = 0; attempt < 100 && worker.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            worker.Join(TimeSpan.FromMilliseconds(100));
        }

        Assert.False(worker.IsAlive);
    }

    [Fact]
    public void Threads_end_when_there_are_no_jobs_for_long_and_others_begin_with_the_next()
    {
        using var team = new WorkerTeam(2, TimeSpan.FromMilliseconds(1), hasThreads: true);
        for (int round = 0; round < 5; round++)
        {
            Assert.True(WorkerOf(team).Join(TimeSpan.FromSeconds(30)));
        }
    }

    /// <summary>Threads that are about to end and rounds that begin meet at every moment.</summary>
    [Fact]
    public void Every_job_runs_once_while_threads_come_and_go()
    {
        using var team = new WorkerTeam(4, TimeSpan.Zero, hasThreads: true);
        int[] runs = new int[16];
        var jobs = new Jobs((job, _) => Interlocked.Increment(ref runs[job]));
        for (int round = 0; round < 2000; round++)
        {
            Array.Clear(runs);
            team.Run(jobs, runs.Length);
            Assert.All(runs, times => Assert.Equal(1, times));
            Thread.SpinWait(round * 4);
        }
    }

    [Fact]
    public void Where_there_are_no_threads_the_caller_does_all_jobs()
    {
        using var team = new WorkerTeam(4, WorkerCrew.LongestIdleTime, hasThreads: false);
        var runs = new List<(int Job, int Worker, int Thread)>();
        team.Run(new Jobs((job, worker) => runs.Add((job, worker, Environment.CurrentManagedThreadId))), 10);
        Assert.Equal(Enumerable.Range(0, 10).Select(job => (job, 0, Environment.CurrentManagedThreadId)), runs);
        Assert.Equal(4, team.Workers);
        Assert.Throws<InvalidTimeZoneException>(() => team.Run(new Jobs((_, _) => throw new InvalidTimeZoneException()), 2));
    }

    /// <summary>What is refused is asked for again at the next round.</summary>
    [Fact]
    public void Where_the_system_gives_no_threads_the_caller_does_all_jobs_and_later_ones_help()
    {
        int asked = 0;
        bool isRefused = true;
        Action<Thread> start = thread =>
        {
            asked++;
            if (isRefused)
            {
                throw new InsufficientMemoryException();
            }

            thread.UnsafeStart();
        };
        using var team = new WorkerTeam(3, WorkerCrew.LongestIdleTime, hasThreads: true, start);
        var runs = new List<(int Job, int Thread)>();
        team.Run(new Jobs((job, _) => runs.Add((job, Environment.CurrentManagedThreadId))), 10);
        Assert.Equal(Enumerable.Range(0, 10).Select(job => (job, Environment.CurrentManagedThreadId)), runs);
        Assert.Equal(2, asked);

        isRefused = false;
        using var allHere = new Barrier(3);
        team.Run(new Jobs((_, _) => Assert.True(allHere.SignalAndWait(TimeSpan.FromSeconds(30)))), 3);
        Assert.Equal(4, asked);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Thread WorkerOfForgottenTeam() => WorkerOf(new WorkerTeam(2));

    private static Thread WorkerOf(WorkerTeam team)
    {
        var threads = new Thread[2];
        using var bothHere = new Barrier(2);
        team.Run(
            new Jobs((_, worker) =>
            {
                threads[worker] = Thread.CurrentThread;
                bothHere.SignalAndWait();
            }),
            2);
        return threads[1];
    }
}
