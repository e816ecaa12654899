using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>What merging layers compute of one value of each of their inputs, as expressions.</summary>
internal static class MergingFormulas
{
    /// <summary>Whether the gradient by an input is that by the outcome.</summary>
    public static bool PassesOn(MergingFunction function, Activation activation, int input) =>
        activation == Activation.Linear && (function == MergingFunction.Add || (function == MergingFunction.Subtract && input == 0));

    /// <summary>Whether the gradients by all inputs are the same.</summary>
    public static bool IsSameForAll(MergingFunction function) => function is MergingFunction.Add or MergingFunction.Average;

    /// <summary>Whether the way back to some inputs reads the values of one.</summary>
    public static bool Reads(MergingFunction function, int input, ImmutableArray<int> written) => function switch
    {
        MergingFunction.Multiply => written.Any(other => other != input),
        MergingFunction.Maximum or MergingFunction.Minimum => true,
        _ => false,
    };

    /// <summary>The outcome.</summary>
    public static string Forward(Operations op, MergingFunction function, string[] values) => function switch
    {
        MergingFunction.Add => string.Join(" + ", values),
        MergingFunction.Subtract => string.Join(" - ", values),
        MergingFunction.Multiply => string.Join(" * ", values),
        MergingFunction.Average => $"({string.Join(" + ", values)}) * {op.Constant(1.0 / values.Length)}",
        MergingFunction.Maximum or MergingFunction.Minimum => values.Aggregate((most, value) => Extreme(op, function, most, value)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    /// <summary>
    /// The gradients by some inputs, whose values are names, as expressions; writes what they have in common. Where values are equal, the extreme is the first of them:
    /// it has all of the gradient.
    /// </summary>
    /// <param name="dy">The gradient by the outcome; a name where several gradients are wanted.</param>
    public static string[] Backward(CodeWriter writer, Operations op, MergingFunction function, string[] values, ImmutableArray<int> wanted, string dy)
    {
        switch (function)
        {
            case MergingFunction.Add:
                return [.. wanted.Select(_ => dy)];
            case MergingFunction.Subtract:
                return [.. wanted.Select(input => input == 0 ? dy : "-" + dy)];
            case MergingFunction.Average:
                return [.. wanted.Select(_ => $"{dy} * {op.Constant(1.0 / values.Length)}")];
            case MergingFunction.Multiply:
                return [.. wanted.Select(input => string.Join(" * ", values.Where((_, other) => other != input).Prepend(dy)))];
            default:
                string[] all = Extremes(writer, op, function, values, dy);
                return [.. wanted.Select(input => all[input])];
        }
    }

    /// <summary>The gradients by all values of which the extreme was found one after the other: back from the last, each takes what is there if it was the extreme so far.</summary>
    private static string[] Extremes(CodeWriter writer, Operations op, MergingFunction function, string[] values, string dy)
    {
        List<string> extremes = [values[0]];
        for (int i = 1; i < values.Length - 1; i++)
        {
            string name = (function == MergingFunction.Maximum ? "largest" : "smallest") + Literal.Of(i + 1);
            writer.Line($"{op.Type} {name} = {Extreme(op, function, extremes[i - 1], values[i])};");
            extremes.Add(name);
        }

        string[] gradients = new string[values.Length];
        for (int i = values.Length - 1; i > 0; i--)
        {
            string stays = values.Length == 2 ? "stays" : "stays" + Literal.Of(i + 1);
            string condition = function == MergingFunction.Maximum ? op.IsAtLeast(extremes[i - 1], values[i]) : op.IsAtLeast(values[i], extremes[i - 1]);
            writer.Line($"{op.ConditionType} {stays} = {condition};");
            gradients[i] = op.If(stays, op.Zero, dy);
            string rest = op.If(stays, dy, op.Zero);
            if (i == 1)
            {
                gradients[0] = rest;
            }
            else
            {
                dy = "rest" + Literal.Of(i);
                writer.Line($"{op.Type} {dy} = {rest};");
            }
        }

        return gradients;
    }

    private static string Extreme(Operations op, MergingFunction function, string a, string b) =>
        function == MergingFunction.Maximum ? op.Maximum(a, b) : op.Minimum(a, b);
}
