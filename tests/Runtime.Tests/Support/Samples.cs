using System;
using System.Linq;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Small made-up datasets.</summary>
internal static class Samples
{
    /// <summary>Classes that lie around different points, so that a linear network can tell them apart.</summary>
    public static Dataset Clusters(int count, int features, int classes, int seed = 7)
    {
        (float[] inputs, int[] labels) = ClusterArrays(count, features, classes, seed);
        return Dataset.FromClasses(inputs, labels);
    }

    public static (float[] Inputs, int[] Labels) ClusterArrays(int count, int features, int classes, int seed = 7)
    {
        var random = new Random(seed);
        float[] centres = Normals(random, classes * features, scale: 2);
        float[] inputs = Normals(random, count * features, scale: 1);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(classes);
            for (int j = 0; j < features; j++)
            {
                inputs[(i * features) + j] += centres[(labels[i] * features) + j];
            }
        }

        return (inputs, labels);
    }

    public static float[] Normals(Random random, int count, double scale) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(scale * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    public static float[] OneHot(int[] labels, int classes)
    {
        float[] targets = new float[labels.Length * classes];
        for (int i = 0; i < labels.Length; i++)
        {
            targets[(i * classes) + labels[i]] = 1;
        }

        return targets;
    }

    /// <summary>All inputs and all targets of a dataset.</summary>
    public static (float[] Inputs, float[] Targets) ReadAll(Dataset data)
    {
        float[] inputs = new float[data.Count * data.InputSize];
        float[] targets = new float[data.Count * data.TargetSize];
        for (int i = 0; i < data.Count; i++)
        {
            data.ReadInput(i, inputs.AsSpan(i * data.InputSize, data.InputSize));
            data.ReadTarget(i, targets.AsSpan(i * data.TargetSize, data.TargetSize));
        }

        return (inputs, targets);
    }
}
