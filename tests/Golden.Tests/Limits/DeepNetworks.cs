using System.Collections.Generic;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Limits;

/// <summary>Networks of many layers, whose passes are the longest methods: each layer is a line or more of theirs.</summary>
internal static class DeepNetworks
{
    private const int Channels = 16;

    /// <summary>120 layers in units of nine, each unit added to what it began with.</summary>
    public static NetworkSpec OneHundredTwentyLayers()
    {
        List<LayerSpec> layers =
        [
            new Conv2DSpec(Channels, Pair.Square(3)) { Padding = Padding.Same },
            new GroupNormalizationSpec(4),
            new ActivationSpec(Activation.HardSiLU),
        ];
        for (int unit = 0; unit < 12; unit++)
        {
            int begin = layers.Count - 1;
            layers.AddRange(
            [
                new DepthwiseConv2DSpec(Pair.Square(3)) { Padding = Padding.Same },
                new GroupNormalizationSpec(4),
                new Conv2DSpec(Channels, Pair.Square(1)) { Activation = Activation.Mish },
                new PReLUSpec(1, 2),
                new LayerNormalizationSpec(),
                new SeparableConv2DSpec(Channels, Pair.Square(3)) { Padding = Padding.Same },
                new ReLUSpec { MaxValue = 6 },
                new GaussianDropoutSpec(0.1),
            ]);
            layers.Add(new ValueMergingSpec(MergingKind.Add) { Inputs = [layers.Count - 1, begin] });
        }

        layers.AddRange(
        [
            new Conv2DTransposeSpec(Channels, Pair.Square(4)) { Strides = Pair.Square(2), Padding = Padding.Same },
            new UpSamplingSpec(Pair.Square(2)),
            new CroppingSpec(Sides.All(2)),
            new ZeroPaddingSpec(Sides.All(1)),
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new PermuteSpec(2, 1, 3),
            new GlobalPoolingSpec(PoolingKind.Average),
            new DenseSpec(32) { Activation = Activation.SELU },
            new DenseSpec(10) { Activation = Activation.Softmax },
        ]);
        return new("OneHundredTwentyLayers", SampleShape.Image(8, 8, 3), layers) { LayerOutputs = true };
    }

    /// <summary>
    /// Fifty blocks of thirteen layers: wider by a convolution, each channel by itself, weighted by what all its pixels say, narrow again, and added.
    /// </summary>
    public static NetworkSpec FiftyBlocks()
    {
        List<LayerSpec> layers = [new Conv2DSpec(Channels, Pair.Square(3)) { Padding = Padding.Same }];
        for (int block = 0; block < 50; block++)
        {
            int begin = layers.Count - 1;
            layers.AddRange(
            [
                new Conv2DSpec(2 * Channels, Pair.Square(1)) { UseBias = false },
                new BatchNormalizationSpec(),
                new ActivationSpec(Activation.HardSiLU),
                new DepthwiseConv2DSpec(Pair.Square(3)) { Padding = Padding.Same, UseBias = false },
                new BatchNormalizationSpec(),
                new ActivationSpec(Activation.HardSiLU),
                new GlobalPoolingSpec(PoolingKind.Average) { KeepDims = true },
                new Conv2DSpec(8, Pair.Square(1)) { Activation = Activation.ReLU },
                new Conv2DSpec(2 * Channels, Pair.Square(1)) { Activation = Activation.HardSigmoid },
            ]);
            layers.Add(new ValueMergingSpec(MergingKind.Multiply) { Inputs = [layers.Count - 1, begin + 6] });
            layers.AddRange([new Conv2DSpec(Channels, Pair.Square(1)) { UseBias = false }, new BatchNormalizationSpec()]);
            layers.Add(new ValueMergingSpec(MergingKind.Add) { Inputs = [layers.Count - 1, begin] });
        }

        layers.AddRange([new FlattenSpec(), new DenseSpec(10) { Activation = Activation.Softmax }]);
        return new("FiftyBlocks", SampleShape.Image(8, 8, 3), layers) { LayerOutputs = true };
    }
}
