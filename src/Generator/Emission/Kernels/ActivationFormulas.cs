using System;
using NetGen.Generator.Emission.Code;

namespace NetGen.Generator.Emission.Kernels;

/// <summary>Activation functions and their derivatives as expressions.</summary>
internal static class ActivationFormulas
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    /// <summary>Writes <c>y = f(x)</c> and returns the expression that holds it; x is a name.</summary>
    public static string Forward(CodeWriter writer, Operations op, Activation function, double slope, string x)
    {
        string zero = op.Zero;
        string one = op.Constant(1);
        switch (function)
        {
            case Activation.Linear:
                return x;
            case Activation.ReLU:
                return op.Max(x, zero);
            case Activation.LeakyReLU:
                return op.IfGreater(x, zero, x, $"{x} * {op.Constant(slope)}");
            case Activation.ELU:
                return op.IfGreater(x, zero, x, $"{op.Exp(op.Min(x, zero))} - {one}");
            case Activation.SELU:
                return $"{op.Constant(SeluScale)} * {op.IfGreater(x, zero, x, $"{op.Constant(SeluAlpha)} * ({op.Exp(op.Min(x, zero))} - {one})")}";
            case Activation.Sigmoid:
                return Sigmoid(op, x);
            case Activation.Tanh:
                // tanh|x| = (1 - e) / (1 + e) with e = exp(-2|x|), which never overflows.
                writer.Line($"{op.Type} e = {op.Exp($"{op.Constant(-2)} * {op.Abs(x)}")};");
                writer.Line($"{op.Type} t = ({one} - e) / ({one} + e);");
                return op.IfGreater(x, zero, "t", "-t");
            case Activation.Softplus:
                return $"{op.Max(x, zero)} + {op.Log($"{one} + {op.Exp($"-{op.Abs(x)}")}")}";
            case Activation.SiLU:
                return $"{x} * {Sigmoid(op, x)}";
            case Activation.GELU:
                return $"{op.Constant(0.5)} * {x} * ({one} + {Erf(writer, op, x)})";
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "Softmax has an emitter of its own.");
        }
    }

    /// <summary>The factor f'(x), from the output y where it follows from it, else from the input x; both are names.</summary>
    public static string Derivative(CodeWriter writer, Operations op, Activation function, double slope, string x, string y)
    {
        string zero = op.Zero;
        string one = op.Constant(1);
        switch (function)
        {
            case Activation.Linear:
                return one;
            case Activation.ReLU:
                return op.IfGreater(y, zero, one, zero);
            case Activation.LeakyReLU:
                return op.IfGreater(y, zero, one, op.Constant(slope));
            case Activation.ELU:
                return op.IfGreater(y, zero, one, $"{y} + {one}");
            case Activation.SELU:
                return op.IfGreater(y, zero, op.Constant(SeluScale), $"{y} + {op.Constant(SeluScale * SeluAlpha)}");
            case Activation.Sigmoid:
                return $"{y} * ({one} - {y})";
            case Activation.Tanh:
                return $"{one} - ({y} * {y})";
            case Activation.Softplus:
                // sigmoid(x) = 1 - exp(-softplus(x)).
                return $"{one} - {op.Exp($"-{y}")}";
            case Activation.SiLU:
                writer.Line($"{op.Type} s = {Sigmoid(op, x)};");
                return $"s * ({one} + ({x} * ({one} - s)))";
            case Activation.GELU:
                // Φ(x) + x φ(x).
                string erf = Erf(writer, op, x);
                return $"({op.Constant(0.5)} * ({one} + {erf})) + ({x} * {op.Constant(0.3989422804014327)} * {op.Exp($"{op.Constant(-0.5)} * {x} * {x}")})";
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "Softmax has an emitter of its own.");
        }
    }

    private static string Sigmoid(Operations op, string x) => $"({op.Constant(1)} / ({op.Constant(1)} + {op.Exp($"-{x}")}))";

    /// <summary>
    /// erf(x / sqrt 2) as a rational function of odd over even degree on |x| up to 3.83, beyond which it is ±1 in single precision;
    /// absolute error below 1e-7.
    /// </summary>
    private static string Erf(CodeWriter writer, Operations op, string x)
    {
        double[] numerator = [0.00022905065861350646, 0.0034082910107109506, 0.050955695062380861, 0.18520832239976145, 1.128379143519084];
        double[] denominator =
        [
            -1.1791602954361697e-7, 0.000023547966471313185, 0.0010179625278914885, 0.014070470171167667,
            0.11098505178285362, 0.49746925110067538, 1,
        ];
        string limit = op.Constant(3.832506856900711);
        writer.Line($"{op.Type} u = {op.Min(op.Max($"{x} * {op.Constant(Math.Sqrt(0.5))}", $"-{limit}"), limit)};");
        writer.Line($"{op.Type} u2 = u * u;");
        Horner(writer, op, "p", numerator);
        Horner(writer, op, "q", denominator);
        return "(u * p / q)";
    }

    private static void Horner(CodeWriter writer, Operations op, string name, double[] coefficients)
    {
        writer.Line($"{op.Type} {name} = {op.Constant(coefficients[0])};");
        for (int i = 1; i < coefficients.Length; i++)
        {
            writer.Line($"{name} = {op.MultiplyAdd(name, "u2", op.Constant(coefficients[i]))};");
        }
    }
}
