using System;
using System.IO;

namespace NetGen;

/// <summary>Undoes what PNG does to rows before it packs them.</summary>
internal static class PngFilter
{
    /// <param name="filter">0 to 4: none, left, above, average, Paeth.</param>
    /// <param name="row">The row, restored in place.</param>
    /// <param name="above">The row above, zeros for the first.</param>
    /// <param name="step">Bytes from a pixel to its left neighbour.</param>
    /// <exception cref="InvalidDataException">There is no such filter.</exception>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = step; i < row.Length; i++)
                {
                    row[i] += row[i - step];
                }

                break;
            case 2:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                break;
            case 3:
                for (int i = 0; i < row.Length; i++)
                {
                    int left = i < step ? 0 : row[i - step];
                    row[i] += (byte)((left + above[i]) / 2);
                }

                break;
            case 4:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += i < step ? above[i] : Paeth(row[i - step], above[i], above[i - step]);
                }

                break;
            default:
                throw new InvalidDataException($"The PNG image is broken: there is no filter {filter}.");
        }
    }

    /// <summary>The neighbour that is nearest to left + above - corner.</summary>
    private static byte Paeth(byte left, byte above, byte corner)
    {
        int toLeft = Math.Abs(above - corner);
        int toAbove = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + above - (2 * corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
