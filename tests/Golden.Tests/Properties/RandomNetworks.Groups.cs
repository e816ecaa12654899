using System.Collections.Immutable;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

// Convolutions of weights so heavy that training takes them for all samples of a group.
internal static partial class RandomNetworks
{
    /// <summary>
    /// A small convolution makes what a heavy one reads, whose input gradient training needs then: of few pixels by Winograd's algorithm, with strides or where that is
    /// declared directly. Pooling stands behind it, another heavy one, or an addition of what it has read. Functions have no corner, where some of so many values would lie, and bend no
    /// sums of so many products.
    /// </summary>
    private static Gen<NetworkSpec> GroupsInTraining { get; } =
        from height in Gen.Int[3, 5]
        from width in Gen.Frequency((3, Gen.Int[2, 4]), (1, Gen.Int[5, 6]))
        from first in Gen.Bool.Select(useBias => new Conv2DSpec(1, Pair.Square(1)) { UseBias = useBias })
        from heavy in Gen.OneOf(ByTiles, WithStrides)
        from ending in Gen.Int[0, 4]
        let channels = ending == 4 ? 192 : heavy.Channels
        let isStrided = heavy.Convolution.Strides != Pair.Square(1)
        let convolution = ending == 4
            ? heavy.Convolution with { Filters = channels, Strides = Pair.Square(1), Activation = Activation.Linear }
            : heavy.Convolution
        let next = ending switch
        {
            0 => [new PoolingSpec(PoolingKind.Average, Pair.Square(2)) { Padding = Padding.Valid }],
            1 => [new PoolingSpec(PoolingKind.Max, Pair.Square(2)) { Padding = Padding.Valid }],
            2 => [new Conv2DSpec(128, Pair.Square(3)) { Padding = Padding.Same }],
            4 => [new ValueMergingSpec(MergingKind.Add) { Inputs = [1, 0] }],
            _ => ImmutableList<LayerSpec>.Empty,
        }
        let factor = isStrided && ending != 4 ? 2 : 1
        let input = SampleShape.Image(factor * height, factor * width, 8)
        select new NetworkSpec("GroupsInTraining", input, [first with { Filters = channels }, convolution, .. next]) { InputGradient = false };

    private static Gen<(int Channels, Conv2DSpec Convolution)> ByTiles =>
        from sizes in Gen.OneOf((192, 160), (128, 256), (256, 128))
        from kernel in TileKernels
        from useBias in Gen.Bool
        from isDirect in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        let algorithm = isDirect ? NetGen.Convolution.Direct : NetGen.Convolution.Auto
        select (sizes.Item1, new Conv2DSpec(sizes.Item2, Pair.Square(kernel)) { Padding = Padding.Same, UseBias = useBias, Algorithm = algorithm });

    private static Gen<(int Channels, Conv2DSpec Convolution)> WithStrides =>
        from sizes in Gen.OneOf((96, 192), (160, 128))
        from activation in Gen.OneOf(Activation.Linear, Activation.Tanh)
        from useBias in Gen.Bool
        select (sizes.Item1, new Conv2DSpec(sizes.Item2, Pair.Square(3)) { Strides = Pair.Square(2), Padding = Padding.Same, Activation = activation, UseBias = useBias });
}
