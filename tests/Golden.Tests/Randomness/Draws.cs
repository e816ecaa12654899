using NetGen.Execution;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>What the first layer of a network draws, computed as the emitted code does.</summary>
internal static class Draws
{
    /// <summary>The copy of the input comes first.</summary>
    private const int StepOfFirstLayer = 1;

    /// <summary>A number from 0 to 1.</summary>
    public static double Uniform(ulong key, int sample, uint position) =>
        CounterRandom.Uniform(CounterRandom.Derive(key, StepOfFirstLayer, sample), position);

    /// <summary>A number from -1 to 1.</summary>
    public static double Symmetric(ulong key, int sample, uint position) => (2 * Uniform(key, sample, position)) - 1;
}
