using System;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>An operation with a kernel and a bias.</summary>
/// <param name="source">What it reads; in any layout, if the primitive is to choose.</param>
/// <param name="kernel">The kernel's dimensions.</param>
/// <param name="target">What it writes; in any layout, if the primitive is to choose.</param>
internal abstract class Affine(MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor target)
{
    /// <summary>What it reads.</summary>
    protected MemoryDescriptor Source { get; } = source;

    /// <summary>The kernel in whatever layout.</summary>
    protected MemoryDescriptor Kernel { get; } = kernel.InAnyLayout();

    /// <summary>What is added to each output.</summary>
    protected MemoryDescriptor Bias { get; } = new(Tag.Vector, target.Dimensions[1]);

    /// <summary>What it writes.</summary>
    protected MemoryDescriptor Target { get; } = target;

    /// <summary>Forward.</summary>
    public abstract PrimitiveDescriptor Forward(Propagation propagation, PostOperations? after = null);
}

/// <summary>One that trains here.</summary>
/// <inheritdoc/>
internal abstract class DifferentiableAffine(MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor target) : Affine(source, kernel, target)
{
    /// <summary>The gradients by kernel and bias.</summary>
    public abstract PrimitiveDescriptor BackwardWeights(PrimitiveDescriptor forward);

    /// <summary>The gradient by what is read.</summary>
    public abstract PrimitiveDescriptor BackwardData(PrimitiveDescriptor forward);
}

/// <summary>A fully connected layer. It reads images as they lie.</summary>
internal sealed unsafe class InnerProduct(MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor target)
    : DifferentiableAffine(source, kernel, target)
{
    public override PrimitiveDescriptor Forward(Propagation propagation, PostOperations? after = null)
    {
        (MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor bias, MemoryDescriptor target) = (Source, Kernel, Bias, Target);
        OperationDescriptor operation;
        Native.Check(Native.InitializeInnerProduct(&operation, propagation, &source, &kernel, &bias, &target), "a dense layer");
        return PrimitiveDescriptor.Create("a dense layer", &operation, after);
    }

    public override PrimitiveDescriptor BackwardWeights(PrimitiveDescriptor forward)
    {
        (MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor bias, MemoryDescriptor target) = (Source, Kernel, Bias, Target);
        OperationDescriptor operation;
        Native.Check(Native.InitializeInnerProductBackwardWeights(&operation, &source, &kernel, &bias, &target), "a dense layer's gradient");
        return PrimitiveDescriptor.Create("a dense layer's gradient", &operation, forward: forward);
    }

    public override PrimitiveDescriptor BackwardData(PrimitiveDescriptor forward)
    {
        (MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor target) = (Source, Kernel, Target);
        OperationDescriptor operation;
        Native.Check(Native.InitializeInnerProductBackwardData(&operation, &source, &kernel, &target), "a dense layer's gradient by its input");
        return PrimitiveDescriptor.Create("a dense layer's gradient by its input", &operation, forward: forward);
    }
}

/// <summary>A convolution, of each group of channels by itself where the kernel has five dimensions.</summary>
/// <param name="source">What it reads.</param>
/// <param name="kernel">The kernel's dimensions.</param>
/// <param name="target">What it writes.</param>
/// <param name="isWinograd">Whether by Winograd's algorithm, in each direction for which oneDNN has it, and directly in the others.</param>
/// <param name="strides">Between two windows, in both directions.</param>
/// <param name="margin">The zeros around the image.</param>
internal sealed unsafe class ConvolutionProduct(
    MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor target, bool isWinograd, int strides, Margin margin)
    : DifferentiableAffine(source, kernel, target)
{
    private readonly long[] _strides = [strides, strides];
    private readonly long[] _before = [margin.Before, margin.Before];
    private readonly long[] _after = [margin.After, margin.After];

    private delegate int Description(OperationDescriptor* operation, Algorithm algorithm, long* strides, long* before, long* after);

    public override PrimitiveDescriptor Forward(Propagation propagation, PostOperations? after = null) => Choose(
        (operation, algorithm, strides, before, behind) =>
        {
            (MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor bias, MemoryDescriptor target) = (Source, Kernel, Bias, Target);
            return Native.InitializeConvolution(operation, propagation, algorithm, &source, &kernel, &bias, &target, strides, before, behind);
        },
        after);

    public override PrimitiveDescriptor BackwardWeights(PrimitiveDescriptor forward) => Choose(
        (operation, algorithm, strides, before, behind) =>
        {
            (MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor bias, MemoryDescriptor target) = (Source, Kernel, Bias, Target);
            return Native.InitializeConvolutionBackwardWeights(operation, algorithm, &source, &kernel, &bias, &target, strides, before, behind);
        },
        forward: forward);

    public override PrimitiveDescriptor BackwardData(PrimitiveDescriptor forward) => Choose(
        (operation, algorithm, strides, before, behind) =>
        {
            (MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor target) = (Source, Kernel, Target);
            return Native.InitializeConvolutionBackwardData(operation, algorithm, &source, &kernel, &target, strides, before, behind);
        },
        forward: forward);

    private PrimitiveDescriptor Choose(Description describe, PostOperations? after = null, PrimitiveDescriptor? forward = null)
    {
        OperationDescriptor room;
        OperationDescriptor* operation = &room;
        if (isWinograd)
        {
            Describe(Algorithm.Winograd);
            if (PrimitiveDescriptor.TryCreate(operation, after, forward) is { } winograd)
            {
                return winograd;
            }
        }

        Describe(Algorithm.Direct);
        return PrimitiveDescriptor.Create("a convolution", operation, after, forward);

        void Describe(Algorithm algorithm)
        {
            fixed (long* strides = _strides, before = _before, behind = _after)
            {
                Native.Check(describe(operation, algorithm, strides, before, behind), "a convolution");
            }
        }
    }
}

/// <summary>A transposed convolution whose squares lie side by side.</summary>
internal sealed unsafe class TransposedProduct(MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor target, int strides)
    : Affine(source, kernel, target)
{
    public override PrimitiveDescriptor Forward(Propagation propagation, PostOperations? after = null)
    {
        (MemoryDescriptor source, MemoryDescriptor kernel, MemoryDescriptor bias, MemoryDescriptor target) = (Source, Kernel, Bias, Target);
        long* steps = stackalloc long[] { strides, strides };
        long* margin = stackalloc long[] { 0, 0 };
        OperationDescriptor operation;
        Native.Check(
            Native.InitializeDeconvolution(
                &operation, propagation, Algorithm.DirectDeconvolution, &source, &kernel, &bias, &target, steps, margin, margin),
            "a transposed convolution");
        return PrimitiveDescriptor.Create("a transposed convolution", &operation, after);
    }
}
