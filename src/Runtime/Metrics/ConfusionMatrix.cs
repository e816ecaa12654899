using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen;

/// <summary>
/// How often each class is taken for each other: rows are the actual classes, columns the predicted ones (Keras:
/// <c>confusion_matrix</c>). The prediction is the largest output, the first of equals; of a single output, class 1 above
/// 0.5. Targets are class indices or one-hot.
/// </summary>
/// <remarks>
/// It is no figure: logs, history, progress and reports leave it out. Given to a trainer it stays empty, as every metric
/// does; what an evaluation counted is in <c>trainer.Evaluate(test).Of(matrix)</c>.
/// </remarks>
public sealed class ConfusionMatrix : Metric
{
    private readonly long[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Number of classes; at least 2.</param>
    /// <param name="name">What messages call it; default "confusion_matrix".</param>
    public ConfusionMatrix(int classes, string? name = null)
        : this(Numbers(classes), name)
    {
    }

    /// <summary>An empty matrix of classes with names.</summary>
    /// <param name="classNames">The classes' names by index; at least 2. Copied.</param>
    /// <param name="name">What messages call it; default "confusion_matrix".</param>
    /// <exception cref="ArgumentException">There are fewer than 2 names, or one is null.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classNames, string? name = null)
        : base(name, MetricDirection.None)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        if (classNames.Count < 2 || classNames.Contains(null!))
        {
            throw new ArgumentException($"A name for each of at least 2 classes is expected; {classNames.Count} came, {classNames.Count(entry => entry is null)} of them null.", nameof(classNames));
        }

        ClassNames = [.. classNames];
        _counts = new long[Classes * Classes];
    }

    /// <summary>Number of classes.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>The classes' names by index. Default: their numbers, from 0.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of rows taken.</summary>
    public long Total => Counts.Sum(_counts);

    /// <summary>False: it is more than one number.</summary>
    public override bool HasFigure => false;

    /// <summary>The share of right predictions; 0 where there is none.</summary>
    public override double Result => Counts.Share(Sum(first: 0, step: Classes + 1), Total);

    /// <summary>How often a class was taken for another, or for itself.</summary>
    /// <param name="actual">The actual class, from 0.</param>
    /// <param name="predicted">The predicted class, from 0.</param>
    public long this[int actual, int predicted] => _counts[(Check(actual, nameof(actual)) * Classes) + Check(predicted, nameof(predicted))];

    /// <summary>How often a class is the actual one.</summary>
    /// <param name="classId">From 0.</param>
    public long Support(int classId) => Sum(Check(classId, nameof(classId)) * Classes, step: 1);

    /// <summary>How often a class is predicted.</summary>
    /// <param name="classId">From 0.</param>
    public long Predictions(int classId) => Sum(Check(classId, nameof(classId)), step: Classes);

    /// <summary>How many of a class's predictions are right; 0 where it is never predicted.</summary>
    /// <param name="classId">From 0.</param>
    public double Precision(int classId) => Counts.Share(this[classId, classId], Predictions(classId));

    /// <summary>How many of a class's samples are found; 0 where there is none.</summary>
    /// <param name="classId">From 0.</param>
    public double Recall(int classId) => Counts.Share(this[classId, classId], Support(classId));

    /// <inheritdoc/>
    public override Metric CreateEmpty() => new ConfusionMatrix(ClassNames, Name);

    /// <inheritdoc/>
    public override void Reset() => Array.Clear(_counts);

    /// <inheritdoc/>
    public override bool CanSaveState => true;

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("counts", _counts);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.CopyTo("counts", _counts);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The row has another number of classes, or the target names none.</exception>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        bool binary = output.Length == 1;
        if (!HasClassesOf(output.Length))
        {
            throw new ArgumentException($"The matrix has {Classes} classes, the row {output.Length} outputs.", nameof(output));
        }

        if (target.Length != 1)
        {
            TargetRow.CheckValues(output, target);
        }

        int predicted = !binary ? TargetRow.ArgMax(output) : output[0] > 0.5 ? 1 : 0;
        float actual = target.Length == 1 ? target[0] : TargetRow.ArgMax(target);
        if (!(actual >= 0 && actual < Classes && actual == MathF.Floor(actual)))
        {
            throw new ArgumentException(FormattableString.Invariant($"The target {actual} is none of the classes 0 to {Classes - 1}."), nameof(target));
        }

        _counts[((int)actual * Classes) + predicted]++;
    }

    internal override string? Misfit(int outputs, int targets) => HasClassesOf(outputs)
        ? null
        : $"it has {Classes} classes, and there {(outputs == 1 ? "is 1 output" : $"are {outputs} outputs")}";

    /// <summary>A table with the classes' names beside and above, a point for 0, and the share of each actual class that was found (recall) at the end of its row.</summary>
    public override string ToString() => ConfusionTable.Write(this);

    private static string[] Numbers(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>A single output tells two classes apart.</summary>
    private bool HasClassesOf(int outputs) => outputs == 1 ? Classes == 2 : outputs == Classes;

    /// <summary>The sum of a count for each class.</summary>
    private long Sum(int first, int step)
    {
        long sum = 0;
        for (int i = 0; i < Classes; i++)
        {
            sum += _counts[first + (i * step)];
        }

        return sum;
    }

    private int Check(int classId, string name) => classId >= 0 && classId < Classes
        ? classId
        : throw new ArgumentOutOfRangeException(name, classId, $"The matrix has the classes 0 to {Classes - 1}.");
}
