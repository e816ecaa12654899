using System;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>What a primitive does to its result before it writes it: the attributes that carry it.</summary>
internal sealed unsafe class PostOperations : IDisposable
{
    private readonly nint _operations;

    /// <param name="addsTarget">Whether what stands in the target already is added first.</param>
    /// <param name="rectifier">The rectifier that comes last, if any.</param>
    public PostOperations(bool addsTarget, Rectifier? rectifier)
    {
        nint operations;
        Native.Check(Native.CreatePostOperations(&operations), "operations behind a primitive");
        _operations = operations;
        if (addsTarget)
        {
            Native.Check(Native.AppendSum(operations, scale: 1), "a sum behind a primitive");
        }

        if (rectifier is not null)
        {
            Algorithm algorithm = rectifier.Maximum is null ? Algorithm.Relu : Algorithm.BoundedRelu;
            Native.Check(Native.AppendElementwise(operations, scale: 1, algorithm, alpha: rectifier.Maximum ?? 0, beta: 0), "a rectifier behind a primitive");
        }

        nint attributes;
        Native.Check(Native.CreateAttributes(&attributes), "attributes");
        Handle = attributes;
        Native.Check(Native.SetPostOperations(attributes, operations), "operations behind a primitive");
    }

    public nint Handle { get; }

    public void Dispose()
    {
        Native.DestroyAttributes(Handle);
        Native.DestroyPostOperations(_operations);
    }
}
