using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Images.Tests;

/// <summary>BMP files put together field by field, sound or not.</summary>
internal static class BmpFile
{
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows; negative where the first is the top one.</param>
    /// <param name="bits">Bits per pixel.</param>
    /// <param name="compression">0: none, 1 and 2: run lengths, 3: bit fields.</param>
    /// <param name="tables">Masks, then palette.</param>
    /// <param name="rows">The rows as they lie in the file.</param>
    public static byte[] Of(int width, int height, int bits, int compression, byte[] tables, byte[] rows)
    {
        List<byte> file =
        [
            .. "BM"u8, .. Long(54 + tables.Length + rows.Length), .. Long(0), .. Long(54 + tables.Length),
            .. Long(40), .. Long(width), .. Long(height), 1, 0, (byte)bits, 0, .. Long(compression), .. new byte[20],
            .. tables, .. rows,
        ];
        return [.. file];
    }

    public static byte[] Masks(params uint[] masks) => [.. masks.SelectMany(BitConverter.GetBytes)];

    private static byte[] Long(int value) => BitConverter.GetBytes(value);
}
