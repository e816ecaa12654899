using System;

namespace NetGen;

/// <summary>
/// A figure that tells how good predictions are (Keras: <c>keras.metrics</c>). It takes rows, the values along the last
/// axis of one output, in the order of the samples.
/// </summary>
/// <remarks>
/// A trainer only looks at a metric that it is given and never adds to it: every epoch of training and every evaluation
/// counts in a metric of its own, from <see cref="CreateEmpty"/>. So trainers, evaluations and threads can share one.
/// What an evaluation counted beyond the figure is in <see cref="Evaluation.Of"/>.
/// </remarks>
public abstract class Metric
{
    /// <summary>A metric.</summary>
    /// <param name="name">Its name in logs and history; null: that of the class in snake case, numbered where a trainer has several.</param>
    /// <param name="direction">Which way it gets better, which callbacks that watch it go by.</param>
    /// <exception cref="ArgumentException">Figures that are no metric's have that name, or may have it.</exception>
    protected Metric(string? name, MetricDirection direction)
    {
        if (name is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            MetricNames.CheckFree(name);
        }

        if (!Enum.IsDefined(direction))
        {
            throw new ArgumentOutOfRangeException(nameof(direction), direction, "A metric gets better upwards, downwards or neither way.");
        }

        HasDefaultName = name is null;
        Name = name ?? MetricNames.Default(GetType());
        Direction = direction;
    }

    /// <summary>
    /// The name in logs and history; validation puts "val_" before it. Of several metrics of one default name that a trainer
    /// is given, the second to count is called "..._1", the third "..._2".
    /// </summary>
    public string Name { get; }

    /// <summary>Which way it gets better.</summary>
    public MetricDirection Direction { get; }

    /// <summary>
    /// Whether <see cref="Result"/> is a figure for logs, history, progress and reports. Default: true; false for what one
    /// number does not tell, such as a confusion matrix, which is then to be had from <see cref="Evaluation.Of"/> alone.
    /// </summary>
    public virtual bool HasFigure => true;

    /// <summary>The figure over all rows since <see cref="Reset"/>.</summary>
    public abstract double Result { get; }

    internal bool HasDefaultName { get; }

    /// <summary>A metric of the same kind and the same settings that has taken no row and shares nothing that changes with this one.</summary>
    public abstract Metric CreateEmpty();

    /// <summary>Forgets all rows.</summary>
    public abstract void Reset();

    /// <summary>
    /// Whether <see cref="SaveState"/> writes down all that has been counted, so that a fit can be gone on with in the middle of an epoch. Default: false.
    /// </summary>
    public virtual bool CanSaveState => false;

    /// <summary>Writes down what has been counted, where <see cref="CanSaveState"/> says so.</summary>
    /// <param name="state">Where it is written.</param>
    public virtual void SaveState(SavedState state)
    {
    }

    /// <summary>Goes on from what <see cref="SaveState"/> wrote down.</summary>
    /// <param name="state">What was written, by a metric of the same kind and the same settings.</param>
    public virtual void LoadState(SavedState state)
    {
    }

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

    /// <summary>Why no row of such lengths can be judged; null where it can, or where only the rows will tell.</summary>
    /// <param name="outputs">Values of an output's row.</param>
    /// <param name="targets">Values of a target's row: as many, or 1 for a class index.</param>
    internal virtual string? Misfit(int outputs, int targets) => null;

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
