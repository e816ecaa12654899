using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>Another source's samples, each with the weight of its class.</summary>
internal sealed class ClassWeightedSource : DataSource
{
    private readonly DataSource _source;
    private readonly float[] _weights;

    /// <param name="source">The samples, their targets one class each.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classWeights">Weights by class; 1 for a class that is not there.</param>
    /// <exception cref="ArgumentException">A weight is of no class, negative or not finite.</exception>
    public ClassWeightedSource(DataSource source, int classes, IReadOnlyDictionary<int, double> classWeights)
        : base(source.InputShape, source.TargetKind, source.TargetSize)
    {
        _source = source;
        _weights = new float[classes];
        Array.Fill(_weights, 1);
        int[] unknown = [.. classWeights.Keys.Where(classId => classId < 0 || classId >= classes).Order()];
        if (unknown.Length > 0)
        {
            throw new ArgumentException(
                $"There are weights for {(unknown.Length == 1 ? "class" : "classes")} {string.Join(", ", unknown)}, but the network has {classes} classes, 0 to {classes - 1}.",
                nameof(classWeights));
        }

        foreach ((int classId, double weight) in classWeights)
        {
            if (!(weight >= 0 && float.IsFinite((float)weight)))
            {
                throw new ArgumentException(FormattableString.Invariant($"The weight of class {classId} is {weight}; weights are finite in single precision, and at least 0."), nameof(classWeights));
            }

            _weights[classId] = (float)weight;
        }
    }

    internal override int? KnownCount => _source.KnownCount;

    internal override int? ShuffleBufferLength => _source.ShuffleBufferLength;

    internal override bool IsWeighted => true;

    internal override EpochReader Read(ReadOptions options) => new Reader(_source.Read(options), new WeightedSamples(_weights));

    private sealed class Reader(EpochReader reader, WeightedSamples batch) : EpochReader
    {
        public override int Capacity => reader.Capacity;

        public override int? Steps => reader.Steps;

        public override void Begin(int epoch) => reader.Begin(epoch);

        public override BatchSamples? Next()
        {
            if (reader.Next() is not { } samples)
            {
                return null;
            }

            batch.Samples = samples;
            return batch;
        }

        public override void Dispose() => reader.Dispose();
    }

    private sealed class WeightedSamples(float[] weights) : BatchSamples
    {
        public BatchSamples Samples { get; set; } = null!;

        public override int Count => Samples.Count;

        public override void ReadInput(int sample, Span<float> input) => Samples.ReadInput(sample, input);

        public override float ReadTarget(int sample, Span<float> target)
        {
            float weight = Samples.ReadTarget(sample, target);
            float classId = target.Length == 1 ? target[0] : TargetRow.ArgMax(target);
            return classId >= 0 && classId < weights.Length && classId == MathF.Floor(classId)
                ? weight * weights[(int)classId]
                : throw new InvalidDataException(FormattableString.Invariant($"The target of sample {Index(sample)} is {classId}; weights of classes need the classes 0 to {weights.Length - 1}."));
        }

        public override long Index(int sample) => Samples.Index(sample);
    }
}
