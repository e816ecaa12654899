using System;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

// Convolutions of all kinds.
internal static partial class RandomNetworks
{
    private static Gen<LayerSpec> Convolution(LayerChoice choice, SampleShape shape) =>
        from padding in Paddings
        from pads in Pads(choice, padding, most: 4)
        from strides in Pairs(Gen.Frequency((3, Gen.Const(1)), (2, Gen.Int[1, 3])))
        from dilation in Pairs(Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[1, 3])))
        from kernel in Pairs(Gen.Int[1, 5])
        from groups in Gen.Frequency((3, Gen.Const(1)), (1, Gen.OneOf(Enumerable.Range(1, shape.Channels).Where(groups => shape.Channels % groups == 0).ToArray())))
        from outputs in Channels
        let filters = groups * Math.Max(outputs / groups, 1)
        from useBias in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        from activation in choice.ActivationsOver(filters)
        from activity in Activity(choice, activation)
        let spec = new Conv2DSpec(filters, kernel)
        {
            Groups = groups,
            Padding = padding,
            Pads = pads,
            Strides = dilation == Pair.Square(1) ? strides : Pair.Square(1),
            Dilation = dilation,
            UseBias = useBias,
            Activation = activation,
            ActivityL1 = activity.L1,
            ActivityL2 = activity.L2,
        }
        let output = spec.Infer(shape)
        where output.Height > 0 && output.Width > 0 && output.Size <= MostValues
        select (LayerSpec)spec;

    private static Gen<NetworkSpec> Rows =>
        from height in Gen.Int[24, 40]
        from width in Gen.Int[30, 36]
        from kernel in Gen.OneOf(2, 3)
        from strides in Gen.OneOf(1, 2)
        from padding in Paddings
        from filters in Gen.OneOf(8, 16, 20)
        from activation in Gen.OneOf(Activation.Linear, Activation.Tanh)
        from axis in Gen.OneOf(1, 2, 3)
        from layer in Gen.Int[0, 4]
        let input = SampleShape.Image(height, width, layer == 1 ? 16 : 48)
        let layers = layer switch
        {
            0 => [new DepthwiseConv2DSpec(Pair.Square(3)) { Strides = Pair.Square(strides), Padding = padding, Activation = activation }],
            1 => [new Conv2DTransposeSpec(filters, Pair.Square(kernel)) { Strides = Pair.Square(2), Padding = padding, Activation = activation }],
            2 => [new PoolingSpec(PoolingKind.Max, Pair.Square(kernel)) { Strides = Pair.Square(strides), Padding = padding }],
            3 => [new PoolingSpec(PoolingKind.Average, Pair.Square(kernel)) { Strides = Pair.Square(strides), Padding = padding }],
            _ => ImmutableList.Create<LayerSpec>(new ActivationSpec(Activation.Tanh), new ConcatenateSpec(axis) { Inputs = [0, -1] }),
        }
        from isRead in Gen.Bool
        let reader = new DepthwiseConv2DSpec(Pair.Square(3)) { Padding = Padding.Same }
        select new NetworkSpec("Rows", input, isRead ? [.. layers, reader] : [.. layers]) { InputGradient = true };

    private static Gen<NetworkSpec> HalfRegisters =>
        from height in Gen.Int[4, 12]
        from width in Gen.Int[4, 14]
        from channels in Gen.OneOf(1, 2, 3, 5, 7, 18, 20, 24)
        from first in HalfRegister
        from second in HalfRegister
        from isTransposed in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from isPooled in Gen.Bool
        let transposed = new Conv2DTransposeSpec(first.Filters, first.Kernel) { Strides = first.Strides, Padding = first.Padding, Activation = first.Activation }
        let pooling = new PoolingSpec(PoolingKind.Average, Pair.Square(2))
        let layers = ImmutableList.Create<LayerSpec>(isTransposed ? transposed : first, second)
        let input = SampleShape.Image(height, width, channels)
        where layers.Aggregate(input, (shape, layer) => layer.Infer(shape)) is { Height: > 1, Width: > 1 }
        select new NetworkSpec("HalfRegisters", input, isPooled ? [.. layers, pooling] : [.. layers]) { InputGradient = true };

    /// <summary>Filters for half registers of 512 bits and of 256; kernels whose rows have an even or an odd number of terms for any number of channels.</summary>
    private static Gen<Conv2DSpec> HalfRegister =>
        from filters in Gen.OneOf(1, 3, 4, 6, 8, 9, 10, 12, 17, 20, 24, 35, 40)
        from kernel in Pairs(Gen.OneOf(1, 2, 3, 5, 7))
        from strides in Gen.Frequency((3, Gen.Const(Pair.Square(1))), (1, Gen.Const(Pair.Square(2))))
        from dilation in Gen.Frequency((3, Gen.Const(Pair.Square(1))), (1, Gen.Const(Pair.Square(2))))
        from padding in Paddings
        from activation in Gen.OneOf(Activation.Linear, Activation.Tanh, Activation.LeakyReLU)
        from useBias in Gen.Bool
        select new Conv2DSpec(filters, kernel)
        {
            Strides = strides,
            Dilation = strides == Pair.Square(1) ? dilation : Pair.Square(1),
            Padding = padding,
            Algorithm = NetGen.Convolution.Direct,
            Activation = activation,
            UseBias = useBias,
        };

    /// <summary>The kernels that Winograd's algorithm computes.</summary>
    private static Gen<int> TileKernels => Gen.Frequency((3, Gen.Const(3)), (2, Gen.Const(5)));

    /// <summary>Filters that fill registers of 256 and of 512 bits, of 256 alone, or of none; all sizes from what one tile covers and less.</summary>
    private static Gen<NetworkSpec> Declared =>
        from height in Gen.Int[3, 13]
        from width in Gen.Int[3, 14]
        from channels in Gen.OneOf(1, 2, 3, 5, 8, 16, 17)
        from first in DeclaredConvolution
        from second in DeclaredConvolution
        from isPooled in Gen.Bool
        let pooling = new PoolingSpec(PoolingKind.Average, Pair.Square(2))
        let layers = isPooled ? ImmutableList.Create<LayerSpec>(first, pooling, second) : [first, second]
        let input = SampleShape.Image(height, width, channels)
        where layers.Aggregate(input, (shape, layer) => layer.Infer(shape)) is { Height: > 0, Width: > 0 }
        select new NetworkSpec("Declared", input, [.. layers]) { InputGradient = true };

    private static Gen<Conv2DSpec> DeclaredConvolution =>
        from filters in Gen.OneOf(8, 16, 20, 24, 32)
        from kernel in TileKernels
        from padding in Paddings
        from algorithm in Gen.Frequency((3, Gen.Const(NetGen.Convolution.Winograd)), (1, Gen.Const(NetGen.Convolution.Direct)))
        from activation in Gen.OneOf(Activation.Linear, Activation.Tanh, Activation.LeakyReLU)
        from useBias in Gen.Bool
        select new Conv2DSpec(filters, Pair.Square(kernel)) { Padding = padding, Algorithm = algorithm, Activation = activation, UseBias = useBias };

    /// <summary>Strides together with dilation, several kernels a channel, and kernels that do not fit the registers at once.</summary>
    private static Gen<LayerSpec> Depthwise(LayerChoice choice, SampleShape shape) =>
        from padding in Paddings
        from pads in Pads(choice, padding, most: 4)
        from strides in Pairs(Gen.Frequency((3, Gen.Const(1)), (2, Gen.Int[1, 3])))
        from dilation in Pairs(Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[1, 3])))
        from kernel in Pairs(Gen.Frequency((4, Gen.Int[1, 5]), (1, Gen.Int[6, 10])))
        from multiplier in Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[2, 3]))
        from useBias in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        from activation in choice.ActivationsOver(shape.Channels * multiplier)
        from activity in Activity(choice, activation)
        let spec = new DepthwiseConv2DSpec(kernel)
        {
            Padding = padding,
            Pads = pads,
            Strides = strides,
            Dilation = dilation,
            Multiplier = multiplier,
            UseBias = useBias,
            Activation = activation,
            ActivityL1 = activity.L1,
            ActivityL2 = activity.L2,
        }
        let output = spec.Infer(shape)
        where output.Height > 0 && output.Width > 0 && output.Size <= MostValues
        select (LayerSpec)spec;

    private static Gen<LayerSpec> Separable(LayerChoice choice, SampleShape shape) =>
        from padding in Paddings
        from pads in Pads(choice, padding, most: 3)
        from strides in Gen.Int[1, 2]
        from kernel in Pairs(Gen.Int[1, 5])
        from multiplier in Gen.Int[1, 2]
        from filters in Channels
        from useBias in Gen.Bool
        from activation in choice.ActivationsOver(filters)
        let spec = new SeparableConv2DSpec(filters, kernel)
        {
            Padding = padding,
            Pads = pads,
            Strides = Pair.Square(strides),
            Multiplier = multiplier,
            UseBias = useBias,
            Activation = activation,
        }
        let output = spec.Infer(shape)
        where output.Height > 0 && output.Width > 0 && output.Size <= MostValues
        select (LayerSpec)spec;

    /// <summary>Kernels smaller and larger than the strides, which leave gaps and overlap; every output padding that there is.</summary>
    private static Gen<LayerSpec> Transposed(LayerChoice choice, SampleShape shape) =>
        from padding in Paddings
        from strides in Pairs(Gen.Int[1, 3])
        from dilation in Pairs(Gen.Int[1, 3])
        from kernel in Pairs(Gen.Int[1, 5])
        from filters in Channels
        from added in Gen.Select(Gen.Int[0, strides.Height - 1], Gen.Int[0, strides.Width - 1], (height, width) => new Pair(height, width))
        from isGiven in Gen.Bool
        from useBias in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        from activation in choice.ActivationsOver(filters)
        let isSpread = strides == Pair.Square(1)
        let isOdd = padding == Padding.Valid || (added.Height > 0 || kernel.Height % 2 == 1 || (isSpread && (kernel.Height - 1) * dilation.Height % 2 == 0))
        let isOddAcross = padding == Padding.Valid || (added.Width > 0 || kernel.Width % 2 == 1 || (isSpread && (kernel.Width - 1) * dilation.Width % 2 == 0))
        let spec = new Conv2DTransposeSpec(filters, kernel)
        {
            Padding = padding,
            Strides = strides,
            Dilation = isSpread ? dilation : Pair.Square(1),
            OutputPadding = isGiven && isOdd && isOddAcross ? added : null,
            UseBias = useBias,
            Activation = activation,
        }
        let output = spec.Infer(shape)
        where output.Size <= MostValues
        select (LayerSpec)spec;
}
