using System;
using System.Threading;

namespace NetGen;

/// <summary>How a learning rate is looked for.</summary>
public sealed class LearningRateFinderOptions
{
    /// <summary>The first rate; finite and above 0, default 1e-7.</summary>
    public double MinLearningRate { get; init => field = Positive(value, nameof(MinLearningRate)); } = 1e-7;

    /// <summary>The last rate; finite and above 0, default 10.</summary>
    public double MaxLearningRate { get; init => field = Positive(value, nameof(MaxLearningRate)); } = 10;

    /// <summary>Number of training steps from the first rate to the last; at least 2, default 100.</summary>
    public int Steps { get; init => field = OptionValue.AtLeast(value, 2, nameof(Steps)); } = 100;

    /// <summary>Samples per step; at least 1, default 32.</summary>
    public int BatchSize { get; init => field = OptionValue.AtLeast(value, 1, nameof(BatchSize)); } = 32;

    /// <summary>How much of the old average stays in the smoothed loss; in [0, 1), default 0.9. 0: no smoothing.</summary>
    public double Smoothing
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Smoothing), value, "Smoothing is at least 0 and below 1.");
    } = 0.9;

    /// <summary>The test ends when the smoothed loss is this many times the lowest; above 1, default 4.</summary>
    public double DivergenceFactor
    {
        get;
        init => field = value > 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DivergenceFactor), value, "A loss that diverges is more than 1 times the lowest.");
    } = 4;

    /// <summary>Threads that work at the same time; the results do not depend on it. At least 1; default: the number of processors.</summary>
    public int Threads { get; init => field = OptionValue.AtLeast(value, 1, nameof(Threads)); } = Environment.ProcessorCount;

    /// <summary>Decides the order of samples and what dropout drops. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>Ends the test before its next step with an <see cref="OperationCanceledException"/>. Default: never.</summary>
    public CancellationToken CancellationToken { get; init; }

    private static double Positive(double value, string name) => SinglePrecision.Positive(value, name, "A learning rate to try");
}
