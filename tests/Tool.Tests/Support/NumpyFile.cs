using System;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen.Tool.Tests.Support;

/// <summary>Arrays as numpy saves them.</summary>
internal static class NumpyFile
{
    /// <summary>Writes an array of single precision.</summary>
    public static void Write(string path, int[] shape, params float[] values) =>
        Write(path, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")}), }}", [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Writes a header and what follows it.</summary>
    public static void Write(string path, string header, byte[] data)
    {
        byte[] text = Encoding.ASCII.GetBytes(header.PadRight(117) + '\n');
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. data]);
    }
}
