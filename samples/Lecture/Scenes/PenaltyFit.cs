using System;
using System.Linq;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>What a penalty has left of a dense layer's weights.</summary>
internal sealed record PenaltyFit(string Name, float[] Weights, double Accuracy)
{
    /// <summary>Weights nearer to 0 than this are as good as 0.</summary>
    public const double Near = 0.001;

    /// <summary>The share of weights that are as good as 0.</summary>
    public double NearZero { get; } = Weights.Count(weight => Math.Abs(weight) < Near) / (double)Weights.Length;

    public double RootMeanSquare { get; } = Math.Sqrt(Weights.Average(weight => weight * weight));

    public float Largest { get; } = Weights.Max(Math.Abs);
}
