using System;
using System.Text.Json.Serialization;

namespace NetGen.Golden.Tests.Cases;

/// <summary>An array of a golden file: flat, row-major.</summary>
internal class NumberArray
{
    [JsonRequired]
    public int[] Shape { get; init; } = [];

    [JsonRequired]
    public double[] Data { get; init; } = [];

    /// <summary>Samples, where the first dimension counts them.</summary>
    public int Samples => Shape[0];

    public float[] ToSingle() => Array.ConvertAll(Data, value => (float)value);

    public int[] ToInt32() => Array.ConvertAll(Data, value => checked((int)value));
}

/// <summary>A parameter, its gradient or its state in a golden file.</summary>
internal sealed class ParameterArray : NumberArray
{
    /// <summary>Index into the declaration.</summary>
    [JsonRequired]
    public int Layer { get; init; }

    /// <summary>Keras's name: kernel, bias, gamma and so on.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";
}
