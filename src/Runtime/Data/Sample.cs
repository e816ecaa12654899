using System;

namespace NetGen;

/// <summary>One sample with its target, as sequences of samples yield it.</summary>
public readonly struct Sample
{
    private readonly float[]? _input;
    private readonly float[]? _target;

    /// <summary>A sample of a class.</summary>
    /// <param name="input">The values, channels last. Whoever reads the sequence copies them: the array may serve for the next sample too.</param>
    /// <param name="label">The class index, from 0.</param>
    /// <param name="weight">How much the sample counts in the loss; finite and at least 0, default 1.</param>
    public Sample(float[] input, int label, float weight = 1)
        : this(input, [label], TargetKind.Classes, weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
    }

    /// <summary>A sample with a value for each output: one-hot, soft or continuous.</summary>
    /// <param name="input">The values, channels last. Whoever reads the sequence copies them: the array may serve for the next sample too.</param>
    /// <param name="target">The values of the target, copied likewise.</param>
    /// <param name="weight">How much the sample counts in the loss; finite and at least 0, default 1.</param>
    public Sample(float[] input, float[] target, float weight = 1)
        : this(input, target, TargetKind.Values, weight)
    {
    }

    private Sample(float[] input, float[] target, TargetKind kind, float weight)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (!(weight >= 0 && float.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "Weights are finite and at least 0.");
        }

        _input = input;
        _target = target;
        TargetKind = kind;
        Weight = weight;
    }

    /// <summary>The values, channels last.</summary>
    public ReadOnlySpan<float> Input => _input;

    /// <summary>The values of the target; a class index as one whole number.</summary>
    public ReadOnlySpan<float> Target => _target;

    /// <summary>What the target is.</summary>
    public TargetKind TargetKind { get; }

    /// <summary>How much the sample counts in the loss.</summary>
    public float Weight { get; }
}
