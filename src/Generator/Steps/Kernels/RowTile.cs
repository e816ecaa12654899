using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>A tile of a dense layer's samples.</summary>
/// <param name="Rows">Samples that it computes.</param>
internal sealed record RowTile(int Rows)
{
    /// <summary>Sums that stand side by side in registers of the larger kind: enough to hide an addition's latency.</summary>
    private const int Accumulators = 16;

    /// <summary>The same of the smaller kind, and the most registers of outputs: so many panels are read side by side.</summary>
    private const int FewAccumulators = 8;

    private const int ColumnsOfPanel = 2;

    /// <summary>Registers of outputs that the tile takes at once: a power of two, so that whole panels of two, of which it takes one at least, are parts of each other.</summary>
    public int Columns(VectorForm form)
    {
        int columns = FewAccumulators;
        while (columns > ColumnsOfPanel && columns * Rows > (form.Registers == 32 ? Accumulators : FewAccumulators))
        {
            columns /= 2;
        }

        return columns;
    }
}
