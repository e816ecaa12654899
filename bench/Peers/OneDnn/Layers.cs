using System;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>A layer that trains.</summary>
internal interface ILayer
{
    /// <summary>Appends what goes backward through it.</summary>
    /// <param name="tape">Takes the primitives.</param>
    /// <param name="gradient">By its output and in the output's layout; overwritten.</param>
    /// <param name="isFirst">Whether nobody needs the gradient by its input.</param>
    /// <returns>The gradient by its input, in the input's layout.</returns>
    Tensor? Backward(Tape tape, Tensor gradient, bool isFirst);
}

/// <summary>An operation with a kernel and a bias, and what is fused behind it.</summary>
internal sealed class AffineLayer : ILayer
{
    private readonly Affine _affine;
    private readonly Tensor _read;
    private readonly MemoryDescriptor _inputLayout;
    private readonly bool _masksGradient;

    /// <summary>Appends what goes forward.</summary>
    /// <param name="tape">Takes the primitives.</param>
    /// <param name="affine">The operation.</param>
    /// <param name="propagation">Whether it trains.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="isFirst">Whether it reads the samples, which are given to it in its layout once and for all.</param>
    /// <param name="kernel">The kernel in a plain layout.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="addend">What is added to its output, and is overwritten by the sum.</param>
    /// <param name="rectifier">What stands behind it.</param>
    /// <param name="masksGradient">Whether the rectifier's gradient is taken here.</param>
    public AffineLayer(
        Tape tape, Affine affine, Propagation propagation, Tensor input, bool isFirst, Tensor kernel, ReadOnlySpan<float> bias, Tensor? addend,
        Rectifier? rectifier, bool masksGradient)
    {
        _affine = affine;
        _inputLayout = input.Descriptor;
        _masksGradient = masksGradient;
        using var after = new PostOperations(addsTarget: addend is not null, rectifier);
        using PrimitiveDescriptor forward = affine.Forward(propagation, after);
        Implementation = forward.Implementation;
        if (isFirst)
        {
            _read = tape.Allocate(forward[Query.Source]);
            Tape.Copy(input, _read);
        }
        else
        {
            _read = tape.Convert(input, forward[Query.Source]);
        }

        Kernel = tape.Allocate(forward[Query.Kernel]);
        Tape.Copy(kernel, Kernel);
        Bias = tape.Allocate(new MemoryDescriptor(Tag.Vector, bias.Length));
        bias.CopyTo(Bias.Values);
        Output = addend ?? tape.Allocate(forward[Query.Target]);
        tape.Append(forward, (Place.Source, _read), (Place.Kernel, Kernel), (Place.Bias, Bias), (Place.Target, Output));
        if (propagation == Propagation.Training)
        {
            KernelGradient = tape.Allocate(Kernel.Descriptor);
            BiasGradient = tape.Allocate(Bias.Descriptor);
        }
    }

    /// <summary>The name of what oneDNN has chosen forward.</summary>
    public string Implementation { get; }

    public Tensor Kernel { get; }

    public Tensor Bias { get; }

    /// <summary>In the kernel's layout; null where nothing is trained.</summary>
    public Tensor? KernelGradient { get; }

    /// <summary>Null where nothing is trained.</summary>
    public Tensor? BiasGradient { get; }

    public Tensor Output { get; }

    public Tensor? Backward(Tape tape, Tensor gradient, bool isFirst)
    {
        if (_affine is not DifferentiableAffine affine || KernelGradient is null || BiasGradient is null)
        {
            throw new InvalidOperationException("A layer that does not train has been asked for its gradients.");
        }

        if (_masksGradient)
        {
            Mask(tape, gradient, Output);
        }

        using PrimitiveDescriptor forward = affine.Forward(Propagation.Training);
        using PrimitiveDescriptor weights = affine.BackwardWeights(forward);
        Tensor source = tape.Convert(_read, weights[Query.Source]);
        Tensor target = tape.Convert(gradient, weights[Query.TargetGradient]);
        MemoryDescriptor layout = weights[Query.KernelGradient];
        Tensor kernelGradient = layout.IsSameAs(KernelGradient.Descriptor) ? KernelGradient : tape.Allocate(layout);
        tape.Append(
            weights, (Place.Source, source), (Place.TargetGradient, target), (Place.KernelGradient, kernelGradient), (Place.BiasGradient, BiasGradient));
        if (kernelGradient != KernelGradient)
        {
            tape.Reorder(kernelGradient, KernelGradient);
        }

        if (isFirst)
        {
            return null;
        }

        using PrimitiveDescriptor data = affine.BackwardData(forward);
        Tensor kernel = tape.Convert(Kernel, data[Query.Kernel]);
        target = tape.Convert(gradient, data[Query.TargetGradient]);
        Tensor result = tape.Allocate(data[Query.SourceGradient]);
        tape.Append(data, (Place.Kernel, kernel), (Place.TargetGradient, target), (Place.SourceGradient, result));
        return tape.Convert(result, _inputLayout);
    }

