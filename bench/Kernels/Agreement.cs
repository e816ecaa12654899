using System;
using System.Globalization;
using System.Linq;
using NetGen.Execution;

namespace NetGen.Bench.Kernels;

/// <summary>Holds a layer's emitted code to plain loops before it is timed: a fast wrong answer is no result.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-4;
    private const int Samples = 2;

    // Rounding may choose another cell of a pooling window, or the other side of ReLU's bend, where they are as close as this.
    private const double NearTie = 1e-4;

    /// <summary>Compares outputs and all gradients, relative to the largest value of each.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(string layer, INetwork network, bool hasInputGradient)
    {
        var plain = new PlainLayer(network);
        var batch = new Batch(network.Info.InputSize, (int)network.Info.ParameterCount, plain);
        TrainingPass pass = network.CreateTrainingPass(Samples, workers: 1);
        Run(pass.PackJobs, pass.Pack);
        for (int phase = 0; phase < pass.Phases; phase++)
        {
            Run(pass.Jobs(batch, phase), job => pass.Run(batch, phase, job, worker: 0));
        }

        Compare(layer, "outputs", batch.Outputs, batch.ExpectedOutputs);
        int kernel = network.Info.Layers[0].Parameters[0].Size;
        Compare(layer, "kernel gradient", pass.Gradients.AsSpan(0, kernel), batch.ExpectedGradient.AsSpan(0, kernel));
        Compare(layer, "bias gradient", pass.Gradients.AsSpan(kernel), batch.ExpectedGradient.AsSpan(kernel));
        for (int sample = 0; hasInputGradient && sample < Samples; sample++)
        {
            Compare(layer, "input gradient", pass.InputGradient(sample), batch.ExpectedInputGradients[sample]);
        }
    }

    private static void Run(int jobs, Action<int> job)
    {
        for (int i = 0; i < jobs; i++)
        {
            job(i);
        }
    }

    private static void Compare(string layer, string what, ReadOnlySpan<float> values, ReadOnlySpan<double> expected)
    {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs(values[i] - expected[i]));
        }

        if (!(difference <= Tolerance * largest))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{layer}: the {what} differ from plain loops by {difference / largest:G3}, where {Tolerance:G1} is allowed; nothing is timed that does not agree."));
        }
    }

    /// <summary>Random samples and gradients, with what plain loops make of them.</summary>
    private sealed class Batch : TrainingBatch
    {
        private readonly float[][] _samples;
        private readonly float[][] _gradients;
        private readonly int _outputSize;

        public Batch(int inputSize, int parameters, PlainLayer plain)
        {
            Count = Samples;
            _outputSize = plain.OutputSize;
            Outputs = new float[Samples * _outputSize];
            ExpectedOutputs = new double[Samples * _outputSize];
            var random = new Random(1);
            _samples = [.. Enumerable.Range(0, Samples).Select(_ => Draw(random, inputSize))];
            _gradients = [.. Enumerable.Range(0, Samples).Select(_ => Draw(random, _outputSize))];
            ExpectedGradient = new double[parameters];
            ExpectedInputGradients = new double[Samples][];
            for (int sample = 0; sample < Samples; sample++)
            {
                (double[] outputs, int[] cells) = plain.Forward(_samples[sample], NearTie);
                outputs.CopyTo(ExpectedOutputs, sample * _outputSize);
                for (int i = 0; i < _outputSize; i++)
                {
                    _gradients[sample][i] = cells[i] < 0 ? 0 : _gradients[sample][i];
                }

                ExpectedInputGradients[sample] = plain.Backward(_samples[sample], outputs, cells, _gradients[sample], ExpectedGradient);
            }
        }

        public float[] Outputs { get; }

        public double[] ExpectedOutputs { get; }

        public double[] ExpectedGradient { get; }

        public double[][] ExpectedInputGradients { get; }

        public override ReadOnlySpan<float> Input(int sample) => _samples[sample];

        public override void Score(int sample, ReadOnlySpan<float> logits, ReadOnlySpan<float> outputs, Span<float> gradient)
        {
            outputs.CopyTo(Outputs.AsSpan(sample * _outputSize));
            _gradients[sample].CopyTo(gradient);
        }

        private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
