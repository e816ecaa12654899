using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Code;

/// <summary>
/// A width of vector register and what the planner makes of it. Every kernel is emitted once for each form that a project wants; a
/// program picks the widest that its processor has.
/// </summary>
/// <param name="Bits">Bits of a register.</param>
/// <param name="Registers">Architectural registers.</param>
/// <param name="ChunkBytes">Weights that a tile streams per pass: they stay in the L1 cache while the tiles of a row pass over them.</param>
internal sealed record VectorForm(int Bits, int Registers, int ChunkBytes)
{
    public static readonly VectorForm Vector128 = new(128, 16, 12 * 1024);

    public static readonly VectorForm Vector256 = new(256, 16, 16 * 1024);

    public static readonly VectorForm Vector512 = new(512, 32, 24 * 1024);

    /// <summary>Widest first, as a program tries them.</summary>
    public static readonly VectorForm[] All = [Vector512, Vector256, Vector128];

    /// <summary>
    /// The forms that a project wants, widest first. The narrowest is always among them: it is what a processor takes that has nothing
    /// wider. What cannot be read gives all of them; that it is wrong is said by the package's targets.
    /// </summary>
    /// <param name="bits">Widths between commas: "128,256". Empty where all are wanted.</param>
    public static EquatableArray<VectorForm> Wanted(string bits)
    {
        string[] widths = [.. bits.Split(',').Select(width => width.Trim()).Where(width => width.Length > 0)];
        bool isReadable = widths.Length > 0 && widths.All(width => All.Any(form => form.Width == width));
        return ImmutableArray.CreateRange(isReadable ? All.Where(form => form == Vector128 || widths.Contains(form.Width)) : All);
    }

    /// <summary>Floats per register.</summary>
    public int Lanes => Bits / 32;

    /// <summary>The form of half as many lanes; null where there is none.</summary>
    public VectorForm? Half => Array.Find(All, form => 2 * form.Lanes == Lanes);

    /// <summary>Whether outputs fill no more than half of their last register, or of their only one, and there are registers of that half.</summary>
    public bool LeavesHalf(int outputs) => Half is { } half && outputs % Lanes > 0 && outputs % Lanes <= half.Lanes;

    /// <summary>The static class of its operations: "Vector256".</summary>
    public string Name { get; } = FormattableString.Invariant($"Vector{Bits}");

    /// <summary>The type of a register of floats.</summary>
    public string Type { get; } = FormattableString.Invariant($"Vector{Bits}<float>");

    private string Width => FormattableString.Invariant($"{Bits}");

    /// <summary>Registers needed for that many floats.</summary>
    public int Columns(int outputs) => (outputs + Lanes - 1) / Lanes;

    /// <summary>That many floats, rounded up to whole registers.</summary>
    public int Pad(int outputs) => Columns(outputs) * Lanes;

    /// <summary>
    /// The most rows of a tile: rows x columns accumulators, a weight vector per column and one broadcast value must fit the
    /// registers. 6 x 2 of 16 and 12 x 2 of 32 leave room to spare and run at the multiply-add peak.
    /// </summary>
    public int TileRows(int columns) => columns == 1
        ? Registers == 32 ? 14 : 12
        : Registers == 32 ? 12 : 6;
}
