using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>Adam on weights as they lie, in blocks or not: what only fills blocks has gradients of 0 and stays 0.</summary>
internal sealed unsafe class AdamOptimizer : IDisposable
{
    private const double LearningRate = 1e-3;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    // Below it numbers are denormal, and processors take many times as long for those. Moments of weights whose gradient stays 0 decay to there.
    private const float SmallestNormal = 1.17549435e-38f;

    private readonly List<Tensor> _moments = [];
    private readonly Update* _updates;
    private readonly int _count;
    private int _step;

    /// <param name="parameters">Weights with their gradients, each pair in one layout.</param>
    public AdamOptimizer(IReadOnlyList<(Tensor Values, Tensor Gradient)> parameters)
    {
        _count = parameters.Count;
        _updates = (Update*)NativeMemory.Alloc((nuint)_count, (nuint)sizeof(Update));
        for (int i = 0; i < _count; i++)
        {
            (Tensor values, Tensor gradient) = parameters[i];
            var mean = new Tensor(values.Descriptor);
            var square = new Tensor(values.Descriptor);
            _moments.AddRange([mean, square]);
            _updates[i] = new Update(values.Data, gradient.Data, mean.Data, square.Data, values.Values.Length);
        }
    }

    /// <summary>Changes all weights by their gradients, on oneDNN's threads.</summary>
    public void Step()
    {
        _step++;
        double rate = LearningRate * Math.Sqrt(1 - Math.Pow(Beta2, _step)) / (1 - Math.Pow(Beta1, _step));
        var work = new Work(_updates, _count, (float)rate);
        Team.Run(&Apply, &work, threads: 0, flags: 0);
    }

    public void Dispose()
    {
        NativeMemory.Free(_updates);
        foreach (Tensor moment in _moments)
        {
            moment.Dispose();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Apply(void* state)
    {
        var work = (Work*)state;
        int place = Team.Place();
        int threads = Team.Count();
        for (int i = 0; i < work->Count; i++)
        {
            // Whole lines of the cache, so that no two threads write into the same one.
            const int Line = 16;
            Update update = work->Updates[i];
            int share = (((update.Length + threads - 1) / threads) + Line - 1) / Line * Line;
            Apply(update, Math.Min(update.Length, place * share), Math.Min(update.Length, (place + 1) * share), work->Rate);
        }
    }

    private static void Apply(in Update update, int begin, int end, float rate)
    {
        const float Epsilon = 1e-8f;
        const float Inflow1 = (float)(1 - Beta1);
        const float Inflow2 = (float)(1 - Beta2);
        int i = begin;
        for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> gradient = Vector.Load(update.Gradient + i);
            Vector<float> mean = Vector.Load(update.Mean + i);
            Vector<float> square = Vector.Load(update.Square + i);
            mean = WithoutDenormals(Vector.FusedMultiplyAdd(gradient - mean, new Vector<float>(Inflow1), mean));
            square = WithoutDenormals(Vector.FusedMultiplyAdd((gradient * gradient) - square, new Vector<float>(Inflow2), square));
            mean.Store(update.Mean + i);
            square.Store(update.Square + i);
            (Vector.Load(update.Values + i) - (mean * rate / (Vector.SquareRoot(square) + new Vector<float>(Epsilon)))).Store(update.Values + i);
        }

        for (; i < end; i++)
        {
            float gradient = update.Gradient[i];
            float mean = update.Mean[i] + ((gradient - update.Mean[i]) * Inflow1);
            float square = update.Square[i] + (((gradient * gradient) - update.Square[i]) * Inflow2);
            update.Mean[i] = MathF.Abs(mean) < SmallestNormal ? 0 : mean;
            update.Square[i] = square < SmallestNormal ? 0 : square;
            update.Values[i] -= rate * update.Mean[i] / (MathF.Sqrt(update.Square[i]) + Epsilon);
        }
    }

    private static Vector<float> WithoutDenormals(Vector<float> values) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(values), new Vector<float>(SmallestNormal)), Vector<float>.Zero, values);

    /// <summary>Where the numbers of a parameter lie.</summary>
    private readonly struct Update(float* values, float* gradient, float* mean, float* square, int length)
    {
        public float* Values { get; } = values;

        public float* Gradient { get; } = gradient;

        public float* Mean { get; } = mean;

        public float* Square { get; } = square;

        public int Length { get; } = length;
    }

    /// <summary>What threads share.</summary>
    private readonly struct Work(Update* updates, int count, float rate)
    {
        public Update* Updates { get; } = updates;

        public int Count { get; } = count;

        public float Rate { get; } = rate;
    }
}