    /// <summary>Takes a rectifier's gradient in place.</summary>
    public static void Mask(Tape tape, Tensor gradient, Tensor output)
    {
        using PrimitiveDescriptor mask = PrimitiveDescriptor.ReluBackward(output.Descriptor);
        tape.Append(mask, (Place.Target, output), (Place.TargetGradient, gradient), (Place.SourceGradient, gradient));
    }
}

/// <summary>Square windows of an image, of which one number remains.</summary>
internal sealed unsafe class PoolingLayer : ILayer
{
    private readonly Tensor _input;
    private readonly Tensor? _workspace;
    private readonly Algorithm _algorithm;
    private readonly bool _masksGradient;
    private readonly int _size;
    private readonly int _strides;

    /// <summary>Appends what goes forward.</summary>
    /// <param name="tape">Takes the primitives.</param>
    /// <param name="algorithm">The largest or the mean.</param>
    /// <param name="propagation">Whether it trains.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">Dimensions of what it writes.</param>
    /// <param name="size">A window's.</param>
    /// <param name="strides">From window to window.</param>
    /// <param name="masksGradient">
    /// Whether the gradient of a rectifier before it is taken here: the largest number of a window is above 0 where the number that it came from is, and
    /// there are fewer of them.
    /// </param>
    public PoolingLayer(
        Tape tape, Algorithm algorithm, Propagation propagation, Tensor input, long[] output, int size, int strides, bool masksGradient)
    {
        _input = input;
        _algorithm = algorithm;
        _masksGradient = masksGradient;
        _size = size;
        _strides = strides;
        using PrimitiveDescriptor forward = Forward(propagation, new MemoryDescriptor(Tag.Any, output));
        Output = tape.Allocate(forward[Query.Target]);
        if (propagation == Propagation.Training)
        {
            _workspace = tape.Allocate(forward[Query.Workspace]);
            tape.Append(forward, (Place.Source, input), (Place.Target, Output), (Place.Workspace, _workspace));
        }
        else
        {
            tape.Append(forward, (Place.Source, input), (Place.Target, Output));
        }
    }

    public Tensor Output { get; }

    public Tensor? Backward(Tape tape, Tensor gradient, bool isFirst)
    {
        if (_workspace is null)
        {
            throw new InvalidOperationException("A layer that does not train has been asked for its gradients.");
        }

        if (isFirst)
        {
            return null;
        }

        if (_masksGradient)
        {
            AffineLayer.Mask(tape, gradient, Output);
        }

        using PrimitiveDescriptor forward = Forward(Propagation.Training, Output.Descriptor);
        (MemoryDescriptor source, MemoryDescriptor target) = (_input.Descriptor, Output.Descriptor);
        long* strides = stackalloc long[] { _strides, _strides };
        long* window = stackalloc long[] { _size, _size };
        long* margin = stackalloc long[] { 0, 0 };
        OperationDescriptor operation;
        Native.Check(Native.InitializePoolingBackward(&operation, _algorithm, &source, &target, strides, window, margin, margin), "a pooling's gradient");
        using PrimitiveDescriptor backward = PrimitiveDescriptor.Create("a pooling's gradient", &operation, forward: forward);
        Tensor result = tape.Allocate(source);
        tape.Append(backward, (Place.TargetGradient, gradient), (Place.Workspace, _workspace), (Place.SourceGradient, result));
        return result;
    }

    private PrimitiveDescriptor Forward(Propagation propagation, MemoryDescriptor target)
    {
        MemoryDescriptor source = _input.Descriptor;
        long* strides = stackalloc long[] { _strides, _strides };
        long* window = stackalloc long[] { _size, _size };
        long* margin = stackalloc long[] { 0, 0 };
        OperationDescriptor operation;
        Native.Check(Native.InitializePooling(&operation, propagation, _algorithm, &source, &target, strides, window, margin, margin), "a pooling");
        return PrimitiveDescriptor.Create("a pooling", &operation);
    }
}
