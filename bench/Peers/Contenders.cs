using System;

namespace NetGen.Bench.Peers;

/// <summary>One network at one batch size with the numbers that every contender gets, channels last.</summary>
internal sealed record Workload(Architecture Architecture, int Batch, float[] Weights, float[] Samples, int[] Labels)
{
    public static Workload Create(Architecture architecture, int batch) => new(
        architecture,
        batch,
        architecture.RandomWeights(seed: 1),
        architecture.RandomSamples(batch, seed: 2),
        architecture.RandomLabels(batch, seed: 3));
}

/// <summary>Something that is timed.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Runs a number of times; the milliseconds of one run.</summary>
    double Time(int runs);
}

/// <summary>A forward pass over a batch.</summary>
internal interface IForward : IContender
{
    /// <summary>Runs once and returns the probabilities, one row per sample.</summary>
    ReadOnlySpan<float> Predict();

    double IContender.Time(int runs) => Timing.Repeat(() => Predict(), runs);
}

/// <summary>A training step over a batch: forward, cross-entropy, backward, Adam.</summary>
internal interface ITraining : IContender
{
    /// <summary>Loss and gradients at the first weights, the latter in Keras's layouts. Changes nothing.</summary>
    (double Loss, float[] Gradients) Differentiate();
}
