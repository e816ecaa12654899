using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Inside;

/// <summary>
/// Batch normalizations that predictions take into the weights of the layer before, against the passes that do not: that of evaluation, and that of layer outputs,
/// which computes every layer on its own.
/// </summary>
public sealed class FoldingTests
{
    private static readonly BatchNormalizationSpec Normalization = new();

    /// <summary>Directly and by Winograd's algorithm, of filters that fill registers and of some that do not, with all that may stand behind; and dense.</summary>
    private static readonly NetworkSpec[] Specs =
    [
        Image("Plain", 3, Convolution(5), Normalization),
        Image("NoBias", 3, Convolution(16) with { UseBias = false }, Normalization),
        Image("OnePixel", 5, new Conv2DSpec(7, Pair.Square(1)), Normalization with { Scale = false }, Relu, Pool(PoolingKind.Max)),
        Image("Strided", 4, new Conv2DSpec(33, Pair.Square(3)) { Strides = Pair.Square(2) }, Normalization with { Center = false }, new ActivationSpec(Activation.GELU)),
        Image("Winograd", 32, Convolution(32), Normalization, Relu, Pool(PoolingKind.Max)),
        Image("WinogradOfThree", 32, Convolution(48) with { UseBias = false }, Normalization with { Epsilon = 1e-7 }, Relu),
        Image("WinogradOfFive", 32, new Conv2DSpec(48, Pair.Square(5)) { Padding = Padding.Same, UseBias = false }, Normalization, Relu, Pool(PoolingKind.Max)),
        Image("Sloping", 3, Convolution(24), Normalization, new ActivationSpec(Activation.LeakyReLU) { NegativeSlope = 0.3 }, Pool(PoolingKind.Max)),
        Image("Mean", 3, Convolution(9), Normalization, Pool(PoolingKind.Average)),
        Image("MeanOfTanh", 3, Convolution(9), Normalization, new ActivationSpec(Activation.Tanh), Pool(PoolingKind.Average)),
        Image("Softmax", 3, Convolution(9), Normalization, new ActivationSpec(Activation.Softmax)),
        Image("Penalized", 3, Convolution(9) with { ActivityL2 = 0.1 }, Normalization, Relu),
        Image("Activated", 3, Convolution(9) with { Activation = Activation.ReLU }, Normalization, new ActivationSpec(Activation.Sigmoid)),
        Image("First", 3, Normalization, Relu, Pool(PoolingKind.Max)),
        Image("FirstOfMany", 33, Normalization, Convolution(8), Normalization, Relu, Convolution(8), Normalization),
        Image("Flattened", 3, Convolution(4), new FlattenSpec(), Normalization, Relu, new DenseSpec(3)),
        Image("Depthwise", 17, Depthwise(3), Normalization, Relu),
        Image("DepthwiseOfTwo", 5, Depthwise(3) with { Multiplier = 2, UseBias = false, Strides = Pair.Square(2) }, Normalization, new ActivationSpec(Activation.Tanh), Pool(PoolingKind.Max)),
        Image("Separated", 16, Depthwise(5) with { UseBias = false }, Normalization, Relu, new Conv2DSpec(9, Pair.Square(1)) { UseBias = false }, Normalization),
        Image("Grouped", 6, Convolution(9) with { Groups = 3 }, Normalization, Relu, Pool(PoolingKind.Max)),
        Image("GroupsOfRegisters", 64, Convolution(64) with { Groups = 2, UseBias = false }, Normalization, Relu),
        Image("GroupsOfOne", 5, Convolution(10) with { Groups = 5 }, Normalization, Relu),
        Image("SeparableLayer", 7, new SeparableConv2DSpec(12, Pair.Square(3)) { Multiplier = 2 }, Normalization, Relu, Pool(PoolingKind.Max)),
        Image("Transposed", 5, new Conv2DTransposeSpec(7, Pair.Square(3)) { Strides = Pair.Square(2), Padding = Padding.Same }, Normalization, Relu, Pool(PoolingKind.Max)),
        Image("TransposedWithGaps", 16, new Conv2DTransposeSpec(16, Pair.Square(2)) { Strides = Pair.Square(3), UseBias = false }, Normalization, new ActivationSpec(Activation.GELU)),
        new("Dense", SampleShape.Vector(40), [new DenseSpec(37), Normalization, Relu, new DenseSpec(16) { UseBias = false }, Normalization, new DenseSpec(5), Normalization]),
        new("DenseSigmoid", SampleShape.Vector(40), [new DenseSpec(37), Normalization, new ActivationSpec(Activation.Sigmoid)]),
    ];

