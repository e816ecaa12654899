using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>Reads arrays that are cut into equal chunks, each of which may be packed and have its bytes sorted by their place in a number.</summary>
internal sealed class Hdf5Chunks
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;
    private const int MostLevels = 16;

    private readonly Hdf5File _file;
    private readonly Hdf5Type _type;
    private readonly int[] _sizes;
    private readonly int[] _chunk;
    private readonly int[] _filters;
    private readonly string _what;
    private readonly float[] _values;
    private readonly HashSet<long> _seen = [];
    private readonly int _chunkCount;

    private Hdf5Chunks(Hdf5File file, Hdf5Type type, Hdf5Space space, int[] chunk, int[] filters, string what)
    {
        (_file, _type, _chunk, _filters, _what) = (file, type, chunk, filters, what);
        _sizes = [.. space.Sizes.Select(size => (int)size)];
        _chunkCount = chunk.Aggregate(1, (product, size) => product * size);
        _values = new float[space.Count];
    }

    public static float[] Read(Hdf5File file, ByteCursor layout, ByteCursor? pipeline, Hdf5Type type, Hdf5Space space, string what)
    {
        int rank = layout.Byte() - 1;
        long tree = file.Address(layout);
        long[] sizes = [.. Enumerable.Range(0, Math.Max(0, rank)).Select(_ => layout.UInt32())];
        if (rank != space.Sizes.Count || sizes.Any(size => size is < 1 or > int.MaxValue)
            || sizes.Aggregate(1.0, (product, size) => product * size) * type.Size > file.MostBytes)
        {
            throw new FormatException($"{what} has chunks of another shape than its own");
        }

        var chunks = new Hdf5Chunks(file, type, space, [.. sizes.Select(size => (int)size)], pipeline is null ? [] : Filters(pipeline, what), what);
        if (tree >= 0)
        {
            chunks.ReadNode(tree, MostLevels);
        }

        return chunks._values;
    }

    private static int[] Filters(ByteCursor message, string what)
    {
        int version = message.Byte();
        int count = message.Byte();
        message.Skip(version == 1 ? 6 : 0);
        var filters = new int[count];
        for (int i = 0; i < count; i++)
        {
            filters[i] = message.UInt16();
            int nameLength = version == 1 || filters[i] >= 256 ? message.UInt16() : 0;
            message.Skip(2);
            int values = message.UInt16();
            message.Skip(version == 1 ? (nameLength + 7) / 8 * 8 : nameLength);
            message.Skip((4 * values) + (version == 1 && values % 2 == 1 ? 4 : 0));
            if (filters[i] is not (Deflate or Shuffle or Checksum))
            {
                throw new FormatException($"{what} is packed by HDF5's filter {filters[i]}, and only deflate and shuffle are known");
            }
        }

        return filters;
    }

    private void ReadNode(long address, int levels)
    {
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
            long[] offsets = [.. _sizes.Select(_ => node.Unsigned(8))];
            node.Skip(8);
            long child = _file.Address(node);
            if (level > 0)
            {
                ReadNode(child, Math.Min(levels - 1, level));
            }
            else if (_seen.Add(child))
            {
                Copy(Unpacked(_file.At(child, length, $"a chunk of {_what}"), skipped), offsets);
            }
        }
    }

    private byte[] Unpacked(ByteCursor chunk, long skipped)
    {
        byte[] bytes = chunk.Bytes(chunk.Remaining);
        int wanted = _chunkCount * _type.Size;
        for (int i = _filters.Length - 1; i >= 0; i--)
        {
            if (i < 32 && (skipped & (1L << i)) != 0)
            {
                continue;
            }

            bytes = _filters[i] switch
            {
                Deflate => Packed.Inflate(bytes, wanted + (4 * _filters.Length), hasHeader: true),
                Shuffle => Unshuffled(bytes),
                _ => bytes.Length >= 4 ? [.. bytes.Take(bytes.Length - 4)] : bytes,
            };
        }

        return bytes.Length >= wanted ? bytes : throw new FormatException($"a chunk of {_what} ends too early");
    }

    private byte[] Unshuffled(byte[] bytes)
    {
        int count = bytes.Length / _type.Size;
        var sorted = (byte[])bytes.Clone();
        for (int i = 0; i < count * _type.Size; i++)
        {
            sorted[i] = bytes[((i % _type.Size) * count) + (i / _type.Size)];
        }

        return sorted;
    }

    /// <summary>Copies the rows of a chunk that lie within the array.</summary>
    private void Copy(byte[] bytes, long[] offsets)
    {
        float[] chunk = _type.Numbers.Read(bytes, 0, _chunkCount);
        int rank = _sizes.Length;
        if (rank == 0)
        {
            _values[0] = chunk[0];
            return;
        }

        var at = new int[rank];
        for (int row = 0; row < _chunkCount; row += _chunk[rank - 1])
        {
            long target = 0;
            bool isInside = true;
            int rest = row;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                at[axis] = rest % _chunk[axis];
                rest /= _chunk[axis];
            }

            for (int axis = 0; axis < rank; axis++)
            {
                isInside &= offsets[axis] >= 0 && offsets[axis] <= int.MaxValue && offsets[axis] + at[axis] < _sizes[axis];
                target = (target * _sizes[axis]) + (isInside ? offsets[axis] + at[axis] : 0);
            }

            if (isInside)
            {
                Array.Copy(chunk, row, _values, target, Math.Min(_chunk[rank - 1], _sizes[rank - 1] - offsets[rank - 1]));
            }
        }
    }
}
