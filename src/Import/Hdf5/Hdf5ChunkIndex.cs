using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>Finds the chunks of an array, in each of the ways that HDF5 keeps an index of them.</summary>
internal sealed class Hdf5ChunkIndex
{
    private const int MostLevels = 16;
    private const int PlainChunks = 10;
    private const int PackedChunks = 11;

    private readonly Hdf5File _file;
    private readonly Hdf5Space _space;
    private readonly int[] _chunk;
    private readonly long _chunkBytes;
    private readonly string _what;
    private readonly HashSet<long> _seen = [];

    private Hdf5ChunkIndex(Hdf5File file, Hdf5Space space, int[] chunk, long chunkBytes, string what) =>
        (_file, _space, _chunk, _chunkBytes, _what) = (file, space, chunk, chunkBytes, what);

    /// <summary>Reads the description of an array's chunks, behind its version and class.</summary>
    /// <returns>The shape of a chunk, whether those that lie over the array's border are left unpacked, and the chunks.</returns>
    public static (int[] Chunk, bool IsBorderPlain, IEnumerable<Hdf5Chunk> Chunks) Read(
        Hdf5File file, int version, ByteCursor layout, bool isPacked, Hdf5Type type, Hdf5Space space, string what)
    {
        int flags = version == 4 ? layout.Byte() : 0;
        int rank = layout.Byte() - 1;
        long tree = version == 3 ? file.Address(layout) : 0;
        int width = version == 4 ? layout.Byte() : 4;
        if (rank != space.Sizes.Count || width is < 1 or > 8)
        {
            throw new FormatException($"{what} has chunks of another shape than its own");
        }

        long[] sizes = [.. Enumerable.Range(0, rank).Select(_ => layout.Unsigned(width))];
        layout.Skip(width);
        if (sizes.Any(size => size is < 1 or > int.MaxValue) || sizes.Aggregate(1.0, (product, size) => product * size) * type.Size > file.MostBytes)
        {
            throw new FormatException($"{what} has chunks of another shape than its own");
        }

        int[] chunk = [.. sizes.Select(size => (int)size)];
        long bytes = sizes.Aggregate((long)type.Size, (product, size) => product * size);
        var index = new Hdf5ChunkIndex(file, space, chunk, bytes, what);
        return (chunk, (flags & 1) != 0, version == 3 ? index.OfTree(tree, MostLevels) : index.OfKind(layout.Byte(), layout, flags, isPacked));
    }

    private IEnumerable<Hdf5Chunk> OfKind(int kind, ByteCursor layout, int flags, bool isPacked)
    {
        switch (kind)
        {
            case 1:
                (long length, long skipped) = (flags & 2) != 0 ? (_file.Size(layout), layout.UInt32()) : (_chunkBytes, 0);
                return [new Hdf5Chunk(new long[_chunk.Length], new Hdf5ChunkPlace(_file.Address(layout), length, skipped))];
            case 2:
                return InOrder(_file.Address(layout));
            case 3:
                layout.Skip(1);
                long array = _file.Address(layout);
                return array < 0 ? [] : OfTable(new Hdf5FixedArray(_file, array, _chunkBytes, _what).Find, unlimited: 0);
            case 4:
                layout.Skip(5);
                long extensible = _file.Address(layout);
                int unlimited = _space.MostSizes.ToList().FindIndex(size => size < 0);
                return extensible < 0 ? [] : OfTable(new Hdf5ExtensibleArray(_file, extensible, _chunkBytes, _what).Find, Math.Max(0, unlimited));
            case 5:
                layout.Skip(6);
                long tree = _file.Address(layout);
                return tree < 0 ? [] : OfSecondTree(tree, isPacked);
            default:
                throw new FormatException($"{_what} has an index of its chunks of the kind {kind}, and 1 to 5 are known");
        }
    }

