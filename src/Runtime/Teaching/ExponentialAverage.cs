using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Teaching;

/// <summary>
/// The exponentially weighted moving average that momentum, RMSprop and Adam are built on:
/// <c>new = old * decay + x * (1 - decay)</c>, in double precision.
/// </summary>
/// <example>
/// <code>
/// var average = new ExponentialAverage(decay: 0.9, start: 10);
/// foreach (ExponentialAverageRow row in average.Table([11, 8, 5, 10, 8, 9]))
/// {
///     Console.WriteLine($"{row.Value}: {row.Before} becomes {row.After}");
/// }
/// </code>
/// </example>
public sealed class ExponentialAverage
{
    /// <summary>An average.</summary>
    /// <param name="decay">How much of the old average stays, in [0, 1].</param>
    /// <param name="start">The first average; default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is outside [0, 1].</exception>
    public ExponentialAverage(double decay, double start = 0)
    {
        Decay = decay is >= 0 and <= 1
            ? decay
            : throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay of an average is at least 0 and at most 1.");
        Value = start;
    }

    /// <summary>How much of the old average stays.</summary>
    public double Decay { get; }

    /// <summary>The average so far.</summary>
    public double Value { get; private set; }

    /// <summary>Takes in a value and returns the new average.</summary>
    /// <param name="value">The value.</param>
    public double Add(double value) => Value = (Value * Decay) + (value * (1 - Decay));

    /// <summary>Takes in values and tells what each made of the average.</summary>
    /// <param name="values">The values in order.</param>
    public IReadOnlyList<ExponentialAverageRow> Table(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. values.Select(value => new ExponentialAverageRow(value, Value, Add(value)))];
    }
}

/// <summary>A step of an exponential average.</summary>
/// <param name="Value">The value taken in.</param>
/// <param name="Before">The average before it.</param>
/// <param name="After">The average after it.</param>
public readonly record struct ExponentialAverageRow(double Value, double Before, double After);
