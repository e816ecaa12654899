using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;

namespace NetGen.Bench.Micro;

/// <summary>Each loss of a sample with ten outputs, with its gradient: time, and samples per second.</summary>
public class Losses
{
    private const int Samples = 1000;
    private const int Outputs = 10;

    private readonly float[] _logits = new float[Samples * Outputs];
    private readonly float[] _outputs = new float[Samples * Outputs];
    private readonly float[] _targets = new float[Samples * Outputs];
    private readonly float[] _gradient = new float[Outputs];

    public static IEnumerable<Loss> All =>
    [
        Loss.SparseCategoricalCrossentropy,
        Loss.CategoricalCrossentropy,
        Loss.BinaryCrossentropy,
        Loss.MeanSquaredError,
        Loss.MeanAbsoluteError,
        Loss.Huber,
    ];

    [ParamsSource(nameof(All))]
    public Loss Loss { get; set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(42);
        for (int i = 0; i < _outputs.Length; i++)
        {
            _logits[i] = (random.NextSingle() * 4) - 2;
            _outputs[i] = 1f / Outputs;
            _targets[i] = i % (Outputs + 1) == 0 ? 1 : 0;
        }
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public double FromOutputs()
    {
        double sum = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            sum += Loss.Evaluate(Row(_outputs, sample), Target(sample), 1, _gradient);
        }

        return sum;
    }

    /// <summary>Together with the activation that belongs to the loss; where there is none, as above.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public double FromLogits()
    {
        if (!Loss.IsFusedWith(Activation.Softmax) && !Loss.IsFusedWith(Activation.Sigmoid))
        {
            return FromOutputs();
        }

        double sum = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            sum += Loss.EvaluateLogits(Row(_logits, sample), Row(_outputs, sample), Target(sample), 1, _gradient);
        }

        return sum;
    }

    private ReadOnlySpan<float> Target(int sample) => Loss.TakesClasses ? Row(_targets, sample)[..1] : Row(_targets, sample);

    private static ReadOnlySpan<float> Row(float[] values, int sample) => values.AsSpan(sample * Outputs, Outputs);
}
