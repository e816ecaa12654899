using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>A file of HDF5 in memory, as far as Keras writes it. Broken ones end in a <see cref="FormatException"/>.</summary>
internal sealed class Hdf5File
{
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    private readonly byte[] _bytes;
    private readonly long _base;
    private readonly int _lengthSize;
    private readonly Dictionary<long, Dictionary<int, ByteCursor>> _heaps = [];
    private readonly Dictionary<long, Hdf5Object> _objects = [];

    // What is read all in all. Parts of a broken file may overlap, and would otherwise be read any number of times.
    private long _budget;

    // The same for what is packed.
    private long _unpackedBudget;

    private Hdf5File(byte[] bytes, int start)
    {
        _bytes = bytes;
        _budget = (4L * bytes.Length) + (1 << 18);
        _unpackedBudget = 2 * MostBytes;
        ByteCursor block = new(bytes, start, bytes.Length - start, "the superblock");
        block.Skip(Signature.Length);
        int version = block.Byte();
        block.Skip(version <= 1 ? 4 : 0);
        AddressSize = SizeOf(block.Byte());
        _lengthSize = SizeOf(block.Byte());
        switch (version)
        {
            case 0 or 1:
                block.Skip(version == 0 ? 9 : 13);
                _base = BaseOf(Address(block));
                block.Skip(4 * AddressSize);
                break;
            case 2 or 3:
                block.Skip(1);
                _base = BaseOf(Address(block));
                block.Skip(2 * AddressSize);
                break;
            default:
                throw new FormatException($"it has HDF5's superblock of version {version}, and 0 to 3 are known");
        }

        Root = Object(Address(block), "/");
    }

    /// <summary>The group that holds all others.</summary>
    public Hdf5Object Root { get; }

    /// <summary>How many bytes a place in the file has.</summary>
    public int AddressSize { get; }

    /// <summary>More bytes than this are in no file of this length, not even packed ones of trained weights.</summary>
    public long MostBytes => Packed.Most(_bytes.Length);

    public byte[] Content => _bytes;

    public long Length => _bytes.Length;

    public static bool IsHdf5(byte[] bytes) => StartOf(bytes) >= 0;

    /// <exception cref="FormatException">The file is broken, or of a kind that Keras does not write.</exception>
    public static Hdf5File Open(byte[] bytes) =>
        StartOf(bytes) is var start and >= 0 ? new Hdf5File(bytes, start) : throw new FormatException("it does not begin as HDF5 does");

    /// <summary>The group or array at a place, whose header is read once.</summary>
    public Hdf5Object Object(long address, string path)
    {
        if (!_objects.TryGetValue(address, out Hdf5Object? found))
        {
            found = new Hdf5Object(this, address, path);
            _objects.Add(address, found);
        }

        return found;
    }

    /// <summary>Counts bytes that are read.</summary>
    /// <exception cref="FormatException">They are many times more than the file has.</exception>
    public void Spend(long bytes)
    {
        if (bytes > _budget)
        {
            throw new FormatException("its parts overlap, and are more than the file has room for");
        }

        _budget -= bytes;
    }

    /// <summary>Counts bytes that are unpacked, or have their place in an array of packed ones.</summary>
    /// <exception cref="FormatException">They are more than packing can have made so small.</exception>
    public void SpendUnpacked(long bytes)
    {
        if (bytes > _unpackedBudget)
        {
            throw new FormatException($"its packed arrays have more than the {MostBytes} bytes that trained weights can be in a file of this size");
        }

        _unpackedBudget -= bytes;
    }

    public long Address(ByteCursor cursor) => cursor.Unsigned(AddressSize);

    public long Size(ByteCursor cursor) => cursor.Unsigned(_lengthSize);

    /// <summary>The place in the file that a cursor reads next.</summary>
    public long PlaceOf(ByteCursor cursor) => cursor.Position - _base;

    /// <summary>A part of the file.</summary>
    public ByteCursor At(long address, long length, string what) =>
        address < 0 ? throw new FormatException($"{what} has no place in the file") : new ByteCursor(_bytes, address + _base, length, what);

    /// <summary>The file from a place on.</summary>
    public ByteCursor From(long address, string what) => At(address, Math.Max(0, _bytes.Length - _base - Math.Max(0, address)), what);

    public float[] Numbers(NumberFormat format, ByteCursor data, long count) => format.Read(_bytes, data.Position, count);

    /// <summary>Something of varying length, out of the heap that all groups share.</summary>
    public ByteCursor FromHeap(ByteCursor reference, string what)
    {
        long length = reference.UInt32();
        long heap = Address(reference);
        long index = reference.UInt32();
        if (length == 0)
        {
            return reference.Take(0);
        }

        if (!_heaps.TryGetValue(heap, out Dictionary<int, ByteCursor>? objects))
        {
            objects = ReadHeap(heap);
            _heaps.Add(heap, objects);
        }

        return index <= ushort.MaxValue && objects.TryGetValue((int)index, out ByteCursor? found) && length <= found.Remaining
            ? new ByteCursor(_bytes, found.Position, length, what)
            : throw new FormatException($"{what} is missing from its heap");
    }

    private static int StartOf(byte[] bytes)
    {
        // A block of the user's own may stand in front, of 512 bytes or a doubling of them.
        for (long start = 0; start + Signature.Length <= bytes.Length; start = start == 0 ? 512 : 2 * start)
        {
            int i = 0;
            while (i < Signature.Length && bytes[start + i] == Signature[i])
            {
                i++;
            }

            if (i == Signature.Length)
            {
                return (int)start;
            }
        }

        return -1;
    }

    private static int SizeOf(int size) => size is 2 or 4 or 8 ? size : throw new FormatException($"its places are of {size} bytes, and 2, 4 and 8 are known");

    private long BaseOf(long address) => address >= 0 && address <= _bytes.Length ? address : throw new FormatException("its base lies outside the file");

    private Dictionary<int, ByteCursor> ReadHeap(long address)
    {
        ByteCursor header = From(address, "a global heap");
        header.Expect("GCOL");
        header.Skip(4);
        long size = Size(header);
        ByteCursor heap = At(address, size, "a global heap");
        heap.Skip(8 + _lengthSize);
        var objects = new Dictionary<int, ByteCursor>();
        while (heap.Remaining >= 8 + _lengthSize)
        {
            int index = heap.UInt16();
            heap.Skip(6);
            long length = Size(heap);
            if (index == 0)
            {
                break;
            }

            objects[index] = heap.Take(length);
            heap.Skip(Math.Min(heap.Remaining, (8 - (length % 8)) % 8));
        }

        return objects;
    }
}
