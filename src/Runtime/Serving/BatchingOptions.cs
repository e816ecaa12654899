using System;

namespace NetGen;

/// <summary>How a <see cref="BatchingPredictor{TNetwork}"/> gathers predictions.</summary>
public sealed class BatchingOptions
{
    /// <summary>The most samples that are predicted together; at least 1, which only keeps order. Default: 32.</summary>
    /// <remarks>A batch has buffers of its own, which grow to as many samples as have been predicted together.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxBatchSize { get; init => field = OptionValue.AtLeast(value, 1, nameof(MaxBatchSize)); } = 32;

    /// <summary>The most samples that wait, those being predicted not counted; further ones are refused at once. At least 1. Default: 1024.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int QueueCapacity { get; init => field = OptionValue.AtLeast(value, 1, nameof(QueueCapacity)); } = 1024;

    /// <summary>
    /// The most batches that are predicted at the same time; at least 1. Default: 1, which leaves the processor's other cores to the network's own
    /// threads and to whatever else the process does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Workers { get; init => field = OptionValue.AtLeast(value, 1, nameof(Workers)); } = 1;

    /// <summary>
    /// How long, to the millisecond, a sample waits at most for others to fill its batch while a worker is free. Default: zero. A sample that finds a free
    /// worker is then predicted at once, and a batch holds what came while the one before it was predicted.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or longer than a day.</exception>
    public TimeSpan MaxDelay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(MaxDelay));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1), nameof(MaxDelay));
            field = value;
        }
    }

    /// <summary>The clock of <see cref="MaxDelay"/> and of the durations that meters show. Default: the system's.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(TimeProvider));
            field = value;
        }
    } = TimeProvider.System;
}
