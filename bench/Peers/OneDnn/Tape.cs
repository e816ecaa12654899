using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>Primitives in the order in which they run, and the memory between them.</summary>
internal sealed unsafe class Tape : IDisposable
{
    private readonly List<Step> _steps = [];
    private readonly List<Tensor> _tensors = [];

    /// <summary>Memory that lives as long as the tape.</summary>
    public Tensor Allocate(MemoryDescriptor descriptor)
    {
        var tensor = new Tensor(descriptor);
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>Appends a primitive.</summary>
    public void Append(PrimitiveDescriptor descriptor, params ReadOnlySpan<(Place Place, Tensor Tensor)> arguments)
    {
        nint primitive;
        Native.Check(Native.CreatePrimitive(&primitive, descriptor.Handle), descriptor.Implementation);
        var places = (Argument*)NativeMemory.Alloc((nuint)arguments.Length, (nuint)sizeof(Argument));
        for (int i = 0; i < arguments.Length; i++)
        {
            places[i] = new Argument(arguments[i].Place, arguments[i].Tensor.Handle);
        }

        _steps.Add(new Step(primitive, arguments.Length, places));
    }

    /// <summary>The tensor itself where it has the layout, or else a copy in it that a reorder makes.</summary>
    public Tensor Convert(Tensor tensor, MemoryDescriptor layout)
    {
        if (tensor.Descriptor.IsSameAs(layout))
        {
            return tensor;
        }

        Tensor converted = Allocate(layout);
        Reorder(tensor, converted);
        return converted;
    }

    /// <summary>Appends a copy from one layout to another.</summary>
    public void Reorder(Tensor source, Tensor target)
    {
        using PrimitiveDescriptor reorder = PrimitiveDescriptor.Reorder(source.Descriptor, target.Descriptor);
        Append(reorder, (Place.Source, source), (Place.Target, target));
    }

    /// <summary>Copies from one layout to another now.</summary>
    public static void Copy(Tensor source, Tensor target)
    {
        using var once = new Tape();
        once.Reorder(source, target);
        once.Run();
    }

    /// <summary>Runs all primitives.</summary>
    public void Run()
    {
        foreach (Step step in _steps)
        {
            Native.Check(Native.Execute(step.Primitive, Engine.Stream, step.Count, step.Arguments), "to run a primitive");
        }
    }

    public void Dispose()
    {
        foreach (Step step in _steps)
        {
            Native.DestroyPrimitive(step.Primitive);
            NativeMemory.Free(step.Arguments);
        }

        foreach (Tensor tensor in _tensors)
        {
            tensor.Dispose();
        }
    }

    private readonly struct Step(nint primitive, int count, Argument* arguments)
    {
        public nint Primitive { get; } = primitive;

        public int Count { get; } = count;

        public Argument* Arguments { get; } = arguments;
    }
}
