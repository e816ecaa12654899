using System;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>Layers that are not trained.</summary>
public sealed class FrozenLayerTests
{
    private static readonly LayerSpec[] Below =
    [
        new Conv2DSpec(5, Pair.Square(3)) { Activation = Activation.ReLU, KernelL2 = 0.1, KernelMaxNorm = 0.01, Trainable = false },
        new BatchNormalizationSpec { Trainable = false },
        new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
        new FlattenSpec(),
    ];

    private static readonly LayerSpec[] Head = [new DenseSpec(6) { Activation = Activation.Tanh }, new DenseSpec(4) { Activation = Activation.Softmax }];

    private static readonly SampleShape Input = SampleShape.Image(8, 9, 3);

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        new NetworkSpec("Frozen", Input, [.. Below, .. Head]) { InputGradient = false, LayerOutputs = true },
        new NetworkSpec("Head", SampleShape.Vector(3 * 3 * 5), Head) { InputGradient = false }));

    [Fact]
    public void The_rest_is_trained_as_on_what_frozen_layers_put_out()
    {
        var frozen = (ILayerOutputs)Compiled.Value.Create("Frozen");
        INetwork head = Compiled.Value.Create("Head");
        Random random = new(4);
        foreach (Parameter parameter in frozen.Parameters)
        {
            parameter.Set([.. parameter.Info.Name.StartsWith("batch", StringComparison.Ordinal) ? Enumerable.Range(0, 5).Select(_ => random.NextSingle() + 0.5f) : parameter.Values.ToArray()]);
        }

        foreach (Parameter parameter in head.Parameters)
        {
            parameter.Set(frozen.Parameters[parameter.Info.Name].Values);
        }

        float[] before = frozen.Parameters.Values[(int)frozen.Info.TrainableParameterCount..].ToArray();
        float[] x = NetworkTouch.Numbers(random, 40 * frozen.Info.InputSize);
        int[] labels = [.. Enumerable.Range(0, 40).Select(_ => random.Next(4))];
        Dataset data = Dataset.FromClasses(x, labels, frozen.Info.InputShape);
        Dataset features = Dataset.FromClasses([.. x.Chunk(frozen.Info.InputSize).SelectMany(sample => frozen.LayerOutput("flatten", sample))], labels);
        var options = new FitOptions { Epochs = 4, BatchSize = 8, Threads = 2 };
        History history = Trainer(frozen).Fit(data, options);
        History expected = Trainer(head).Fit(features, options);

        Assert.Equal(before, frozen.Parameters.Values[(int)frozen.Info.TrainableParameterCount..].ToArray());
        Assert.Equal(expected["loss"].Count, history["loss"].Count);
        Closeness.Relative("loss", [.. expected["loss"]], [.. history["loss"].Select(loss => (float)loss)], 1e-5);
        Assert.All(head.Parameters, parameter => Closeness.Relative(
            parameter.Info.Name, Array.ConvertAll(parameter.Values.ToArray(), value => (double)value), frozen.Parameters[parameter.Info.Name].Values, 1e-4));
    }

    [Fact]
    public void They_are_counted_as_not_trainable_and_saved_like_all_others()
    {
        INetwork network = Compiled.Value.Create("Frozen");
        NetworkInfo info = network.Info;

        Assert.Equal(
            [
                "conv2d/kernel", "conv2d/bias", "batch_normalization/gamma", "batch_normalization/beta", "batch_normalization/moving_mean",
                "batch_normalization/moving_variance",
            ],
            info.Parameters.Where(parameter => !parameter.IsTrainable).Select(parameter => parameter.Name));
        Assert.EndsWith(" Trainable params: 304 (1.19 KB)\n Non-trainable params: 160 (640.00 B)", info.Summary(88), StringComparison.Ordinal);

        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        INetwork loaded = Compiled.Value.Create("Frozen", seed: 2);
        loaded.Load(file);
        Assert.Equal(network.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());
    }

    private static Trainer<INetwork> Trainer(INetwork network) =>
        new(network, new AdamW(learningRate: 0.01) { GlobalClipNorm = 0.5f, UseEma = true, EmaOverwriteFrequency = 3 }, Loss.SparseCategoricalCrossentropy);
}
