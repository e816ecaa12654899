using System;
using System.Collections.Generic;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Small networks with everything that could allocate, race or depend on an order.</summary>
internal static class GuaranteeNetworks
{
    /// <summary>A convolutional network with augmentation, dropout and noise.</summary>
    public const string Convolutional = "Convolutional";

    /// <summary>Dense layers alone.</summary>
    public const string Perceptron = "Perceptron";

    /// <summary>Dense layers of many units.</summary>
    public const string Wide = "Wide";

    /// <summary>Batch normalizations of images and vectors, behind and before everything.</summary>
    public const string Normalized = "Normalized";

    /// <summary>Every kind of layer, an image as output.</summary>
    public const string Everything = "Everything";

    /// <summary>Values that several layers read, as images and as vectors, and sums of equal and of stretched shapes.</summary>
    public const string Graph = "Graph";

    /// <summary>Two dense layers of many weights, with convolutions before and between: lanes come to two marks on their way back.</summary>
    public const string Marked = "Marked";

    /// <summary>Dense layers of many weights with batch normalizations between: at two of their meetings on the way back there are marks.</summary>
    public const string MarkedMeetings = "MarkedMeetings";

    public static IReadOnlyList<NetworkSpec> Specs { get; } =
    [
        new(Graph, SampleShape.Image(9, 11, 3),
        [
            new Conv2DSpec(9, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new Conv2DSpec(9, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.Tanh },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [1, 0] },
            new DropoutSpec(0.25),
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new FlattenSpec(),
            new DenseSpec(9) { Activation = Activation.ReLU },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [6, 3] },
            new Conv2DSpec(7, Pair.Square(3)) { Strides = Pair.Square(2), Inputs = [7] },
            new Conv2DSpec(7, Pair.Square(3)) { Strides = Pair.Square(2), Activation = Activation.ReLU, Inputs = [0] },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [9, 8] },
            new GlobalPoolingSpec(PoolingKind.Average),
            new GlobalPoolingSpec(PoolingKind.Max) { KeepDims = true, Inputs = [10] },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [11, 12] },
            new FlattenSpec(),
            new DenseSpec(4) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(Convolutional, SampleShape.Image(13, 11, 3),
        [
            new RandomFlipSpec(FlipMode.Horizontal),
            new RandomTranslationSpec(0.1, 0.2),
            new RandomContrastSpec(0.2) { MinValue = -2 },
            new RandomBrightnessSpec(0.1) { MinValue = -2, MaxValue = 2 },
            new RandomCropSpec(12, 10),
            new Conv2DSpec(9, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU, KernelL2 = 0.001 },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new DropoutSpec(0.25),
            new GaussianNoiseSpec(0.1),
            new Conv2DSpec(17, Pair.Square(3)) { Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new FlattenSpec(),
            new DenseSpec(21) { Activation = Activation.Tanh },
            new DropoutSpec(0.5),
            new GaussianDropoutSpec(0.1),
            new AlphaDropoutSpec(0.1),
            new DenseSpec(4) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(Perceptron, SampleShape.Vector(29),
        [
            new DenseSpec(19) { Activation = Activation.ReLU },
            new DenseSpec(4) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(Wide, SampleShape.Vector(131),
        [
            new DenseSpec(530) { Activation = Activation.ReLU },
            new DropoutSpec(0.1),
            new DenseSpec(4) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(Normalized, SampleShape.Image(11, 9, 3),
        [
            new BatchNormalizationSpec { Scale = false },
            new Conv2DSpec(16, Pair.Square(3)) { Padding = Padding.Same, UseBias = false },
            new BatchNormalizationSpec { Momentum = 0.9 },
            new ActivationSpec(Activation.ReLU),
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new Conv2DSpec(21, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new BatchNormalizationSpec { Center = false, Scale = false },
            new DropoutSpec(0.25),
            new FlattenSpec(),
            new DenseSpec(19) { UseBias = false },
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.Tanh),
            new DenseSpec(4) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(Everything, SampleShape.Image(9, 10, 5),
        [
            new RescalingSpec(0.5, -0.25),
            new Conv2DSpec(7, new Pair(3, 2)) { Padding = Padding.Same, Strides = new Pair(2, 1), Activation = Activation.GELU, ActivityL1 = 0.01 },
            new PoolingSpec(PoolingKind.Average, Pair.Square(3)) { Strides = Pair.Square(1), Padding = Padding.Same },
            new ActivationSpec(Activation.SELU),
            new PoolingSpec(PoolingKind.Max, Pair.Square(3)) { Strides = Pair.Square(2) },
            new DropoutSpec(0.1),
            new SpatialDropoutSpec(0.3),
            new Conv2DSpec(6, Pair.Square(2)) { Dilation = new Pair(1, 2), UseBias = false, Activation = Activation.Softmax },
        ]),
        new(Marked, SampleShape.Image(10, 10, 3),
        [
            new Conv2DSpec(16, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new FlattenSpec(),
            new DenseSpec(50) { Activation = Activation.Tanh },
            new DropoutSpec(0.1),
            new ReshapeSpec(5, 5, 2),
            new Conv2DSpec(7, Pair.Square(3)) { Activation = Activation.ReLU },
            new FlattenSpec(),
            new DenseSpec(280) { Activation = Activation.Tanh },
            new DenseSpec(4) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(MarkedMeetings, SampleShape.Image(10, 10, 3),
        [
            new Conv2DSpec(16, Pair.Square(3)) { Padding = Padding.Same, UseBias = false },
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.ReLU),
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new FlattenSpec(),
            new DenseSpec(1311) { UseBias = false },
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.Tanh),
            new DropoutSpec(0.1),
            new DenseSpec(400) { UseBias = false },
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.ReLU),
            new DenseSpec(4) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
    ];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation { VectorBits = VectorForms.All }.Compile(Specs));

    /// <summary>All of them, compiled.</summary>
    public static CompiledNetworks Networks => Compiled.Value;

    public static INetwork Create(string name) => Compiled.Value.Create(name, seed: 7);
}