    /// <summary>All chunks one behind the other.</summary>
    private IEnumerable<Hdf5Chunk> InOrder(long first) =>
        OfTable(number => first < 0 ? Hdf5ChunkPlace.None : new(checked(first + (number * _chunkBytes)), _chunkBytes, 0), unlimited: 0);

    /// <summary>The chunks that a table tells of by their numbers.</summary>
    /// <param name="find">The place of a chunk by its number.</param>
    /// <param name="unlimited">The axis along which the array may grow, which is counted slowest.</param>
    private IEnumerable<Hdf5Chunk> OfTable(Func<long, Hdf5ChunkPlace> find, int unlimited)
    {
        int rank = _chunk.Length;
        int[] axes = rank == 0 ? [] : [unlimited, .. Enumerable.Range(0, rank).Where(axis => axis != unlimited)];
        long[] counts = [.. _space.Sizes.Select((size, axis) => (size + _chunk[axis] - 1) / _chunk[axis])];
        long[] most = [.. _space.MostSizes.Select((size, axis) => size < 0 ? counts[axis] : Math.Max(counts[axis], ((size - 1) / _chunk[axis]) + 1))];
        var at = new long[rank];
        for (long left = counts.Aggregate(1L, (product, count) => product * count); left > 0; left--)
        {
            long number = 0;
            foreach (int axis in axes)
            {
                number = checked((number * most[axis]) + at[axis]);
            }

            Hdf5ChunkPlace place = find(number);
            if (place.Address >= 0)
            {
                yield return new Hdf5Chunk([.. at.Select((index, axis) => index * _chunk[axis])], place);
            }

            for (int i = rank - 1; i >= 0 && ++at[axes[i]] == counts[axes[i]]; i--)
            {
                at[axes[i]] = 0;
            }
        }
    }

    private List<Hdf5Chunk> OfSecondTree(long address, bool isPacked)
    {
        int rank = _chunk.Length;
        var chunks = new List<Hdf5Chunk>();
        Hdf5ChunkEntry? entry = null;
        Hdf5Tree2.Read(_file, address, $"the chunks of {_what}", IsKnown, record =>
        {
            Hdf5ChunkPlace place = entry!.Read(record);
            long[] offsets = [.. _chunk.Select(size => record.Unsigned(8) is >= 0 and <= int.MaxValue and var scaled ? scaled * size : -1)];
            chunks.Add(new Hdf5Chunk(offsets, place));
        });
        return chunks;

        bool IsKnown(int kind, int size)
        {
            entry = size > 8 * rank ? new Hdf5ChunkEntry(_file, kind == PackedChunks, size - (8 * rank), _chunkBytes, $"the tree of {_what}") : null;
            return entry is not null && kind == (isPacked ? PackedChunks : PlainChunks);
        }
    }

    /// <summary>HDF5's older index: a tree whose keys are sizes and offsets.</summary>
    private IEnumerable<Hdf5Chunk> OfTree(long address, int levels)
    {
        if (address < 0)
        {
            yield break;
        }

        if (levels == 0 || !_seen.Add(address))
        {
            throw new FormatException($"the tree of {_what} leads back to itself");
        }

        ByteCursor node = _file.From(address, $"the tree of {_what}");
        node.Expect("TREE");
        node.Skip(1);
        int level = node.Byte();
        int count = node.UInt16();
        node.Skip(2 * _file.AddressSize);
        for (int i = 0; i < count; i++)
        {
            long length = node.UInt32();
            long skipped = node.UInt32();
            long[] offsets = [.. _chunk.Select(_ => node.Unsigned(8))];
            node.Skip(8);
            long child = _file.Address(node);
            IEnumerable<Hdf5Chunk> below = level > 0
                ? OfTree(child, Math.Min(levels - 1, level))
                : [new Hdf5Chunk(offsets, new Hdf5ChunkPlace(child, length, skipped))];
            foreach (Hdf5Chunk chunk in below)
            {
                yield return chunk;
            }
        }
    }
}
