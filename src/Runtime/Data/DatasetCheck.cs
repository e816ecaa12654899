using System;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>Whether data fit a network and a loss; told before anything is changed. A stream's targets are looked at when they come.</summary>
internal static class DatasetCheck
{
    /// <summary>Number of rows of one output: the values along the last axis are one row.</summary>
    public static int Rows(NetworkInfo info) => info.OutputSize / info.OutputShape[^1];

    /// <summary>Values that the loss wants as one sample's target.</summary>
    public static int TargetSize(NetworkInfo info, Loss loss) => loss.TakesClasses ? Rows(info) : info.OutputSize;

    /// <param name="data">The data.</param>
    /// <param name="role">What it is to the user: "training data".</param>
    /// <param name="info">The network.</param>
    /// <param name="loss">The loss; null where targets do not matter.</param>
    /// <exception cref="ArgumentException">The data is empty, or its shapes or targets do not fit.</exception>
    /// <exception cref="InvalidDataException">A target is wrong.</exception>
    public static void Run(DataSource data, string role, NetworkInfo info, Loss? loss)
    {
        if (data.KnownCount == 0)
        {
            throw new ArgumentException($"The {role} is empty; it needs at least one sample.", nameof(data));
        }

        CheckInputShape(data, role, info);
        if (loss is not null)
        {
            CheckTargetShape(data, role, info, loss);
            if (data is Dataset dataset)
            {
                CheckTargets(dataset, role, info, loss);
            }
        }
    }

    /// <summary>Refuses a sample that is not finite.</summary>
    /// <param name="input">The sample.</param>
    /// <param name="index">Its index in the data.</param>
    /// <param name="role">What the data is to the user.</param>
    /// <param name="consequence">A further sentence, with the space before it.</param>
    /// <exception cref="InvalidDataException">A value is NaN or infinite.</exception>
    public static void CheckInput(ReadOnlySpan<float> input, long index, string role, string consequence = "")
    {
        int place = Finite.FirstOther(input);
        if (place >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"Sample {index} of the {role} holds {input[place]} at value {place}; inputs must be finite.{consequence}"));
        }
    }

    /// <summary>Refuses a target that is not finite, names no class or is none for the loss.</summary>
    /// <exception cref="InvalidDataException">The target is wrong.</exception>
    public static void CheckTarget(ReadOnlySpan<float> target, long index, string role, NetworkInfo info, Loss loss)
    {
        int classes = info.OutputShape[^1];
        foreach (float value in target)
        {
            if (loss.TakesClasses && !(value >= 0 && value < classes && value == MathF.Floor(value)))
            {
                throw new InvalidDataException(FormattableString.Invariant($"The label of sample {index} of the {role} is {value}; {info.Name} has {classes} classes, 0 to {classes - 1}."));
            }

            if (!float.IsFinite(value))
            {
                throw new InvalidDataException(FormattableString.Invariant($"The target of sample {index} of the {role} holds {value}; targets must be finite."));
            }
        }

        int size = target.Length / Rows(info);
        for (int first = 0; first < target.Length; first += size)
        {
            if (loss.FindTargetError(target.Slice(first, size)) is { } error)
            {
                throw new InvalidDataException($"The target of sample {index} of the {role} {error}");
            }
        }
    }

    private static void CheckInputShape(DataSource data, string role, NetworkInfo info)
    {
        // (28, 28) and (28, 28, 1) are the same image, and a flat sample says nothing of its shape.
        bool fits = data.InputSize == info.InputSize
            && (data.InputShape.Count == 1
                || info.InputShape.Count == 1
                || data.InputShape.Where(side => side != 1).SequenceEqual(info.InputShape.Where(side => side != 1)));
        if (!fits)
        {
            throw new ArgumentException(
                $"{info.Name} takes samples of shape ({string.Join(", ", info.InputShape)}), {info.InputSize} values; "
                + $"the {role} has samples of ({string.Join(", ", data.InputShape)}), {data.InputSize} values.",
                nameof(data));
        }
    }

    private static void CheckTargetShape(DataSource data, string role, NetworkInfo info, Loss loss)
    {
        if (loss.TakesClasses && data.TargetKind != TargetKind.Classes)
        {
            throw new ArgumentException(
                $"{loss.Name} takes class indices, but the targets of the {role} are {data.TargetSize} values each: "
                + "make the dataset with Dataset.FromClasses, or use Loss.CategoricalCrossentropy.",
                nameof(data));
        }

        int expected = TargetSize(info, loss);
        if (!loss.TakesClasses && data.TargetKind == TargetKind.Classes && expected != 1)
        {
            throw new ArgumentException(
                $"{loss.Name} takes {expected} values as a target, but the targets of the {role} are class indices: "
                + "make the dataset with Dataset.FromOneHot, or use Loss.SparseCategoricalCrossentropy.",
                nameof(data));
        }

        if (data.TargetSize != expected)
        {
            throw new ArgumentException(
                $"{info.Name} has outputs of shape ({string.Join(", ", info.OutputShape)}), so {loss.Name} takes targets of {expected} values; "
                + $"the targets of the {role} have {data.TargetSize}.",
                nameof(data));
        }
    }

    private static void CheckTargets(Dataset data, string role, NetworkInfo info, Loss loss)
    {
        float[] target = new float[data.TargetSize];
        for (int i = 0; i < data.Count; i++)
        {
            data.ReadTarget(i, target);
            CheckTarget(target, data.OriginalIndex(i), role, info, loss);
        }
    }
}
