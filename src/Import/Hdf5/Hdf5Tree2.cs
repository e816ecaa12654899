using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>Reads the records of a tree of HDF5's second version: of the links of a group, or of the chunks of an array.</summary>
internal sealed class Hdf5Tree2
{
    // Signature, version and kind in front, and a checksum behind.
    private const int Frame = 10;
    private const int MostLevels = 8;

    private readonly Hdf5File _file;
    private readonly string _what;
    private readonly int _recordSize;
    private readonly int _countSize;
    private readonly int[] _totalSizes;
    private readonly Action<ByteCursor> _take;
    private readonly HashSet<long> _seen = [];

    private Hdf5Tree2(Hdf5File file, string what, long nodeSize, int recordSize, int depth, Action<ByteCursor> take)
    {
        (_file, _what, _recordSize, _take) = (file, what, recordSize, take);
        double most = Math.Floor((nodeSize - Frame) / (double)recordSize);
        double total = most;
        _countSize = BytesOf(most);

        // Of leaves the number of their records says all; above them stands the number of all that lie below.
        _totalSizes = new int[depth + 1];
        for (int level = 1; level <= depth; level++)
        {
            int pointer = file.AddressSize + _countSize + _totalSizes[level - 1];
            double own = Math.Floor((nodeSize - Frame - pointer) / (double)(recordSize + pointer));
            total = ((own + 1) * total) + own;
            _totalSizes[level] = BytesOf(total);
        }
    }

    /// <summary>Hands on every record of a tree.</summary>
    /// <param name="file">The file.</param>
    /// <param name="address">Where the tree's header lies.</param>
    /// <param name="what">What it is, for messages: "the links of '/'".</param>
    /// <param name="isKnown">Whether records of a kind and size can be read.</param>
    /// <param name="take">Takes a record.</param>
    public static void Read(Hdf5File file, long address, string what, Func<int, int, bool> isKnown, Action<ByteCursor> take)
    {
        ByteCursor header = file.From(address, what);
        header.Expect("BTHD");
        header.Skip(1);
        int kind = header.Byte();
        long nodeSize = header.UInt32();
        int recordSize = header.UInt16();
        int depth = header.UInt16();
        header.Skip(2);
        long root = file.Address(header);
        int records = header.UInt16();
        if (!isKnown(kind, recordSize) || depth > MostLevels || nodeSize < Frame + recordSize)
        {
            throw new FormatException($"{what} are in a tree that is not known");
        }

        if (root >= 0)
        {
            new Hdf5Tree2(file, what, nodeSize, recordSize, depth, take).ReadNode(root, records, depth);
        }
    }

    private static int BytesOf(double most)
    {
        int bytes = 1;
        for (double rest = most; rest >= 256 && bytes < 8; rest = Math.Floor(rest / 256))
        {
            bytes++;
        }

        return bytes;
    }

    private void ReadNode(long address, int count, int level)
    {
        if (!_seen.Add(address))
        {
            throw new FormatException($"the tree of {_what} leads back to itself");
        }

        ByteCursor node = _file.From(address, _what);
        node.Expect(level == 0 ? "BTLF" : "BTIN");
        node.Skip(2);
        _file.Spend((long)count * _recordSize);
        for (int i = 0; i < count; i++)
        {
            _take(node.Take(_recordSize));
        }

        for (int i = 0; level > 0 && i <= count; i++)
        {
            long child = _file.Address(node);
            int records = (int)Math.Max(0, node.Unsigned(_countSize));
            node.Skip(_totalSizes[level - 1]);
            ReadNode(child, records, level - 1);
        }
    }
}
