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

    private readonly Hdf5File _file;
    private readonly Hdf5Type _type;
    private readonly int[] _sizes;
    private readonly int[] _chunk;
    private readonly int[] _filters;
    private readonly string _what;
    private readonly float[] _values;
    private readonly HashSet<long> _seen = [];
    private readonly int _chunkCount;
    private readonly int[] _at;
    private float[]? _numbers;
    private byte[]? _one;
    private byte[]? _other;

    private Hdf5Chunks(Hdf5File file, Hdf5Type type, Hdf5Space space, int[] chunk, int[] filters, string what)
    {
        (_file, _type, _chunk, _filters, _what) = (file, type, chunk, filters, what);
        _sizes = [.. space.Sizes.Select(size => (int)size)];
        _chunkCount = chunk.Aggregate(1, (product, size) => product * size);
        _values = new float[space.Count];
        _at = new int[_sizes.Length];
    }

    public static float[] Read(Hdf5File file, int version, ByteCursor layout, ByteCursor? pipeline, Hdf5Type type, Hdf5Space space, string what)
    {
        int[] filters = pipeline is null ? [] : Filters(pipeline, what);
        (int[] chunk, bool isBorderPlain, IEnumerable<Hdf5Chunk> found) = Hdf5ChunkIndex.Read(file, version, layout, filters.Length > 0, type, space, what);
        var chunks = new Hdf5Chunks(file, type, space, chunk, filters, what);
        foreach (Hdf5Chunk one in found)
        {
            chunks.Add(one, isBorderPlain);
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

    /// <summary>Takes a chunk's numbers, once: what leads to it again is broken.</summary>
    private void Add(Hdf5Chunk chunk, bool isBorderPlain)
    {
        bool isOverBorder = chunk.Offsets.Where((offset, axis) => offset + _chunk[axis] > _sizes[axis]).Any();
        if (!_seen.Add(chunk.Place.Address))
        {
            return;
        }

        if (_filters.Length > 0)
        {
            _file.SpendUnpacked((long)_chunkCount * _type.Size);
        }
        else
        {
            _file.Spend((long)_chunkCount * _type.Size);
        }

        long skipped = isBorderPlain && isOverBorder ? -1 : chunk.Place.Skipped;
        Copy(Unpacked(_file.At(chunk.Place.Address, chunk.Place.Length, $"a chunk of {_what}"), skipped), chunk.Offsets);
    }

    /// <summary>Unpacks a chunk, by turns into one and the other of two buffers that all chunks share.</summary>
    private (byte[] Bytes, int Start) Unpacked(ByteCursor chunk, long skipped)
    {
        (byte[] bytes, int start, int count) = (_file.Content, chunk.Position, chunk.Remaining);
        int wanted = _chunkCount * _type.Size;
        for (int i = _filters.Length - 1; i >= 0; i--)
        {
            if (i < 32 && (skipped & (1L << i)) != 0)
            {
                continue;
            }

            if (_filters[i] == Checksum)
            {
                count = Math.Max(0, count - 4);
                continue;
            }

            ref byte[]? target = ref bytes == _one ? ref _other : ref _one;
            target ??= new byte[wanted + (4 * _filters.Length)];
            count = _filters[i] == Deflate ? Packed.Inflate(bytes, start, count, target) : Unshuffled(bytes, start, count, target);
            (bytes, start) = (target, 0);
        }

        return count >= wanted ? (bytes, start) : throw new FormatException($"a chunk of {_what} ends too early");
    }

    private int Unshuffled(byte[] bytes, int start, int count, byte[] target)
    {
        if (count > target.Length)
        {
            throw new FormatException($"a chunk of {_what} is longer than it should be");
        }

        int size = _type.Size;
        int elements = count / size;
        for (int i = 0; i < elements * size; i++)
        {
            target[i] = bytes[start + ((i % size) * elements) + (i / size)];
        }

        Buffer.BlockCopy(bytes, start + (elements * size), target, elements * size, count - (elements * size));
        return count;
    }

    /// <summary>Copies the rows of a chunk that lie within the array.</summary>
    private void Copy((byte[] Bytes, int Start) numbers, long[] offsets)
    {
        float[] chunk = _numbers ??= new float[_chunkCount];
        _type.Numbers.Read(numbers.Bytes, numbers.Start, chunk);
        int rank = _sizes.Length;
        if (rank == 0)
        {
            _values[0] = chunk[0];
            return;
        }

        int[] at = _at;
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
