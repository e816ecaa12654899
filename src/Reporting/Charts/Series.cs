using System;
using System.Collections.Generic;

namespace NetGen.Reporting;

/// <summary>A line of a chart.</summary>
public sealed class Series
{
    /// <summary>A line through points.</summary>
    /// <param name="name">Its name in the legend; empty: it has none there.</param>
    /// <param name="x">Positions to the right.</param>
    /// <param name="y">Values; where one is not finite, the line is broken.</param>
    /// <exception cref="ArgumentException">There are not as many positions as values.</exception>
    public Series(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"'{name}' has {x.Count} positions and {y.Count} values.", nameof(y));
        }

        Name = name;
        X = x;
        Y = y;
    }

    /// <summary>The name in the legend.</summary>
    public string Name { get; }

    /// <summary>Positions to the right.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Draws a thin, pale line: what lies beneath another. Default: false.</summary>
    public bool Thin { get; init; }

    /// <summary>Draws a dot at every point. Default: false.</summary>
    public bool Dots { get; init; }

    /// <summary>Draws no line, only what <see cref="Dots"/> asks for. Default: false.</summary>
    public bool NoLine { get; init; }

    /// <summary>Which of the chart's colours, from 0. Default: its place among the series.</summary>
    public int? Color { get; init; }
}
