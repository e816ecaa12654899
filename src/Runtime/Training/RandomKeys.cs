using NetGen.Execution;

namespace NetGen;

/// <summary>The keys of a fit's random choices, functions of its seed and of the place in training.</summary>
internal static class RandomKeys
{
    // Streams of one seed that must not meet.
    private const int ShuffleStream = 1;
    private const int StepStream = 2;

    /// <summary>What decides the order of an epoch's samples.</summary>
    public static ulong OfShuffle(int seed, int epoch) => CounterRandom.Derive((uint)seed, ShuffleStream, epoch);

    /// <summary>What decides a step's other random choices.</summary>
    public static ulong OfStep(int seed, int epoch, int step) => CounterRandom.Derive(CounterRandom.Derive((uint)seed, StepStream, epoch), StepStream, step);
}
