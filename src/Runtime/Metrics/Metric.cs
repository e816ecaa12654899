using System;

namespace NetGen;

/// <summary>
/// A figure that tells how good predictions are (Keras: <c>keras.metrics</c>). It gathers rows, the values along the last
/// axis of one output, in the order of the samples, and is reset when an epoch or an evaluation begins.
/// </summary>
public abstract class Metric
{
    /// <summary>A metric.</summary>
    /// <param name="name">Its name in logs and history.</param>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The name in logs and history; validation puts "val_" before it.</summary>
    public string Name { get; }

    /// <summary>Whether larger is better, which callbacks that watch the metric go by.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>The figure over all rows since <see cref="Reset"/>.</summary>
    public abstract double Result { get; }

    /// <summary>Forgets all rows.</summary>
    public abstract void Reset();

    /// <summary>Takes one row.</summary>
    /// <param name="output">The network's outputs.</param>
    /// <param name="target">A value per output, or one class index.</param>
    /// <exception cref="ArgumentException">The target does not fit the outputs. Nothing has been counted.</exception>
    public abstract void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target);

    /// <summary>Takes several rows, such as what <see cref="Trainer{TNetwork}.Predict"/> returns for a dataset.</summary>
    /// <param name="outputs">The network's outputs, one row's after the other's.</param>
    /// <param name="targets">A value per output, or one class index per row, one row's after the other's.</param>
    /// <param name="rows">Number of rows; at least 1.</param>
    /// <exception cref="ArgumentException">The values cannot be shared evenly among the rows.</exception>
    public void AddRows(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows)
    {
        int outputStep = Share(outputs.Length, rows, nameof(outputs));
        int targetStep = Share(targets.Length, rows, nameof(targets));
        for (int row = 0; row < rows; row++)
        {
            Add(outputs.Slice(row * outputStep, outputStep), targets.Slice(row * targetStep, targetStep));
        }
    }

    /// <summary>Takes several rows whose targets are class indices.</summary>
    /// <param name="outputs">The network's outputs, one row's after the other's.</param>
    /// <param name="labels">One class index per row.</param>
    /// <exception cref="ArgumentException">The outputs cannot be shared evenly among the labels.</exception>
    public void AddRows(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels)
    {
        int step = Share(outputs.Length, labels.Length, nameof(outputs));
        for (int row = 0; row < labels.Length; row++)
        {
            Add(outputs.Slice(row * step, step), [labels[row]]);
        }
    }

    /// <summary>Refuses a threshold that no output can be compared with.</summary>
    private protected static double? Threshold(double? threshold) => threshold is null || double.IsFinite(threshold.Value)
        ? threshold
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold must be finite.");

    private static int Share(int values, int rows, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return values > 0 && values % rows == 0
            ? values / rows
            : throw new ArgumentException($"{values} values cannot be shared evenly among {rows} rows.", name);
    }
}
