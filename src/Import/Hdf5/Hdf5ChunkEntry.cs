using System;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>How tables write a chunk's place: an address alone, or with the packed size and the filters that were left out.</summary>
internal sealed class Hdf5ChunkEntry
{
    private readonly Hdf5File _file;
    private readonly bool _isPacked;
    private readonly long _chunkBytes;
    private readonly int _lengthSize;

    /// <param name="file">The file.</param>
    /// <param name="isPacked">Whether chunks have filters.</param>
    /// <param name="size">The bytes of an entry.</param>
    /// <param name="chunkBytes">The bytes of a chunk that is not packed.</param>
    /// <param name="what">What the table is, for messages.</param>
    public Hdf5ChunkEntry(Hdf5File file, bool isPacked, int size, long chunkBytes, string what)
    {
        (_file, _isPacked, _chunkBytes) = (file, isPacked, chunkBytes);
        _lengthSize = isPacked ? size - file.AddressSize - 4 : 0;
        Size = size;
        if (isPacked ? _lengthSize is < 1 or > 8 : size != file.AddressSize)
        {
            throw new FormatException($"{what} has entries of {size} bytes");
        }
    }

    public int Size { get; }

    public Hdf5ChunkPlace Read(ByteCursor cursor)
    {
        long address = _file.Address(cursor);
        return _isPacked ? new(address, cursor.Unsigned(_lengthSize), cursor.UInt32()) : new(address, _chunkBytes, 0);
    }
}
