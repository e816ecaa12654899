using System;
using System.Runtime.CompilerServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>Dimensions and their layout in memory: dnnl_memory_desc_t of version 2, of whose fields only the dimensions are looked at.</summary>
[InlineArray(Words)]
internal unsafe struct MemoryDescriptor
{
    private const int Words = 87;
    private const int Float = 3;

    private long _first;

    /// <summary>Single precision in one of the plain orders, or in one that a primitive chooses.</summary>
    public MemoryDescriptor(Tag tag, params ReadOnlySpan<long> dimensions)
    {
        fixed (MemoryDescriptor* self = &this)
        fixed (long* sizes = dimensions)
        {
            Native.Check(Native.InitializeMemory(self, dimensions.Length, sizes, Float, tag), "a memory's description");
        }
    }

    /// <summary>The dimensions, which follow on their number.</summary>
    public readonly long[] Dimensions
    {
        get
        {
            ReadOnlySpan<long> words = this;
            return words.Slice(1, (int)words[0]).ToArray();
        }
    }

    /// <summary>Bytes, those included that only fill blocks.</summary>
    public readonly nuint Size
    {
        get
        {
            fixed (MemoryDescriptor* self = &this)
            {
                return Native.SizeOf(self);
            }
        }
    }

    /// <summary>Whether memory of the one can be read as the other.</summary>
    public readonly bool IsSameAs(MemoryDescriptor other)
    {
        fixed (MemoryDescriptor* self = &this)
        {
            return Native.AreEqual(self, &other) != 0;
        }
    }

    /// <summary>The same dimensions in whatever layout a primitive chooses.</summary>
    public readonly MemoryDescriptor InAnyLayout() => new(Tag.Any, Dimensions);
}
