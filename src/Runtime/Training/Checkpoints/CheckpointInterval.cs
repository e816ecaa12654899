using System;

namespace NetGen;

/// <summary>How often a fit writes a checkpoint: after so many epochs or steps, or after some time. A <see cref="TimeSpan"/> is one.</summary>
public readonly record struct CheckpointInterval
{
    private readonly int? _epochs;

    private CheckpointInterval(int? epochs, int? steps, TimeSpan? time) => (_epochs, StepCount, Length) = (epochs, steps, time);

    /// <summary>The number of steps; null where the interval is no such number.</summary>
    public int? StepCount { get; }

    /// <summary>The time; null where the interval is none.</summary>
    public TimeSpan? Length { get; }

    /// <summary>The number of epochs; null where the interval is no such number.</summary>
    public int? EpochCount => StepCount is null && Length is null ? _epochs ?? 1 : null;

    /// <summary>After every so many epochs.</summary>
    /// <param name="count">At least 1.</param>
    public static CheckpointInterval Epochs(int count) => new(OptionValue.AtLeast(count, 1, nameof(count)), null, null);

    /// <summary>After every so many steps, in the middle of epochs too.</summary>
    /// <param name="count">At least 1.</param>
    public static CheckpointInterval Steps(int count) => new(null, OptionValue.AtLeast(count, 1, nameof(count)), null);

    /// <summary>After the first step that ends so much time after the last checkpoint, in the middle of epochs too.</summary>
    /// <param name="time">Above zero.</param>
    public static CheckpointInterval Time(TimeSpan time) => time > TimeSpan.Zero
        ? new CheckpointInterval(null, null, time)
        : throw new ArgumentOutOfRangeException(nameof(time), time, "The time between two checkpoints is above zero.");

    /// <summary>Some time, as <see cref="Time"/>.</summary>
    public static implicit operator CheckpointInterval(TimeSpan time) => Time(time);

    /// <summary>Some time, as <see cref="Time"/>.</summary>
    public static CheckpointInterval FromTimeSpan(TimeSpan time) => Time(time);
}
