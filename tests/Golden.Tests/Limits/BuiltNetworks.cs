using System;
using System.Collections.Generic;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Limits;

/// <summary>Networks of the sizes that people train, and some of odd shapes: the ones whose methods are the longest.</summary>
internal static class BuiltNetworks
{
    public static IReadOnlyList<NetworkSpec> Specs { get; } =
    [
        new("Lecture", SampleShape.Image(200, 200, 3),
        [
            SameReLU(32), Pool(2), SameReLU(64), Pool(2), SameReLU(128), Pool(2), new FlattenSpec(), Softmax(5),
        ]) { LayerOutputs = true },
        new("Mnist", SampleShape.Image(28, 28, 1),
        [
            ValidReLU(32), Pool(2), ValidReLU(64), Pool(2), new FlattenSpec(), Softmax(10),
        ]) { LayerOutputs = true },
        new("LeNet", SampleShape.Image(28, 28, 1),
        [
            new RandomFlipSpec(FlipMode.HorizontalAndVertical), new RandomTranslationSpec(0.1, 0.1), new RandomRotationSpec(0.1),
            new RandomZoomSpec(0.1) { Fill = FillMode.Constant, FillValue = 1 }, new RandomContrastSpec(0.1), new RandomBrightnessSpec(0.1),
            new RandomRotationSpec(0.1) { Interpolation = Interpolation.Nearest }, new ZeroPaddingSpec(Sides.All(2)), new RandomCropSpec(28, 28),
            SameReLU(8), Pool(2), SameReLU(16), Pool(2), new FlattenSpec(),
            new DenseSpec(64) { Activation = Activation.ReLU }, Softmax(10),
        ]) { InputGradient = false, LayerOutputs = true },
        new("Perceptron", SampleShape.Vector(784), [new DenseSpec(128) { Activation = Activation.ReLU }, Softmax(10)]) { LayerOutputs = true },
        new("WideKernels", SampleShape.Image(31, 37, 3),
        [
            new Conv2DSpec(13, Pair.Square(11)) { Padding = Padding.Same, Activation = Activation.GELU },
            new PoolingSpec(PoolingKind.Average, Pair.Square(5)) { Strides = Pair.Square(3), Padding = Padding.Same },
            new Conv2DSpec(37, new Pair(7, 5)) { Strides = new Pair(2, 3), Activation = Activation.SELU },
            new FlattenSpec(),
            new DenseSpec(51) { Activation = Activation.SiLU },
            Softmax(3),
        ]) { InputGradient = true, LayerOutputs = true },
        new("OddChannels", SampleShape.Image(17, 23, 29),
        [
            new Conv2DSpec(67, Pair.Square(3)) { Dilation = Pair.Square(2), Padding = Padding.Same, Activation = Activation.Tanh },
            new PoolingSpec(PoolingKind.Max, Pair.Square(3)) { Strides = Pair.Square(2) },
            new DropoutSpec(0.5),
            new SpatialDropoutSpec(0.5),
            new GaussianDropoutSpec(0.5),
            new AlphaDropoutSpec(0.5),
            new GaussianNoiseSpec(0.5),
            new Conv2DSpec(43, Pair.Square(1)) { Activation = Activation.Softmax },
            new FlattenSpec(),
            new DenseSpec(1) { Activation = Activation.Sigmoid },
        ]) { InputGradient = true, LayerOutputs = true },
        new("WideDepthwise", SampleShape.Image(45, 70, 31),
        [
            new DepthwiseConv2DSpec(new Pair(11, 31)) { Padding = Padding.Same, Activation = Activation.GELU },
            new DepthwiseConv2DSpec(Pair.Square(5)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new DepthwiseConv2DSpec(Pair.Square(3)) { Strides = Pair.Square(2), Multiplier = 2 },
            new FlattenSpec(),
            Softmax(3),
        ]) { InputGradient = true, LayerOutputs = true },
        new("ManyPixelsInOneWindow", SampleShape.Image(64, 64, 5),
        [
            new PoolingSpec(PoolingKind.Average, Pair.Square(16)), new PoolingSpec(PoolingKind.Max, Pair.Square(4)), new FlattenSpec(), Softmax(1000),
        ]) { InputGradient = true, LayerOutputs = true },
        DeepNetworks.OneHundredTwentyLayers(),
        DeepNetworks.FiftyBlocks(),
    ];

    private static readonly Lazy<CompiledNetworks> Assembly = new(() => new NetworkCompilation { VectorBits = VectorForms.All }.Compile(Specs));

    public static CompiledNetworks Compiled => Assembly.Value;

    private static Conv2DSpec SameReLU(int filters) => ValidReLU(filters) with { Padding = Padding.Same };

    private static Conv2DSpec ValidReLU(int filters) => new(filters, Pair.Square(3)) { Activation = Activation.ReLU };

    private static PoolingSpec Pool(int size) => new(PoolingKind.Max, Pair.Square(size));

    private static DenseSpec Softmax(int units) => new(units) { Activation = Activation.Softmax };
}
