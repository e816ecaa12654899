using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration.Blocks;

namespace NetGen.Generator.Layers.Blocks;

/// <summary>Computes formulas for one use of a block.</summary>
/// <param name="hyperparameters">Their values, by the constructor's parameters.</param>
/// <param name="input">The shape that comes in; null where it is not known.</param>
internal sealed class Computation(IReadOnlyDictionary<string, double> hyperparameters, Func<Shape?> input)
{
    /// <summary>The value; 1 or 0 for true or false.</summary>
    /// <exception cref="UnknownInputException">The shape of the block's input is not known, since a layer before it is wrong.</exception>
    /// <exception cref="ArithmeticException">A division by zero, or a number that no int holds.</exception>
    public double Of(Formula formula) => formula switch
    {
        Formula.Constant constant => constant.Value,
        Formula.Hyperparameter hyperparameter => hyperparameters[hyperparameter.Parameter],
        Formula.Measure measure => Of(measure.Which),
        Formula.Unary { Operator: Operator.Not } not => Of(not.Operand) == 0 ? 1 : 0,
        Formula.Unary negative => -Of(negative.Operand),
        Formula.Binary { Operator: Operator.And } and => Of(and.Left) != 0 ? Of(and.Right) : 0,
        Formula.Binary { Operator: Operator.Or } or => Of(or.Left) != 0 ? 1 : Of(or.Right),
        Formula.Binary binary => Of(binary, Of(binary.Left), Of(binary.Right)),
        Formula.Choice choice => Of(choice.Condition) != 0 ? Of(choice.WhenTrue) : Of(choice.WhenFalse),
        Formula.Truncation truncation => Math.Truncate(Of(truncation.Operand)),
        _ => throw new InvalidOperationException("What cannot be read cannot be computed."),
    };

    private double Of(InputMeasure measure)
    {
        Shape shape = input() ?? throw new UnknownInputException();
        return measure switch
        {
            InputMeasure.Height => shape.Height,
            InputMeasure.Width => shape.Width,
            _ => shape.Channels,
        };
    }

    private static double Of(Formula.Binary binary, double left, double right)
    {
        double value = binary.Operator switch
        {
            Operator.Add => left + right,
            Operator.Subtract => left - right,
            Operator.Multiply => left * right,
            Operator.Divide or Operator.Remainder when binary.IsWhole && right == 0 => throw new DivideByZeroException(),
            Operator.Divide => binary.IsWhole ? Math.Truncate(left / right) : left / right,
            Operator.Remainder => left % right,
            Operator.Equal => left == right ? 1 : 0,
            Operator.NotEqual => left != right ? 1 : 0,
            Operator.Less => left < right ? 1 : 0,
            Operator.LessOrEqual => left <= right ? 1 : 0,
            Operator.Greater => left > right ? 1 : 0,
            _ => left >= right ? 1 : 0,
        };
        return binary.IsWhole && Math.Abs(value) > int.MaxValue ? throw new OverflowException() : value;
    }
}

/// <summary>The shape of a block's input is not known, since a layer before it is wrong.</summary>
internal sealed class UnknownInputException : Exception;
