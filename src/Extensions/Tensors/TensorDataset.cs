using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;

namespace NetGen;

/// <summary>
/// Datasets of tensors, whose first length is the number of samples and whose others are the shape of a sample, channels last: (60000, 28, 28, 1). Values are
/// copied, and those of other types than <see cref="float"/> converted to it.
/// </summary>
public static class TensorDataset
{
    /// <summary>Samples with class indices.</summary>
    /// <param name="inputs">The samples.</param>
    /// <param name="labels">One class index from 0 per sample. Not copied.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are no samples, the lengths do not fit together, a label is negative, or there are no samples.
    /// </exception>
    public static Dataset FromClasses<T>(Tensor<T> inputs, int[] labels)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(labels);
        int[] shape = ShapeOf(inputs, labels.Length, nameof(inputs));
        return Dataset.FromClasses(Values(inputs), labels, shape);
    }

    /// <summary>Samples with one-hot or soft class targets: rows of values that sum to 1.</summary>
    /// <param name="inputs">The samples.</param>
    /// <param name="targets">Samples x classes.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are no samples, the targets no rows, the lengths do not fit together, a row does not sum to 1, or there are no samples.
    /// </exception>
    public static Dataset FromOneHot<T, TTarget>(Tensor<T> inputs, Tensor<TTarget> targets)
        where T : unmanaged, INumberBase<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Rank != 2)
        {
            throw new ArgumentException($"Targets are samples x classes; a tensor of ({Text(targets)}) came.", nameof(targets));
        }

        int[] shape = ShapeOf(inputs, targets.Lengths[0], nameof(inputs));
        return Dataset.FromOneHot(Values(inputs), Values(targets), checked((int)targets.Lengths[1]), shape);
    }

    /// <summary>Samples with continuous or multi-label targets.</summary>
    /// <param name="inputs">The samples.</param>
    /// <param name="targets">One value per sample, or samples x the values that the network puts out, in whatever shape.</param>
    /// <exception cref="ArgumentException">The inputs are no samples, the lengths do not fit together, or there are no samples.</exception>
    public static Dataset FromValues<T, TTarget>(Tensor<T> inputs, Tensor<TTarget> targets)
        where T : unmanaged, INumberBase<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Rank == 0 || targets.IsEmpty)
        {
            throw new ArgumentException($"There is no target in a tensor of ({Text(targets)}).", nameof(targets));
        }

        int[] shape = ShapeOf(inputs, targets.Lengths[0], nameof(inputs));
        return Dataset.FromValues(Values(inputs), Values(targets), checked((int)(targets.FlattenedLength / targets.Lengths[0])), shape);
    }

    private static int[] ShapeOf<T>(Tensor<T> inputs, nint samples, string parameter)
    {
        ArgumentNullException.ThrowIfNull(inputs, parameter);
        if (inputs.Rank < 2 || inputs.IsEmpty)
        {
            throw new ArgumentException($"Inputs are samples x the shape of a sample; a tensor of ({Text(inputs)}) came.", parameter);
        }

        return inputs.Lengths[0] == samples
            ? [.. inputs.Lengths[1..].ToArray().Select(side => checked((int)side))]
            : throw new ArgumentException($"There are targets for {samples} samples; inputs of ({Text(inputs)}) hold {inputs.Lengths[0]}.", parameter);
    }

    private static float[] Values<T>(Tensor<T> tensor)
        where T : unmanaged, INumberBase<T>
    {
        using var values = new TensorValues<T>(tensor.AsReadOnlyTensorSpan());
        return values.Span.ToArray();
    }

    private static string Text<T>(Tensor<T> tensor) => string.Join(", ", tensor.Lengths.ToArray());
}
