using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Writes what the transforms of Winograd's algorithm have in common: how they are applied to a tile, and how what comes out is declared.</summary>
internal static class WinogradTransforms
{
    /// <summary>Writes a transform of values, whose names it gets, along one direction; gives the names of what comes out, which begin with the prefix.</summary>
    public delegate string[] Transform(CodeWriter writer, WinogradConstants constants, string[] values, string prefix);

    /// <summary>Writes T d Tᵀ: the transform down every column, then along every row.</summary>
    public static void TwoSided(
        CodeWriter writer, Operations op, int from, int to, Transform transform, Func<int, int, string> load, Action<int, int, string> store)
    {
        var constants = new WinogradConstants(op);
        string[][] columns = new string[from][];
        for (int column = 0; column < from; column++)
        {
            int of = column;
            string[] values = [.. Enumerable.Range(0, from).Select(row => FormattableString.Invariant($"d{row}{of}"))];
            Declare(writer, op, [.. values.Select((value, row) => (value, load(row, of)))]);
            columns[column] = transform(writer, constants, values, FormattableString.Invariant($"t{column}"));
        }

        for (int row = 0; row < to; row++)
        {
            string[] results = transform(writer, constants, [.. columns.Select(column => column[row])], FormattableString.Invariant($"r{row}"));
            for (int column = 0; column < to; column++)
            {
                store(row, column, results[column]);
            }
        }
    }

    /// <summary>Declares what comes out of a transform: names that begin with the prefix.</summary>
    public static string[] Assign(CodeWriter writer, WinogradConstants constants, string prefix, params string[] values)
    {
        string[] names = [.. values.Select((_, index) => FormattableString.Invariant($"{prefix}{index}"))];
        Declare(writer, constants, [.. names.Zip(values, (name, value) => (name, value))]);
        return names;
    }

    /// <summary>The same of some of the values alone, under the names that they would have among all.</summary>
    public static string[] Assign(CodeWriter writer, WinogradConstants constants, string prefix, string[] values, int[] wanted)
    {
        string[] names = [.. wanted.Select(number => FormattableString.Invariant($"{prefix}{number}"))];
        Declare(writer, constants, [.. names.Zip(wanted, (name, number) => (name, values[number]))]);
        return names;
    }

    /// <summary>Declares locals, and before them the constants that they are the first to be made with.</summary>
    public static void Declare(CodeWriter writer, WinogradConstants constants, params (string Name, string Value)[] locals)
    {
        if (constants.TakeUndeclared() is { Length: > 0 } undeclared)
        {
            Declare(writer, constants.Op, undeclared);
        }

        Declare(writer, constants.Op, locals);
    }

    /// <summary>Declares locals, several to a line while it is short: there are hundreds of them in a transform.</summary>
    public static void Declare(CodeWriter writer, Operations op, params (string Name, string Value)[] locals)
    {
        const int LineLength = 120;
        string line = "";
        foreach ((string name, string value) in locals)
        {
            string local = $"{name} = {value}";
            if (line.Length > 0 && line.Length + local.Length > LineLength)
            {
                writer.Line($"{op.Type} {line};");
                line = "";
            }

            line += line.Length == 0 ? local : ", " + local;
        }

        writer.Line($"{op.Type} {line};");
    }
}
