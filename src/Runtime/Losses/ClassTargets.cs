using System;

namespace NetGen;

/// <summary>What one row's classes should be, with Keras's label smoothing: <c>t * (1 - s) + s / K</c> for K classes.</summary>
internal interface IClassTargets
{
    double this[int classId] { get; }
}

/// <summary>A target given as a value for each class.</summary>
internal readonly ref struct SoftTargets(ReadOnlySpan<float> target, float smoothing) : IClassTargets
{
    private readonly ReadOnlySpan<float> _target = target;

    public double this[int classId] => Smooth(_target[classId], smoothing, _target.Length);

    internal static double Smooth(float target, float smoothing, int classes) => (target * (1.0 - smoothing)) + ((double)smoothing / classes);
}

/// <summary>A target given as the one class that is right.</summary>
internal readonly ref struct HardTarget(int label, float smoothing, int classes) : IClassTargets
{
    public double this[int classId] => SoftTargets.Smooth(classId == label ? 1 : 0, smoothing, classes);
}
