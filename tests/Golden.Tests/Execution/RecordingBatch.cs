using System;
using NetGen.Execution;

namespace NetGen.Golden.Tests.Execution;

/// <summary>A batch with a given upstream gradient; remembers what the network put out.</summary>
internal sealed class RecordingBatch : TrainingBatch
{
    private readonly float[] _x;
    private readonly float[] _dy;

    public RecordingBatch(float[] x, float[] dy, int samples, ulong randomKey = 0)
    {
        _x = x;
        _dy = dy;
        Count = samples;
        RandomKey = randomKey;
        GradientOfLogits = false;
        Outputs = new float[dy.Length];
        Penalties = new double[samples];
    }

    /// <summary>Whether layers of chance are active and gradients go back. Default: true.</summary>
    public bool Trains
    {
        get => IsTraining;
        init => IsTraining = value;
    }

    /// <summary>Which of how many parts of the lanes is carried. Default: the only one.</summary>
    public (int Number, int Count) Carried
    {
        get => (Part, Parts);
        init => (Part, Parts) = value;
    }

    public float[] Outputs { get; }

    /// <summary>Activity penalties by sample.</summary>
    public double[] Penalties { get; }

    public override ReadOnlySpan<float> Input(int sample) => Of(_x, sample);

    public override void Score(int sample, ReadOnlySpan<float> logits, ReadOnlySpan<float> outputs, Span<float> gradient)
    {
        outputs.CopyTo(Of(Outputs, sample));
        Of(_dy, sample).CopyTo(gradient);
    }

    public override void AddActivityPenalty(int sample, double penalty) => Penalties[sample] += penalty;

    private Span<float> Of(float[] values, int sample) => values.AsSpan(values.Length / Count * sample, values.Length / Count);
}
