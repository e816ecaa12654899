using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Runtime.Tests.Support;

/// <summary>A clock that stands still until it is moved, with timers that go off when it is.</summary>
internal sealed class ManualTimers : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref _ticks, time.Ticks);
        Timer[] timers;
        lock (_timers)
        {
            timers = [.. _timers.Where(timer => timer.IsDue)];
        }

        foreach (Timer timer in timers)
        {
            timer.GoOff();
        }
    }

    private sealed class Timer(ManualTimers time, Action callback) : ITimer
    {
        private long _due = long.MaxValue;

        public bool IsDue => time.GetTimestamp() >= Volatile.Read(ref _due);

        public void GoOff()
        {
            Volatile.Write(ref _due, long.MaxValue);
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Volatile.Write(ref _due, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time.GetTimestamp() + dueTime.Ticks);
            return true;
        }

        public void Dispose() => Volatile.Write(ref _due, long.MaxValue);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
