using System.Linq;

namespace NetGen.Golden.Tests.Reference;

/// <summary>A kernel, a bias or a statistic in Keras's shape, with the gradient summed over samples.</summary>
internal sealed class ReferenceParameter(string role, params int[] shape)
{
    public string Role { get; } = role;

    public bool IsTrainable { get; set; } = true;

    public int[] Shape { get; } = shape;

    public double[] Values { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];

    public double[] Gradient { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];
}
