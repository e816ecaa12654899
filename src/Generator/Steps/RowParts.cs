using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps;

/// <summary>Parts of as many whole rows each that a sample's output is made in: several where threads may share the sample.</summary>
/// <param name="Rows">Rows of a part.</param>
/// <param name="Count">Number of parts.</param>
internal readonly record struct RowParts(int Rows, int Count)
{
    /// <summary>
    /// Reading and writing so many values takes some ten microseconds on one thread. With fewer there is little to share, though threads then have to fetch from each other what one of them has
    /// made.
    /// </summary>
    public const int ValuesWorthSharing = 48 * 1024;

    /// <summary>So many that several threads end at about the same time.</summary>
    private const int MostParts = 8;

    /// <summary>All rows in one part.</summary>
    public static RowParts Whole(int rows) => new(rows, 1);

    /// <summary>Parts of rows that are worth sharing, or the whole of those that are not.</summary>
    public static RowParts Of(int rows, bool isShared)
    {
        int part = isShared ? Split.Divisor(rows, Math.Max(1, rows / MostParts)) : rows;
        return new RowParts(part, rows / part);
    }

    /// <summary>The first row of part s, in units of so many floats a row; nothing where one part is all.</summary>
    public string Begin(int rowStride) => Count == 1 ? "0" : Reference.Product("s", (long)Rows * rowStride);

    /// <summary>Writes a kernel that runs all parts, one after the other.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="whole">The kernel.</param>
    /// <param name="part">The kernel of a part, with the same operands and the part's number.</param>
    /// <param name="text">What the step is about.</param>
    public static void WriteAll(CodeWriter writer, Kernel whole, Kernel part, string text)
    {
        writer.Heading(text);
        using (whole.OpenDriver(writer))
        using (writer.Block($"for (int s = 0; s < {Literal.Of(part.Items)}; s++)"))
        {
            writer.Line($"{part.Name}({string.Join(", ", part.Operands.Select(operand => operand.IsReference ? "ref " + operand.Name : operand.Name))});");
        }
    }
}
