using System;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>An activation function, elementwise but for softmax and its logarithm.</summary>
internal sealed class ReferenceActivation(SampleShape shape, Activation function, double negativeSlope) : ReferenceOperation(shape, shape)
{
    /// <summary>The slope of Keras's function <c>leaky_relu</c>.</summary>
    public const double FunctionSlope = 0.2;

    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;

    /// <summary>The slope of the hard sigmoid, which PyTorch has in single precision.</summary>
    private const double Sixth = 1 / 6f;

    /// <summary>Where the derivative jumps.</summary>
    private double[] Kinks => function switch
    {
        Activation.ReLU or Activation.LeakyReLU or Activation.SELU => [0],
        Activation.ReLU6 => [0, 6],
        Activation.HardSigmoid or Activation.HardSiLU => [-3, 3],
        _ => [],
    };

    public static bool IsElementwise(Activation function) => function is not (Activation.Softmax or Activation.LogSoftmax);

    public override double[] Forward(double[] x) => function switch
    {
        Activation.Softmax => Rows(x, Softmax),
        Activation.LogSoftmax => Rows(x, LogSoftmax),
        _ => Array.ConvertAll(x, Value),
    };

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] = function switch
            {
                Activation.Softmax => y[i] * (dy[i] - RowSum(i, j => y[j] * dy[j])),
                Activation.LogSoftmax => dy[i] - (Math.Exp(y[i]) * RowSum(i, j => dy[j])),
                _ => dy[i] * Derivative(x[i]),
            };
        }

        return dx;
    }

    public override double Margin(double[] x)
    {
        double scale = x.Max(Math.Abs);
        return Kinks.SelectMany(kink => x.Where(value => value != 0).Select(value => Math.Abs(value - kink) / scale)).DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    private double Value(double x) => function switch
    {
        Activation.Linear => x,
        Activation.ReLU => Math.Max(x, 0),
        Activation.LeakyReLU => x > 0 ? x : negativeSlope * x,
        Activation.ELU or Activation.CELU => x > 0 ? x : ExpM1(x),
        Activation.SELU => SeluScale * (x > 0 ? x : SeluAlpha * ExpM1(x)),
        Activation.GELU => x * NormalDistribution.Cumulative(x),
        Activation.SiLU => x * Sigmoid(x),
        Activation.Sigmoid => Sigmoid(x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Softplus => Softplus(x),
        Activation.ReLU6 => Math.Min(Math.Max(x, 0), 6),
        Activation.HardSigmoid => HardSigmoid(x),
        Activation.HardSiLU => x * HardSigmoid(x),
        Activation.Mish => x * Math.Tanh(Softplus(x)),
        Activation.Softsign => x / (1 + Math.Abs(x)),
        Activation.Exponential => Math.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(x), function, "No elementwise function."),
    };

    private double Derivative(double x) => function switch
    {
        Activation.Linear => 1,
        Activation.ReLU => x > 0 ? 1 : 0,
        Activation.LeakyReLU => x > 0 ? 1 : negativeSlope,
        Activation.ELU or Activation.CELU => x > 0 ? 1 : Math.Exp(x),
        Activation.SELU => SeluScale * (x > 0 ? 1 : SeluAlpha * Math.Exp(x)),
        Activation.GELU => NormalDistribution.Cumulative(x) + (x * NormalDistribution.Density(x)),
        Activation.SiLU => Sigmoid(x) * (1 + (x * (1 - Sigmoid(x)))),
        Activation.Sigmoid => Sigmoid(x) * (1 - Sigmoid(x)),
        Activation.Tanh => 1 - (Math.Tanh(x) * Math.Tanh(x)),
        Activation.Softplus => Sigmoid(x),
        Activation.ReLU6 => x is > 0 and < 6 ? 1 : 0,
        Activation.HardSigmoid => x is > -3 and < 3 ? Sixth : 0,
        Activation.HardSiLU => x is > -3 and < 3 ? (x / 3) + 0.5 : x > 0 ? 1 : 0,
        Activation.Mish => Math.Tanh(Softplus(x)) + (x * Sigmoid(x) / (Math.Cosh(Softplus(x)) * Math.Cosh(Softplus(x)))),
        Activation.Softsign => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))),
        Activation.Exponential => Math.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(x), function, "No elementwise function."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double HardSigmoid(double x) => Math.Min(Math.Max(x + 3, 0), 6) / 6;

    private static double Softplus(double x) => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)));

    /// <summary>e^x - 1 without loss of digits near 0.</summary>
    private static double ExpM1(double x) => x < -1 ? Math.Exp(x) - 1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>ln(1 + x), likewise.</summary>
    private static double LogP1(double x) => 2 * Math.Atanh(x / (2 + x));

    private double RowSum(int index, Func<int, double> term)
    {
        int first = index / Input.Channels * Input.Channels;
        return Enumerable.Range(first, Input.Channels).Sum(term);
    }

    private double[] Rows(double[] x, Func<double[], double[]> function) => [.. x.Chunk(Input.Channels).SelectMany(function)];

    private static double[] LogSoftmax(double[] row)
    {
        double largest = row.Max();
        double log = Math.Log(row.Sum(value => Math.Exp(value - largest)));
        return Array.ConvertAll(row, value => value - largest - log);
    }

    private static double[] Softmax(double[] row)
    {
        double largest = row.Max();
        double[] exponentials = Array.ConvertAll(row, value => Math.Exp(value - largest));
        double sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, value => value / sum);
    }
}
