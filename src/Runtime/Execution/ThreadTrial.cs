using System;
using System.Diagnostics;

namespace NetGen.Execution;

/// <summary>
/// Whether calls of one size are worth several threads. That hangs on how fast the processor is, how far its cores are from each other, how long threads have slept and what else runs: so both ways
/// are timed now and then, and the faster one is taken. Results do not depend on it.
/// </summary>
/// <remarks>Calls on several threads at once may count one call twice or not at all, which changes nothing but when something is tried.</remarks>
internal sealed class ThreadTrial
{
    // The first call of a trial wakes threads, or finds its data in the caches of others.
    private const int TrialCalls = 4;
    private const int UntimedCalls = 1;

    private const int FirstInterval = 16;
    private const int LastInterval = 2048;

    // What takes longer gains by threads nearly everywhere, and would lose much by a trial.
    private static readonly long MostTicks = Stopwatch.Frequency / 1000;

    private bool _usesThreads = true;
    private bool _isTrial;
    private int _interval = FirstInterval;
    private int _left = FirstInterval;
    private double _fastest = double.MaxValue;
    private double _other;
    private bool _isShort;

    /// <summary>Whether the next call is to use threads.</summary>
    public bool UsesThreads => _usesThreads != _isTrial;

    /// <summary>Whether the next call is to be timed.</summary>
    public bool IsTimed => _left <= TrialCalls - UntimedCalls;

    /// <summary>Counts a call that has ended.</summary>
    /// <param name="ticks">What it took, in ticks of the stopwatch; null where it was not timed, or ran in another way than it was to.</param>
    /// <param name="samples">Its samples: calls of different numbers are compared by what one takes.</param>
    public void Count(long? ticks, int samples)
    {
        if (ticks is { } time)
        {
            _fastest = Math.Min(_fastest, (double)time / samples);
            _isShort |= time < MostTicks;
        }

        if (--_left <= 0)
        {
            Decide();
        }
    }

    private void Decide()
    {
        if (_isTrial)
        {
            bool isFaster = _fastest < _other;
            _usesThreads ^= isFaster;
            _interval = isFaster ? FirstInterval : Math.Min(2 * _interval, LastInterval);
            _isTrial = false;
        }
        else
        {
            _other = _fastest;
            _usesThreads |= !_isShort;
            _isTrial = _isShort;
        }

        _left = _isTrial ? TrialCalls : _interval;
        _fastest = double.MaxValue;
        _isShort = false;
    }
}
