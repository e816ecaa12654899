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
    public abstract void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target);
}
