using System;
using System.Globalization;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Lecture;

/// <summary>One layer on one single-channel image, worked out by hand.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Image">The input.</param>
/// <param name="Kernel">The convolution's kernel; none for pooling.</param>
/// <param name="Output">The rows of the output that the example states, from the first on.</param>
internal sealed record WorkedExample(string Name, LayerSpec Layer, Matrix Image, Matrix? Kernel, Matrix Output)
{
    /// <summary>The gradient of the sum of the outputs by the input, where the example states it.</summary>
    public Matrix? InputGradient { get; init; }

    /// <summary>The gradient of the sum of the outputs by the kernel, where the example states it.</summary>
    public Matrix? KernelGradient { get; init; }

    public NetworkSpec Network => new(Name, SampleShape.Image(Image.Rows, Image.Columns, 1), [Layer]);
}

/// <summary>Numbers in rows, written as on a blackboard: "1 2 / 3 4".</summary>
internal sealed class Matrix
{
    private Matrix(int rows, float[] values)
    {
        Rows = rows;
        Values = values;
    }

    public int Rows { get; }

    public int Columns => Values.Length / Rows;

    public float[] Values { get; }

    public double[] Doubles => Array.ConvertAll(Values, value => (double)value);

    public static Matrix Parse(string text)
    {
        string[] rows = text.Split('/');
        return new Matrix(rows.Length, [.. rows.SelectMany(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Number)]);
    }

    public static Matrix operator -(Matrix matrix) => new(matrix.Rows, Array.ConvertAll(matrix.Values, value => -value));

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
