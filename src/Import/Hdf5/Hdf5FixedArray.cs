using System;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>The table of the chunks of an array that cannot grow: in one piece, or in pages of which only some were written.</summary>
internal sealed class Hdf5FixedArray : Hdf5ChunkTable
{
    private const int Checksum = 4;

    private readonly long _count;
    private readonly long _first;
    private readonly ByteCursor? _written;
    private readonly long _perPage;

    public Hdf5FixedArray(Hdf5File file, long address, long chunkBytes, string what)
        : base(file, $"the table of {what}")
    {
        ByteCursor header = file.From(address, What);
        header.Expect("FAHD");
        header.Skip(1);
        bool isPacked = header.Byte() == 1;
        Entry = new Hdf5ChunkEntry(file, isPacked, header.Byte(), chunkBytes, What);
        int pageBits = header.Byte();
        long count = file.Size(header);
        long block = file.Address(header);
        if (block < 0 || count < 0 || pageBits > 30)
        {
            return;
        }

        (_count, _perPage) = (count, 1L << pageBits);
        long pages = count > _perPage ? ((count - 1) / _perPage) + 1 : 0;
        ByteCursor table = file.From(block, What);
        table.Expect("FADB");
        table.Skip(2 + file.AddressSize);
        _written = pages > 0 ? table.Take((pages + 7) / 8) : null;

        // A checksum stands behind the list of pages, and behind each page.
        _first = block + 6 + file.AddressSize + (pages > 0 ? ((pages + 7) / 8) + Checksum : 0);
    }

    protected override Hdf5ChunkEntry Entry { get; }

    protected override Hdf5ChunkRun RunOf(long number)
    {
        if (number >= _count)
        {
            return new(_count, long.MaxValue - _count, -1);
        }

        if (_written is null)
        {
            return new(0, _count, _first);
        }

        long page = number / _perPage;
        ByteCursor written = _written.Copy();
        written.Skip(page / 8);
        bool isWritten = (written.Byte() & (0x80 >> (int)(page % 8))) != 0;
        return new(page * _perPage, _perPage, isWritten ? checked(_first + (page * ((_perPage * Entry.Size) + Checksum))) : -1);
    }
}
