using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>Reads the links of groups that hold many and keep their order: names in a heap of blocks that double in size, and a tree that says where.</summary>
internal sealed class Hdf5DenseLinks
{
    private const int LinksByName = 5;
    private const int HashSize = 4;

    private readonly Hdf5File _file;
    private readonly string _what;
    private readonly List<(long Offset, long Address, long Size)> _blocks = [];
    private readonly int _idSize;
    private readonly int _offsetSize;

    private Hdf5DenseLinks(Hdf5File file, long address, string what)
    {
        (_file, _what) = (file, what);
        ByteCursor heap = file.From(address, what);
        heap.Expect("FRHP");
        heap.Skip(1);
        _idSize = heap.UInt16();
        bool isFiltered = heap.UInt16() != 0;
        heap.Skip(5);
        file.Size(heap);
        file.Address(heap);
        file.Size(heap);
        file.Address(heap);
        for (int i = 0; i < 8; i++)
        {
            file.Size(heap);
        }

        int width = heap.UInt16();
        long first = file.Size(heap);
        long largest = file.Size(heap);
        _offsetSize = (heap.UInt16() + 7) / 8;
        heap.Skip(2);
        long root = file.Address(heap);
        int rows = heap.UInt16();
        if (isFiltered || _idSize <= 1 + _offsetSize || _idSize > 17 || _offsetSize is < 1 or > 8 || first is < 1 or > 1 << 20)
        {
            throw new FormatException($"{what} are kept in a way that is not known");
        }

        if (rows == 0)
        {
            _blocks.Add((0, root, first));
        }
        else
        {
            ReadRows(root, rows, width, first, largest);
        }
    }

    public static void Read(Hdf5File file, ByteCursor info, string path, List<Hdf5Link> links)
    {
        info.Skip(1);
        int flags = info.Byte();
        info.Skip((flags & 1) != 0 ? 8 : 0);
        long heap = file.Address(info);
        long tree = file.Address(info);
        if (heap >= 0 && tree >= 0)
        {
            new Hdf5DenseLinks(file, heap, $"the links of '{FileText.Of(path)}'").ReadTree(tree, links);
        }
    }

    private void ReadRows(long root, int rows, int width, long first, long largest)
    {
        ByteCursor table = _file.From(root, _what);
        table.Expect("FHIB");
        table.Skip(1 + _file.AddressSize + _offsetSize);
        long offset = 0;
        long size = first;
        for (int row = 0; row < rows && size <= largest; row++)
        {
            for (int column = 0; column < width; column++)
            {
                long address = _file.Address(table);
                if (address >= 0)
                {
                    _blocks.Add((offset, address, size));
                }

                offset += size;
            }

            size = row == 0 ? size : 2 * size;
        }
    }

    private void ReadTree(long address, List<Hdf5Link> links) => Hdf5Tree2.Read(
        _file,
        address,
        _what,
        (kind, size) => kind == LinksByName && size == HashSize + _idSize,
        record =>
        {
            record.Skip(HashSize + 1);
            long offset = record.Unsigned(_offsetSize);
            long length = record.Remaining <= 8 ? record.Unsigned(record.Remaining) : -1;
            if (Hdf5Links.ReadLink(_file, At(offset, length)) is { } link)
            {
                Hdf5Links.Add(_file, links, link);
            }
        });

    private ByteCursor At(long offset, long length)
    {
        foreach ((long start, long address, long size) in _blocks)
        {
            if (offset >= start && offset - start < size && length <= size - (offset - start))
            {
                return _file.At(address + (offset - start), length, _what);
            }
        }

        throw new FormatException($"{_what} lie in no block");
    }
}
