namespace NetGen.Generator.Planning;

/// <summary>
/// A width of vector register and what the planner makes of it. Every kernel is emitted once per form; a program picks the
/// widest that its processor has.
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

    /// <summary>Floats per register.</summary>
    public int Lanes => Bits / 32;

    /// <summary>The static class of its operations: "Vector256".</summary>
    public string Name { get; } = System.FormattableString.Invariant($"Vector{Bits}");

    /// <summary>The type of a register of floats.</summary>
    public string Type { get; } = System.FormattableString.Invariant($"Vector{Bits}<float>");

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
