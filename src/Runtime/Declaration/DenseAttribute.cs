using System;

namespace NetGen;

/// <summary>
/// A fully connected layer (Keras: <c>Dense</c>): <c>y = activation(x · kernel + bias)</c>. Input (features), output (units).
/// Parameters: <c>kernel</c> of shape (features, units) and <c>bias</c> of shape (units).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class DenseAttribute : WeightedLayerAttribute
{
    /// <summary>A fully connected layer.</summary>
    /// <param name="units">Number of outputs; at least 1.</param>
    public DenseAttribute(int units) => Units = units;

    /// <summary>Number of outputs.</summary>
    public int Units { get; }
}
