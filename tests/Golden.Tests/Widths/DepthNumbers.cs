using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;

namespace NetGen.Golden.Tests.Widths;

/// <summary>What networks of growing depth predict, before and after some training.</summary>
internal static class DepthNumbers
{
    private const int Samples = 16;
    private const int Steps = 50;

    /// <summary>Numbers of convolutions with 16 channels, one above the other, with a batch normalization and a ReLU behind each.</summary>
    public static IReadOnlyList<int> Depths { get; } = [1, 4, 16, 48];

    public static IReadOnlyList<NetworkSpec> Specs { get; } = [.. Depths.Select(depth => new NetworkSpec(
        FormattableString.Invariant($"Deep{depth}"),
        SampleShape.Image(8, 8, 3),
        [.. Enumerable.Range(0, depth).SelectMany(Layers), new GlobalPoolingSpec(PoolingKind.Average), new DenseSpec(4)]) { InputGradient = false })];

    /// <summary>All numbers, as text: of each depth a line with those before training and one with those after.</summary>
    public static string Of(CompiledNetworks networks) => string.Join('\n', Specs.SelectMany(spec =>
    {
        INetwork network = networks.Create(spec.Name, seed: 3);
        var random = new Random(5);
        Dataset data = Dataset.FromValues(
            NetworkTouch.Numbers(random, Samples * network.Info.InputSize),
            NetworkTouch.Numbers(random, Samples * network.Info.OutputSize),
            network.Info.OutputSize,
            network.Info.InputShape);
        var trainer = new Trainer<INetwork>(network, new SGD(learningRate: 0.01), Loss.MeanSquaredError);
        string before = Text(trainer.Predict(data));
        trainer.Fit(data, new FitOptions { Epochs = Steps, BatchSize = Samples, Threads = 1 });
        return new[] { before, Text(trainer.Predict(data)) };
    }));

    /// <summary>The numbers of a line.</summary>
    public static float[] Read(string line) => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(line)).ToArray();

    private static IEnumerable<LayerSpec> Layers(int index) =>
        [new Conv2DSpec(16, Pair.Square(3)) { Padding = Padding.Same }, new BatchNormalizationSpec(), new ActivationSpec(Activation.ReLU)];

    private static string Text(float[] values) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(values));
}
