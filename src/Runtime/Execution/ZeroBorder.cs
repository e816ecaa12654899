using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Execution;

/// <summary>
/// The zeros around an image, which convolutions read as padding. They are stored with it: where its memory holds other things in between, they are
/// cleared before its rows are written anew.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ZeroBorder
{
    /// <summary>Clears all but the rows. Emitted code calls this.</summary>
    /// <param name="image">The first float of the border.</param>
    /// <param name="lead">Zeros before the first row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="rowStride">Floats from one row to the next.</param>
    /// <param name="gap">Zeros between two rows.</param>
    /// <param name="trail">Zeros behind the last row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(ref float image, int lead, int rows, int rowStride, int gap, int trail)
    {
        MemoryMarshal.CreateSpan(ref image, lead).Clear();
        ref float end = ref Unsafe.Add(ref image, lead + rowStride - gap);
        for (int row = 1; row < rows; row++)
        {
            MemoryMarshal.CreateSpan(ref end, gap).Clear();
            end = ref Unsafe.Add(ref end, rowStride);
        }

        MemoryMarshal.CreateSpan(ref end, trail).Clear();
    }
}
