using System;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>Memory that primitives read and write. It begins with zeros, and what only fills blocks stays zero.</summary>
internal sealed unsafe class Tensor : IDisposable
{
    private const nuint Alignment = 64;

    private readonly void* _data;
    private readonly nuint _size;

    public Tensor(MemoryDescriptor descriptor)
    {
        Descriptor = descriptor;
        _size = descriptor.Size;
        _data = NativeMemory.AlignedAlloc(Math.Max(_size, Alignment), Alignment);
        NativeMemory.Clear(_data, _size);
        nint handle;
        Native.Check(Native.CreateMemory(&handle, &descriptor, Engine.Handle, _data), "memory");
        Handle = handle;
    }

    /// <summary>Values in a plain layout.</summary>
    public Tensor(MemoryDescriptor descriptor, ReadOnlySpan<float> values)
        : this(descriptor) => values.CopyTo(Values);

    public MemoryDescriptor Descriptor { get; }

    public nint Handle { get; }

    /// <summary>All numbers in the order in which they lie in memory.</summary>
    public Span<float> Values => new(_data, (int)(_size / sizeof(float)));

    /// <summary>Where the numbers lie.</summary>
    public float* Data => (float*)_data;

    public void Dispose()
    {
        Native.DestroyMemory(Handle);
        NativeMemory.AlignedFree(_data);
    }
}
