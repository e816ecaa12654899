using System;
using System.Collections.Generic;
using System.IO;

namespace NetGen;

/// <summary>Another dataset's samples, each with the weight of its class.</summary>
internal sealed class ClassWeightedDataset : Dataset
{
    // A target of more values is copied to the heap.
    private const int ValuesOnStack = 256;

    private readonly Dataset _source;
    private readonly float[] _weights;

    /// <param name="source">The samples, their targets one class each.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classWeights">Weights by class; 1 for a class that is not there.</param>
    public ClassWeightedDataset(Dataset source, int classes, IReadOnlyDictionary<int, double> classWeights)
        : base(source.InputShape, source.TargetKind, source.TargetSize)
    {
        _source = source;
        _weights = new float[classes];
        Array.Fill(_weights, 1);
        foreach ((int classId, double weight) in classWeights)
        {
            if (classId < 0 || classId >= classes)
            {
                throw new ArgumentException($"Class {classId} has a weight, but the network has {classes} classes, 0 to {classes - 1}.", nameof(classWeights));
            }

            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentException($"The weight of class {classId} is {weight}; weights are finite and at least 0.", nameof(classWeights));
            }

            _weights[classId] = (float)weight;
        }
    }

    public override int Count => _source.Count;

    internal override bool IsWeighted => true;

    public override void ReadInput(int index, Span<float> input) => _source.ReadInput(index, input);

    public override void ReadTarget(int index, Span<float> target) => _source.ReadTarget(index, target);

    public override float ReadWeight(int index)
    {
        Span<float> target = TargetSize <= ValuesOnStack ? stackalloc float[TargetSize] : new float[TargetSize];
        _source.ReadTarget(index, target);
        float classId = target.Length == 1 ? target[0] : TargetRow.ArgMax(target);
        return classId >= 0 && classId < _weights.Length && classId == MathF.Floor(classId)
            ? _weights[(int)classId]
            : throw new InvalidDataException($"The target of sample {OriginalIndex(index)} is {classId}; weights of classes need the classes 0 to {_weights.Length - 1}.");
    }

    internal override int OriginalIndex(int index) => _source.OriginalIndex(index);
}
