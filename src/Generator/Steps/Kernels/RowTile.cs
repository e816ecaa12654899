using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>A tile of a dense layer's samples.</summary>
/// <param name="Rows">Samples that it computes.</param>
/// <param name="Least">The fewest samples that it is given; rows beyond those that there are repeat the last one.</param>
internal sealed record RowTile(int Rows, int Least)
{
    /// <summary>Sums that stand side by side in registers of the larger kind: enough to hide an addition's latency.</summary>
    private const int Accumulators = 16;

    /// <summary>The same of the smaller kind, and the most registers of outputs: so many panels are read side by side.</summary>
    private const int FewAccumulators = 8;

    private const int ColumnsOfPanel = 2;

    public static readonly RowTile Single = new(1, 1);

    public static RowTile Whole(int rows) => new(rows, rows);

    /// <summary>Registers of outputs that the tile takes at once, in whole panels of two, of which it takes one at least.</summary>
    public int Columns(VectorForm form) => Math.Max(ColumnsOfPanel, Math.Min(FewAccumulators, (form.Registers == 32 ? Accumulators : FewAccumulators) / Rows));
}
