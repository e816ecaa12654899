using System;

namespace NetGen;

/// <summary>
/// How well the places of each class are met: <c>TP / (TP + FP + FN)</c>, the mean over the classes that are a target or
/// predicted at all, 0 where there is none (Keras: <c>MeanIoU</c> with <c>sparse_y_pred=False</c>). The prediction is the
/// largest output, the first of equals; of a single output, class 1 above 0.5. Targets are class indices or one-hot.
/// </summary>
public sealed class MeanIoU : Metric
{
    private readonly ConfusionMatrix _matrix;
    private readonly int? _ignoreClass;

    /// <summary>A metric.</summary>
    /// <param name="classes">Number of classes (Keras: <c>num_classes</c>); at least 2.</param>
    /// <param name="ignoreClass">Rows whose target is this index, be it a class or not, do not count (Keras: <c>ignore_class</c>). Default: none.</param>
    /// <param name="name">The name in logs and history; default "mean_io_u".</param>
    public MeanIoU(int classes, int? ignoreClass = null, string? name = null)
        : base(name, MetricDirection.HigherIsBetter)
    {
        _matrix = new ConfusionMatrix(classes);
        _ignoreClass = ignoreClass;
    }

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            double sum = 0;
            int present = 0;
            for (int classId = 0; classId < _matrix.Classes; classId++)
            {
                present += Union(classId) > 0 ? 1 : 0;
                sum += Of(classId);
            }

            return Counts.Share(sum, present);
        }
    }

    /// <summary>One class's share; 0 where it is neither a target nor predicted.</summary>
    /// <param name="classId">From 0.</param>
    public double Of(int classId) => Counts.Share(_matrix[classId, classId], Union(classId));

    /// <inheritdoc/>
    public override Metric CreateEmpty() => new MeanIoU(_matrix.Classes, _ignoreClass, Name);

    /// <inheritdoc/>
    public override void Reset() => _matrix.Reset();

    /// <inheritdoc/>
    public override bool CanSaveState => true;

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _matrix.SaveState(state);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _matrix.LoadState(state);
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        float actual = target.Length == 1 ? target[0] : target.IsEmpty ? float.NaN : TargetRow.ArgMax(target);
        if (actual != _ignoreClass)
        {
            _matrix.Add(output, target);
        }
    }

    internal override string? Misfit(int outputs, int targets) => _matrix.Misfit(outputs, targets);

    private long Union(int classId) => _matrix.Support(classId) + _matrix.Predictions(classId) - _matrix[classId, classId];
}
