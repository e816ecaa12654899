using NetGen.Execution;

namespace NetGen;

/// <summary>The keys of random choices, functions of a seed and of what is chosen: of the place in training, for a fit's.</summary>
internal static class RandomKeys
{
    // Streams of one seed that must not meet.
    private const int ShuffleStream = 1;
    private const int StepStream = 2;
    private const int DatasetStream = 11;
    private const int StratifiedStream = 12;

    // Beside the numbers of layers, which a step's key is derived by too.
    private const int MixingStream = int.MaxValue;

    /// <summary>What decides the order of an epoch's samples.</summary>
    public static ulong OfShuffle(int seed, int epoch) => CounterRandom.Derive((uint)seed, ShuffleStream, epoch);

    /// <summary>What decides the order that a dataset is put in once.</summary>
    public static ulong OfDatasetShuffle(int seed) => CounterRandom.Derive((uint)seed, DatasetStream, 0);

    /// <summary>What decides which samples of a class go into which part.</summary>
    public static ulong OfStratifiedSplit(int seed, int label) => CounterRandom.Derive((uint)seed, StratifiedStream, label);

    /// <summary>What decides a step's other random choices.</summary>
    public static ulong OfStep(int seed, int epoch, int step) => CounterRandom.Derive(CounterRandom.Derive((uint)seed, StepStream, epoch), StepStream, step);

    /// <summary>What decides which samples of a step's batch are mixed, and how.</summary>
    /// <param name="step">The key of the step.</param>
    public static ulong OfMixing(ulong step) => CounterRandom.Derive(step, MixingStream, 0);
}
