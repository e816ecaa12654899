using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Xunit;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Waits at each thread's first sample until all threads are there.</summary>
/// <param name="allHere">Where they meet.</param>
internal sealed class MeetingLoss(Barrier allHere) : Loss
{
    private readonly ConcurrentDictionary<int, bool> _met = new();

    /// <summary>The threads that have been there.</summary>
    public ICollection<int> Threads => _met.Keys;

    public override string Name => "meeting";

    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        if (_met.TryAdd(Environment.CurrentManagedThreadId, true))
        {
            Assert.True(allHere.SignalAndWait(TimeSpan.FromMinutes(1)));
        }

        gradient.Clear();
        return 0;
    }
}
