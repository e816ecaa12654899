using System;
using System.Collections.Generic;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>What is made of the pixels of an image, in several registers that are put together.</summary>
/// <param name="Name">The local's name; those that take turns have a number behind it.</param>
/// <param name="Start">What it is of no pixels.</param>
/// <param name="Join">The statement that puts what turns have made to a local.</param>
internal sealed record Accumulator(string Name, string Start, Func<string, IReadOnlyList<string>, string> Join)
{
    public static Accumulator Sum(Operations op, string name) => new(name, op.Zero, (local, parts) => $"{local} += {Pairwise(parts, (one, other) => $"{one} + {other}", "({0})")};");

    public static Accumulator Largest(Operations op, string name) => new(
        name, op.Broadcast("float.NegativeInfinity"), (local, parts) => $"{local} = {op.Larger(Pairwise(parts, op.Larger, "{0}"), local)};");

    /// <summary>All parts in one, those next to each other first where there are four.</summary>
    private static string Pairwise(IReadOnlyList<string> parts, Func<string, string, string> join, string operand)
    {
        if (parts.Count == 4)
        {
            return join(string.Format(null, operand, join(parts[0], parts[1])), string.Format(null, operand, join(parts[2], parts[3])));
        }

        string all = parts[0];
        for (int i = 1; i < parts.Count; i++)
        {
            all = join(all, parts[i]);
        }

        return all;
    }
}
