using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>The sizes of an array or attribute; none for a single value.</summary>
/// <param name="Sizes">The sizes.</param>
/// <param name="MostSizes">How far each may grow; below 0 for without end.</param>
/// <param name="Count">The number of elements.</param>
internal sealed record Hdf5Space(IReadOnlyList<long> Sizes, IReadOnlyList<long> MostSizes, long Count)
{
    private const int MostAxes = 32;

    public static Hdf5Space Read(Hdf5File file, ByteCursor message, string owner)
    {
        int version = message.Byte();
        int rank = message.Byte();
        bool mayGrow = (message.Byte() & 1) != 0;
        int kind = version == 2 ? message.Byte() : 1;
        message.Skip(version == 1 ? 5 : 0);
        if (version is < 1 or > 2 || rank > MostAxes)
        {
            throw new FormatException($"{owner} has a shape of version {version} with {rank} sizes");
        }

        var sizes = new long[rank];
        long count = kind == 2 ? 0 : 1;
        for (int i = 0; i < rank; i++)
        {
            sizes[i] = file.Size(message);
            if (sizes[i] < 0 || sizes[i] > int.MaxValue || (count *= sizes[i]) > file.MostBytes)
            {
                throw new FormatException($"{owner} has more elements than the file can hold");
            }
        }

        var most = (long[])sizes.Clone();
        for (int i = 0; mayGrow && i < rank; i++)
        {
            most[i] = file.Size(message);
        }

        return new Hdf5Space(sizes, most, count);
    }
}
