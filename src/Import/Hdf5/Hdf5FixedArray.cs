using System;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>The table of the chunks of an array that cannot grow: in one piece, or in pages of which only some were written.</summary>
internal sealed class Hdf5FixedArray : Hdf5ChunkTable
{
    private readonly long _count;
    private readonly long _first;
    private readonly ByteCursor? _written;
    private readonly long _perPage;

    public Hdf5FixedArray(Hdf5File file, long address, long chunkBytes, string what)
        : base(file, address, "FAHD", chunkBytes, what)
    {
        _perPage = PerPage(Header.Byte());
        long count = file.Size(Header);
        long block = file.Address(Header);
        if (block < 0 || count < 0)
        {
            return;
        }

        _count = count;
        long pages = count > _perPage ? ((count - 1) / _perPage) + 1 : 0;
        ByteCursor table = file.From(block, What);
        table.Expect("FADB");
        table.Skip(2 + file.AddressSize);
        _written = pages > 0 ? table.Take((pages + 7) / 8) : null;
        _first = file.PlaceOf(table);
    }

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
        return new(page * _perPage, _perPage, IsWritten(_written, page) ? PageAt(_first, page, _perPage) : -1);
    }
}
