using System;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>An activation function, elementwise but for softmax.</summary>
internal sealed class ReferenceActivation(SampleShape shape, Activation function, double negativeSlope) : ReferenceOperation(shape, shape)
{
    /// <summary>The slope of Keras's function <c>leaky_relu</c>.</summary>
    public const double FunctionSlope = 0.2;

    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;

    private bool HasKink => function is Activation.ReLU or Activation.LeakyReLU or Activation.SELU;

    public override double[] Forward(double[] x) =>
        function == Activation.Softmax ? Rows(x, Softmax) : Array.ConvertAll(x, Value);

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] = function == Activation.Softmax ? y[i] * (dy[i] - RowProduct(y, dy, i)) : dy[i] * Derivative(x[i]);
        }

        return dx;
    }

    public override double Margin(double[] x)
    {
        if (!HasKink)
        {
            return double.PositiveInfinity;
        }

        double scale = x.Max(Math.Abs);
        return x.Where(value => value != 0).Select(value => Math.Abs(value) / scale).DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    private double Value(double x) => function switch
    {
        Activation.Linear => x,
        Activation.ReLU => Math.Max(x, 0),
        Activation.LeakyReLU => x > 0 ? x : negativeSlope * x,
        Activation.ELU => x > 0 ? x : ExpM1(x),
        Activation.SELU => SeluScale * (x > 0 ? x : SeluAlpha * ExpM1(x)),
        Activation.GELU => x * NormalDistribution.Cumulative(x),
        Activation.SiLU => x * Sigmoid(x),
        Activation.Sigmoid => Sigmoid(x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Softplus => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x))),
        _ => throw new ArgumentOutOfRangeException(nameof(x), function, "No elementwise function."),
    };

    private double Derivative(double x) => function switch
    {
        Activation.Linear => 1,
        Activation.ReLU => x > 0 ? 1 : 0,
        Activation.LeakyReLU => x > 0 ? 1 : negativeSlope,
        Activation.ELU => x > 0 ? 1 : Math.Exp(x),
        Activation.SELU => SeluScale * (x > 0 ? 1 : SeluAlpha * Math.Exp(x)),
        Activation.GELU => NormalDistribution.Cumulative(x) + (x * NormalDistribution.Density(x)),
        Activation.SiLU => Sigmoid(x) * (1 + (x * (1 - Sigmoid(x)))),
        Activation.Sigmoid => Sigmoid(x) * (1 - Sigmoid(x)),
        Activation.Tanh => 1 - (Math.Tanh(x) * Math.Tanh(x)),
        Activation.Softplus => Sigmoid(x),
        _ => throw new ArgumentOutOfRangeException(nameof(x), function, "No elementwise function."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>e^x - 1 without loss of digits near 0.</summary>
    private static double ExpM1(double x) => x < -1 ? Math.Exp(x) - 1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>ln(1 + x), likewise.</summary>
    private static double LogP1(double x) => 2 * Math.Atanh(x / (2 + x));

    private double RowProduct(double[] y, double[] dy, int index)
    {
        int first = index / Input.Channels * Input.Channels;
        return Enumerable.Range(first, Input.Channels).Sum(i => y[i] * dy[i]);
    }

    private double[] Rows(double[] x, Func<double[], double[]> function) => [.. x.Chunk(Input.Channels).SelectMany(function)];

    private static double[] Softmax(double[] row)
    {
        double largest = row.Max();
        double[] exponentials = Array.ConvertAll(row, value => Math.Exp(value - largest));
        double sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, value => value / sum);
    }
}
