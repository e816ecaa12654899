using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Activation functions and their derivatives as expressions.</summary>
internal static class ActivationFormulas
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    /// <summary>The value f(x); x is a name.</summary>
    public static string Forward(CodeWriter writer, Operations op, Activation function, double slope, string x)
    {
        switch (function)
        {
            case Activation.Linear:
                return x;
            case Activation.ReLU:
                return op.AtLeast(op.Zero, x);
            case Activation.LeakyReLU:
                return op.IfGreater(x, op.Zero, x, $"{x} * {op.Constant(slope)}");
            case Activation.ELU or Activation.CELU:
                return op.IfGreater(x, op.Zero, x, ElementaryFunctions.ExpM1(writer, op, x));
            case Activation.SELU:
                string left = $"{op.Constant(SeluAlpha)} * {ElementaryFunctions.ExpM1(writer, op, x)}";
                return $"{op.Constant(SeluScale)} * {op.IfGreater(x, op.Zero, x, left)}";
            case Activation.Sigmoid:
                return ElementaryFunctions.Sigmoid(writer, op, x);
            case Activation.Tanh:
                return ElementaryFunctions.Tanh(writer, op, x);
            case Activation.Softplus:
                return ElementaryFunctions.Softplus(writer, op, x);
            case Activation.SiLU:
                return $"{x} * {ElementaryFunctions.Sigmoid(writer, op, x)}";
            case Activation.GELU:
                return $"{op.Constant(0.5)} * {x} * ({op.Constant(1)} + {ElementaryFunctions.Erf(writer, op, x)})";
            case Activation.ReLU6:
                return op.AtMost(op.Constant(6), op.AtLeast(op.Zero, x));
            case Activation.HardSigmoid:
                return ElementaryFunctions.HardSigmoid(writer, op, x);
            case Activation.HardSiLU:
                return $"{x} * {ElementaryFunctions.HardSigmoid(writer, op, x)}";
            case Activation.Mish:
                return $"{x} * {ElementaryFunctions.TanhSoftplus(writer, op, x)}";
            case Activation.Softsign:
                return ElementaryFunctions.Softsign(writer, op, x);
            case Activation.Exponential:
                return ElementaryFunctions.ExpAnywhere(writer, op, x);
            default:
                throw NotElementwise(function);
        }
    }

    /// <summary>The value f(x) of an expression, which gets a name where the formula reads it more than once.</summary>
    public static string ForwardOf(CodeWriter writer, Operations op, Activation function, double slope, string expression, string name)
    {
        if (function is Activation.Linear or Activation.ReLU or Activation.ReLU6 || expression.All(character => char.IsLetterOrDigit(character) || character == '_'))
        {
            return Forward(writer, op, function, slope, expression);
        }

        writer.Line($"{op.Type} {name} = {expression};");
        return Forward(writer, op, function, slope, name);
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
            case Activation.ELU or Activation.CELU:
                return op.IfGreater(y, zero, one, $"{y} + {one}");
            case Activation.SELU:
                return op.IfGreater(y, zero, op.Constant(SeluScale), $"{y} + {op.Constant(SeluScale * SeluAlpha)}");
            case Activation.Sigmoid:
                return $"{y} * ({one} - {y})";
            case Activation.Tanh:
                // 1 - y² would lose digits where y is near 1.
                return $"({one} - {y}) * ({one} + {y})";
            case Activation.Softplus:
                // sigmoid(x) = 1 - exp(-softplus(x)).
                return $"-{ElementaryFunctions.ExpM1(writer, op, $"-{y}")}";
            case Activation.SiLU:
                writer.Line($"{op.Type} s = {ElementaryFunctions.Sigmoid(writer, op, x)};");
                return $"s * ({one} + ({x} * ({one} - s)))";
            case Activation.GELU:
                // Φ(x) + x φ(x).
                string cumulative = $"{op.Constant(0.5)} * ({one} + {ElementaryFunctions.Erf(writer, op, x)})";
                string density = $"{op.Constant(0.3989422804014327)} * {ElementaryFunctions.Exp(writer, op, $"{op.Constant(-0.5)} * {x} * {x}")}";
                return $"({cumulative}) + ({x} * {density})";
            case Activation.ReLU6:
                return op.IfBetween(zero, y, op.Constant(6), one, zero);
            case Activation.HardSigmoid:
                return op.IfBetween(zero, y, one, op.Constant(1 / 6.0), zero);
            case Activation.HardSiLU:
                // x / 3 + 1/2 inside; 0 and 1 outside and at the corners.
                writer.Line($"{op.Type} inside = {op.MultiplyAdd(x, op.Constant(1 / 3.0), op.Constant(0.5))};");
                writer.Line($"{op.Type} outside = {op.IfGreater(x, zero, one, zero)};");
                return op.IfGreater(op.Constant(3), op.Abs(x), "inside", "outside");
            case Activation.Mish:
                return ElementaryFunctions.MishDerivative(writer, op, x);
            case Activation.Softsign:
                // 1 / (1 + |x|) = 1 - |y|.
                string share = $"({one} - {op.Abs(y)})";
                return $"{share} * {share}";
            case Activation.Exponential:
                return y;
            default:
                throw NotElementwise(function);
        }
    }

    private static ArgumentOutOfRangeException NotElementwise(Activation function) =>
        new(nameof(function), function, "What acts on all channels of a pixel has an emitter of its own.");
}
