using System;
using System.Diagnostics;
using System.Linq;
using NetGen.Execution;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

public class ThreadTrialTests
{
    private const double Microsecond = 1e-6;

    /// <summary>The first way is that of threads.</summary>
    [Theory]
    [InlineData(20, 10, false)]
    [InlineData(10, 20, true)]
    public void The_faster_way_is_taken(double withThreads, double alone, bool usesThreads)
    {
        var trial = new ThreadTrial();

        Assert.True(trial.UsesThreads);
        Run(trial, 2000, withThreads, alone);

        bool[] ways = Run(trial, 2000, withThreads, alone);
        Assert.InRange(ways.Count(way => way == usesThreads), 1900, 1999);
    }

    [Fact]
    public void What_has_changed_is_noticed()
    {
        var trial = new ThreadTrial();
        Run(trial, 100_000, withThreads: 10, alone: 20);

        Run(trial, 4100, withThreads: 30, alone: 20);

        Assert.InRange(Run(trial, 2000, withThreads: 30, alone: 20).Count(way => !way), 1900, 1999);
    }

    [Fact]
    public void Calls_longer_than_a_millisecond_always_use_threads()
    {
        var trial = new ThreadTrial();

        Assert.All(Run(trial, 10_000, withThreads: 1100, alone: 900), Assert.True);
    }

    /// <summary>Many short samples are a long call; and what was decided of short calls does not hold for long ones.</summary>
    [Fact]
    public void It_is_the_call_that_is_long_and_not_its_samples()
    {
        var trial = new ThreadTrial();
        Assert.All(Run(trial, 10_000, withThreads: 1100, alone: 900, samples: 64), Assert.True);
        Run(trial, 2000, withThreads: 900, alone: 600, samples: 64);
        Assert.False(trial.UsesThreads);

        Run(trial, 4100, withThreads: 1400, alone: 1200, samples: 127);

        Assert.All(Run(trial, 1000, withThreads: 1400, alone: 1200, samples: 127), Assert.True);
    }

    /// <summary>Of calls that ran in another way than they were to, nothing is learned.</summary>
    [Fact]
    public void Calls_that_found_no_threads_do_not_count()
    {
        var trial = new ThreadTrial();
        for (int call = 0; call < 10_000; call++)
        {
            Assert.True(trial.UsesThreads);
            trial.Count(ticks: null, samples: 1);
        }
    }

    /// <summary>Few calls are timed, and the first of a trial, which wakes threads, is not.</summary>
    [Fact]
    public void The_first_call_of_a_trial_is_not_timed()
    {
        var trial = new ThreadTrial();
        bool before = trial.UsesThreads;
        int timed = 0;
        for (int call = 0; call < 10_000; call++)
        {
            bool now = trial.UsesThreads;
            Assert.False(now != before && trial.IsTimed);
            timed += trial.IsTimed ? 1 : 0;
            trial.Count(trial.IsTimed ? Ticks(now ? 10 : 20) : null, samples: 1);
            before = now;
        }

        Assert.InRange(timed, 20, 200);
    }

    private static bool[] Run(ThreadTrial trial, int calls, double withThreads, double alone, int samples = 1)
    {
        var ways = new bool[calls];
        foreach (ref bool way in ways.AsSpan())
        {
            way = trial.UsesThreads;
            trial.Count(trial.IsTimed ? Ticks(way ? withThreads : alone) : null, samples);
        }

        return ways;
    }

    private static long Ticks(double microseconds) => (long)(microseconds * Microsecond * Stopwatch.Frequency);
}
