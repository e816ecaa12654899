using System.Collections.Generic;

namespace NetGen.Import.Hdf5.Writing;

/// <summary>Messages that say of how many axes and of which type something is.</summary>
internal static class Hdf5Shapes
{
    /// <summary>Axes and their lengths; none for one value.</summary>
    public static Hdf5Bytes Space(IReadOnlyList<int> shape)
    {
        Hdf5Bytes space = new Hdf5Bytes().Byte(1, (byte)shape.Count, 0, 0, 0, 0, 0, 0);
        foreach (int size in shape)
        {
            space.Long(size);
        }

        return space;
    }

    /// <summary>
    /// Single precision: the sign in bit 31, 8 bits of the exponent from bit 23 on with 127 for 0, and 23 of the mantissa, whose first 1 is not written.
    /// </summary>
    public static Hdf5Bytes Single() => new Hdf5Bytes().Byte(0x11, 0x20, 31, 0).Int(4).Short(0).Short(32).Byte(23, 8, 0, 23).Int(127);

    /// <summary>Whole numbers of 32 bits with a sign.</summary>
    public static Hdf5Bytes Integer() => new Hdf5Bytes().Byte(0x10, 0x08, 0, 0).Int(4).Short(0).Short(32);

    /// <summary>A text of any length in UTF-8, which lies elsewhere: its length, and its place among the texts.</summary>
    public static Hdf5Bytes Text() => new Hdf5Bytes().Byte(0x19, 0x01, 0x01, 0).Int(16).Byte(0x13, 0x10, 0, 0).Int(1);
}
