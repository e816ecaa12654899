using System;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>
/// The table of the chunks of an array that can grow along one axis: some entries at once, then blocks of growing size, the first of which are named at
/// once too and the others by blocks of addresses; the largest are cut into pages.
/// </summary>
internal sealed class Hdf5ExtensibleArray : Hdf5ChunkTable
{
    private readonly int _offsetSize;
    private readonly int _atOnce;
    private readonly long _smallest;
    private readonly long _perPage;
    private readonly int _groups;
    private readonly int _groupsAtOnce;
    private readonly long _index;

    public Hdf5ExtensibleArray(Hdf5File file, long address, long chunkBytes, string what)
        : base(file, address, "EAHD", chunkBytes, what)
    {
        int bits = Header.Byte();
        _atOnce = Header.Byte();
        _smallest = Header.Byte();
        int pointers = Header.Byte();
        _perPage = PerPage(Header.Byte());
        for (int i = 0; i < 6; i++)
        {
            file.Size(Header);
        }

        _index = file.Address(Header);
        if (bits is < 1 or > 62 || !IsPowerOfTwo(_smallest) || !IsPowerOfTwo(pointers) || bits < Log(_smallest))
        {
            throw new FormatException($"{What} has sizes that are not known");
        }

        _offsetSize = (bits + 7) / 8;
        _groups = 1 + bits - Log(_smallest);
        _groupsAtOnce = Math.Min(_groups, 2 * Log(pointers));
    }

    protected override Hdf5ChunkRun RunOf(long number)
    {
        ByteCursor index = Block(_index, "EAIB", hasOffset: false);
        if (number < _atOnce)
        {
            return new(0, _atOnce, File.PlaceOf(index));
        }

        index.Skip(_atOnce * EntrySize);
        long first = _atOnce;
        for (int group = 0; group < _groups; group++)
        {
            long blocks = 1L << (group / 2);
            long perBlock = _smallest << ((group + 1) / 2);
            if (number - first < blocks * perBlock)
            {
                return InGroup(index, group, blocks, perBlock, first, number - first);
            }

            first += blocks * perBlock;
            index.Skip(group < _groupsAtOnce ? blocks * File.AddressSize : 0);
        }

        throw new FormatException($"{What} is too short");
    }

    private static bool IsPowerOfTwo(long number) => number > 0 && (number & (number - 1)) == 0;

    private static int Log(long powerOfTwo)
    {
        int bits = 0;
        for (long rest = powerOfTwo; rest > 1; rest >>= 1)
        {
            bits++;
        }

        return bits;
    }

    /// <summary>A block behind its frame: signature, version, kind, the header's address, and its number where it has one.</summary>
    private ByteCursor Block(long address, string signature, bool hasOffset)
    {
        ByteCursor block = File.From(address, What);
        block.Expect(signature);
        block.Skip(2 + File.AddressSize + (hasOffset ? _offsetSize : 0));
        return block;
    }

    /// <param name="index">Behind the addresses of the groups before, as far as these stand there.</param>
    /// <param name="group">The number of the group of blocks of one size.</param>
    /// <param name="blocks">How many blocks the group has.</param>
    /// <param name="perBlock">The entries of each.</param>
    /// <param name="first">The number of the group's first chunk.</param>
    /// <param name="entry">The entry's number in the group.</param>
    private Hdf5ChunkRun InGroup(ByteCursor index, int group, long blocks, long perBlock, long first, long entry)
    {
        long pages = perBlock > _perPage ? perBlock / _perPage : 0;
        long perRun = pages > 0 ? _perPage : perBlock;
        var missing = new Hdf5ChunkRun(first + (entry / perRun * perRun), perRun, -1);
        if (group >= _groupsAtOnce)
        {
            // Behind the blocks that are named at once stand the addresses of the others' groups.
            index.Skip((group - _groupsAtOnce) * File.AddressSize);
            long address = File.Address(index);
            if (address < 0)
            {
                return new(first, blocks * perBlock, -1);
            }

            index = Block(address, "EASB", hasOffset: true);

            // Room for whole bytes of each block, but the bits of all blocks one behind the other.
            ByteCursor map = index.Take(blocks * ((pages + 7) / 8));
            if (pages > 0 && !IsWritten(map, entry / _perPage))
            {
                return missing;
            }
        }

        index.Skip(entry / perBlock * File.AddressSize);
        long place = File.Address(index);
        if (place < 0)
        {
            return missing;
        }

        long start = File.PlaceOf(Block(place, "EADB", hasOffset: true));
        return missing with { Address = pages > 0 ? PageAt(start, entry % perBlock / _perPage, _perPage) : start };
    }
}
