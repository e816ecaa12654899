using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes the transforms of Winograd's F(4x4, 3x3), which has the points 0, 1, -1, 2, -2 and infinity: of a 3x3 kernel and of 6x6 inputs, and of their products back into
/// 4x4 outputs.
/// </summary>
internal static class WinogradTransforms
{
    /// <summary>Writes a transform of values, whose names it gets, along one direction; gives the names of what comes out, which begin with the prefix.</summary>
    public delegate string[] Transform(CodeWriter writer, Operations op, string[] values, string prefix);

    /// <summary>Writes T d Tᵀ: the transform down every column, then along every row.</summary>
    public static void TwoSided(
        CodeWriter writer, Operations op, int from, int to, Transform transform, Func<int, int, string> load, Action<int, int, string> store)
    {
        string[][] columns = new string[from][];
        for (int column = 0; column < from; column++)
        {
            int of = column;
            string[] values = [.. Enumerable.Range(0, from).Select(row => FormattableString.Invariant($"d{row}{of}"))];
            Declare(writer, op, [.. values.Select((value, row) => (value, load(row, of)))]);
            columns[column] = transform(writer, op, values, FormattableString.Invariant($"t{column}"));
        }

        for (int row = 0; row < to; row++)
        {
            string[] results = transform(writer, op, [.. columns.Select(column => column[row])], FormattableString.Invariant($"r{row}"));
            for (int column = 0; column < to; column++)
            {
                store(row, column, results[column]);
            }
        }
    }

    /// <summary>Six values of three weights: G g.</summary>
    public static string[] Kernel(CodeWriter writer, Operations op, string[] g, string prefix) =>
        Kernel(writer, op, g, prefix, [0, 1, 2, 3, 4, 5]);

    /// <summary>The same of some of the six values alone.</summary>
    public static string[] Kernel(CodeWriter writer, Operations op, string[] g, string prefix, int[] wanted)
    {
        bool hasInner = wanted.Any(number => number is 1 or 2);
        bool hasOuter = wanted.Any(number => number is 3 or 4);
        (string Name, string Value) inner = ($"{prefix}s", $"({g[0]} + {g[2]}) * {op.Constant(-1.0 / 6)}");
        (string Name, string Value) outer = ($"{prefix}q", $"({g[0]} * {op.Constant(1.0 / 24)}) + ({g[2]} * {op.Constant(1.0 / 6)})");
        if (hasInner || hasOuter)
        {
            Declare(writer, op, [.. hasInner ? [inner] : Array.Empty<(string, string)>(), .. hasOuter ? [outer] : Array.Empty<(string, string)>()]);
        }

        string[] values =
        [
            $"{g[0]} * {op.Constant(0.25)}",
            $"{prefix}s - ({g[1]} * {op.Constant(1.0 / 6)})",
            $"{prefix}s + ({g[1]} * {op.Constant(1.0 / 6)})",
            $"{prefix}q + ({g[1]} * {op.Constant(1.0 / 12)})",
            $"{prefix}q - ({g[1]} * {op.Constant(1.0 / 12)})",
            g[2],
        ];
        Declare(writer, op, [.. wanted.Select(number => (FormattableString.Invariant($"{prefix}{number}"), values[number]))]);
        return [.. wanted.Select(number => FormattableString.Invariant($"{prefix}{number}"))];
    }

    /// <summary>Six values of six inputs: Bᵀ d.</summary>
    public static string[] Input(CodeWriter writer, Operations op, string[] d, string prefix)
    {
        string minus4 = op.Constant(-4);
        Declare(
            writer,
            op,
            ($"{prefix}a", op.MultiplyAdd(d[2], minus4, d[4])),
            ($"{prefix}c", $"{d[4]} - {d[2]}"),
            ($"{prefix}b", op.MultiplyAdd(d[1], minus4, d[3])),
            ($"{prefix}e", $"({d[3]} - {d[1]}) * {op.Constant(2)}"));
        return Assign(
            writer,
            op,
            prefix,
            op.MultiplyAdd(d[0], op.Constant(4), op.MultiplyAdd(d[2], op.Constant(-5), d[4])),
            $"{prefix}a + {prefix}b",
            $"{prefix}a - {prefix}b",
            $"{prefix}c + {prefix}e",
            $"{prefix}c - {prefix}e",
            op.MultiplyAdd(d[1], op.Constant(4), op.MultiplyAdd(d[3], op.Constant(-5), d[5])));
    }

    /// <summary>Four values of six sums of products: Aᵀ m.</summary>
    public static string[] Output(CodeWriter writer, Operations op, string[] m, string prefix)
    {
        Declare(
            writer,
            op,
            ($"{prefix}a", $"{m[1]} + {m[2]}"),
            ($"{prefix}b", $"{m[1]} - {m[2]}"),
            ($"{prefix}c", $"{m[3]} + {m[4]}"),
            ($"{prefix}e", $"{m[3]} - {m[4]}"));
        return Assign(
            writer,
            op,
            prefix,
            $"{m[0]} + {prefix}a + {prefix}c",
            op.MultiplyAdd($"{prefix}e", op.Constant(2), $"{prefix}b"),
            op.MultiplyAdd($"{prefix}c", op.Constant(4), $"{prefix}a"),
            $"{op.MultiplyAdd($"{prefix}e", op.Constant(8), $"{prefix}b")} + {m[5]}");
    }

    /// <summary>Declares what comes out of a transform: names that begin with the prefix.</summary>
    public static string[] Assign(CodeWriter writer, Operations op, string prefix, params string[] values)
    {
        string[] names = [.. values.Select((_, index) => FormattableString.Invariant($"{prefix}{index}"))];
        Declare(writer, op, [.. names.Zip(values, (name, value) => (name, value))]);
        return names;
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