    private static readonly Lazy<CompiledNetworks> Compiled =
        new(() => new NetworkCompilation().Compile([.. Specs.Select(spec => spec with { InputGradient = false, LayerOutputs = true })]));

    public static TheoryData<string> Networks => [.. Specs.Select(spec => spec.Name)];

    private static ActivationSpec Relu => new(Activation.ReLU);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Predictions_are_those_of_the_layers_one_by_one(string name)
    {
        var network = (ILayerOutputs)Compiled.Value.Create(name);
        foreach (double spread in new[] { 1, 1e-12, 1e12 })
        {
            Draw(network, spread, seed: 5);
            float[] x = NetworkTouch.Numbers(new Random(6), 9 * network.Info.InputSize);
            float[] together = network.Predict(x);
            float[] evaluated = Evaluate(network, x);
            double[] alone = [.. x.Chunk(network.Info.InputSize).SelectMany(sample => network.LayerOutput(network.Info.Layers[^1].Name, sample)).Select(value => (double)value)];

            AssertClose($"Predict, variances of {spread}", alone, together);
            AssertClose($"Evaluate, variances of {spread}", alone, evaluated);
        }
    }

    /// <summary>What was packed is stale when the statistics change, as when weights do.</summary>
    [Fact]
    public void New_statistics_show_at_once()
    {
        INetwork network = Compiled.Value.Create("Plain");
        float[] sample = NetworkTouch.Numbers(new Random(1), network.Info.InputSize);
        float[] before = network.Predict(sample);
        network.Parameters["batch_normalization/moving_mean"].Set([1, 1, 1, 1, 1]);
        float[] after = network.Predict(sample);

        double factor = 1 / Math.Sqrt(1.001);
        Closeness.Relative("shifted", [.. before.Select(value => value - factor)], after, 1e-5);
    }

    [Fact]
    public void A_trainer_evaluates_and_predicts_alike()
    {
        INetwork network = Compiled.Value.Create("DenseSigmoid");
        Draw(network, spread: 1, seed: 3);
        float[] x = NetworkTouch.Numbers(new Random(4), 50 * network.Info.InputSize);
        float[] outputs = network.Predict(x);
        var trainer = new Trainer<INetwork>(network, new SGD(), Loss.MeanSquaredError);

        Assert.InRange(trainer.Evaluate(Dataset.FromValues(x, outputs, network.Info.OutputSize)).Loss, 0, 1e-10);
    }

    private static float[] Evaluate(INetwork network, float[] x)
    {
        int samples = x.Length / network.Info.InputSize;
        var batch = new RecordingBatch(x, new float[samples * network.Info.OutputSize], samples) { Trains = false };
        network.CreateTrainingPass(samples, workers: 1).Run(batch);
        return batch.Outputs;
    }

    /// <summary>Weights and statistics at random: variances from a thousandth to a thousand times the spread, factors of both signs.</summary>
    private static void Draw(INetwork network, double spread, int seed)
    {
        var random = new Random(seed);
        foreach (Parameter parameter in network.Parameters)
        {
            bool isVariance = parameter.Info.Name.EndsWith("moving_variance", StringComparison.Ordinal);
            parameter.Set([.. NetworkTouch.Numbers(random, parameter.Info.Size).Select(value => isVariance ? (float)(spread * Math.Pow(10, 3 * value)) : value)]);
        }
    }

    private static void AssertClose(string what, double[] want, float[] got)
    {
        double allowed = 1e-5 * want.Max(Math.Abs);
        Assert.True(allowed > 0);
        Closeness.Absolute(what, want, got, allowed);
    }

    private static Conv2DSpec Convolution(int filters) => new(filters, Pair.Square(3)) { Padding = Padding.Same };

    private static DepthwiseConv2DSpec Depthwise(int size) => new(Pair.Square(size)) { Padding = Padding.Same };

    private static PoolingSpec Pool(PoolingKind kind) => new(kind, Pair.Square(2));

    private static NetworkSpec Image(string name, int channels, params IReadOnlyList<LayerSpec> layers) => new(name, SampleShape.Image(8, 9, channels), layers);
}
