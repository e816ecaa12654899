using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>Room for the largest description of an operation, a convolution's.</summary>
[InlineArray(Words)]
internal struct OperationDescriptor
{
    private const int Words = 768;

    private long _first;
}

/// <summary>The implementation that oneDNN has chosen for an operation, and the layouts that it wants: dnnl_primitive_desc_t.</summary>
internal sealed unsafe class PrimitiveDescriptor : IDisposable
{
    private PrimitiveDescriptor(nint handle) => Handle = handle;

    public nint Handle { get; }

    /// <summary>Its name, for instance "jit:avx512_core".</summary>
    public string Implementation
    {
        get
        {
            byte* text;
            Native.Check(Native.QueryText(Handle, Query.Implementation, 0, &text), "an implementation's name");
            return Marshal.PtrToStringUTF8((nint)text)!;
        }
    }

    /// <summary>A layout that it wants.</summary>
    public MemoryDescriptor this[Query what] => *Native.QueryMemory(Handle, what, 0);

    /// <summary>An operation's implementation.</summary>
    /// <param name="what">For messages.</param>
    /// <param name="operation">The operation, by one of the functions that describe one.</param>
    /// <param name="after">What is done to the result.</param>
    /// <param name="forward">Of a gradient, what went forward.</param>
    /// <exception cref="InvalidOperationException">oneDNN has none.</exception>
    public static PrimitiveDescriptor Create(string what, OperationDescriptor* operation, PostOperations? after = null, PrimitiveDescriptor? forward = null) =>
        TryCreate(operation, after, forward) ?? throw new InvalidOperationException($"oneDNN has no implementation of {what}.");

    /// <summary>An operation's implementation, or null where oneDNN has none.</summary>
    public static PrimitiveDescriptor? TryCreate(OperationDescriptor* operation, PostOperations? after = null, PrimitiveDescriptor? forward = null)
    {
        nint handle;
        int status = Native.CreatePrimitiveDescriptor(&handle, operation, after?.Handle ?? 0, Engine.Handle, forward?.Handle ?? 0);
        return status == 0 ? new PrimitiveDescriptor(handle) : null;
    }

    /// <summary>From one layout to another.</summary>
    public static PrimitiveDescriptor Reorder(MemoryDescriptor source, MemoryDescriptor target)
    {
        nint handle;
        Native.Check(Native.CreateReorder(&handle, &source, Engine.Handle, &target, Engine.Handle, attributes: 0), "a reorder");
        return new PrimitiveDescriptor(handle);
    }

    /// <summary>Images one behind the other by their channels.</summary>
    public static PrimitiveDescriptor Concatenation(MemoryDescriptor target, ReadOnlySpan<MemoryDescriptor> sources)
    {
        nint handle;
        fixed (MemoryDescriptor* first = sources)
        {
            Native.Check(Native.CreateConcatenation(&handle, &target, sources.Length, axis: 1, first, attributes: 0, Engine.Handle), "a concatenation");
        }

        return new PrimitiveDescriptor(handle);
    }

    /// <summary>A softmax over the second dimension.</summary>
    public static PrimitiveDescriptor Softmax(MemoryDescriptor data)
    {
        OperationDescriptor operation;
        Native.Check(Native.InitializeSoftmax(&operation, Propagation.Inference, &data, axis: 1), "a softmax");
        return Create("a softmax", &operation);
    }

    /// <summary>A sigmoid of each value.</summary>
    public static PrimitiveDescriptor Sigmoid(MemoryDescriptor data)
    {
        OperationDescriptor operation;
        Native.Check(Native.InitializeElementwise(&operation, Propagation.Inference, Algorithm.Logistic, &data, alpha: 0, beta: 0), "a sigmoid");
        return Create("a sigmoid", &operation);
    }

    /// <summary>max(x, 0) backward: it lets gradients through where the result is above 0.</summary>
    public static PrimitiveDescriptor ReluBackward(MemoryDescriptor data)
    {
        OperationDescriptor operation;
        Native.Check(Native.InitializeElementwise(&operation, Propagation.Training, Algorithm.ReluAtResult, &data, alpha: 0, beta: 0), "a rectifier");
        using PrimitiveDescriptor forward = Create("a rectifier", &operation);
        Native.Check(Native.InitializeElementwiseBackward(&operation, Algorithm.ReluAtResult, &data, &data, alpha: 0, beta: 0), "a rectifier's gradient");
        return Create("a rectifier's gradient", &operation, forward: forward);
    }

    /// <summary>The sum of two tensors of one layout.</summary>
    public static PrimitiveDescriptor Addition(MemoryDescriptor data, PostOperations after)
    {
        OperationDescriptor operation;
        Native.Check(Native.InitializeBinary(&operation, Algorithm.Add, &data, &data, &data), "an addition");
        return Create("an addition", &operation, after);
    }

    public void Dispose() => Native.DestroyPrimitiveDescriptor(Handle);
}
