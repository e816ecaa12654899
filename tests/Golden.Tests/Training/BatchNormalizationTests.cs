using System;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>What a batch normalization is called, begins with, counts and saves.</summary>
public sealed class BatchNormalizationTests
{
    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(new NetworkSpec("Normalized", SampleShape.Image(4, 5, 6),
    [
        new BatchNormalizationSpec(),
        new BatchNormalizationSpec { Scale = false, BetaL2 = 0.1 },
        new BatchNormalizationSpec { Center = false },
        new BatchNormalizationSpec { Scale = false, Center = false },
        new FlattenSpec(),
        new DenseSpec(2),
    ])
    { InputGradient = false }));

    [Fact]
    public void Parameters_have_the_names_shapes_order_and_first_values_of_Keras()
    {
        INetwork network = Compiled.Value.Create("Normalized");

        Assert.Equal(
            [
                "batch_normalization/gamma", "batch_normalization/beta", "batch_normalization/moving_mean", "batch_normalization/moving_variance",
                "batch_normalization_1/beta", "batch_normalization_1/moving_mean", "batch_normalization_1/moving_variance",
                "batch_normalization_2/gamma", "batch_normalization_2/moving_mean", "batch_normalization_2/moving_variance",
                "batch_normalization_3/moving_mean", "batch_normalization_3/moving_variance",
            ],
            network.Parameters.SkipLast(2).Select(parameter => parameter.Info.Name));
        Assert.All(network.Parameters.SkipLast(2), parameter =>
        {
            bool isOne = parameter.Info.Name.EndsWith("gamma", StringComparison.Ordinal) || parameter.Info.Name.EndsWith("variance", StringComparison.Ordinal);
            Assert.Equal([6], parameter.Info.Shape);
            Assert.Equal(Enumerable.Repeat(isOne ? 1f : 0, 6), parameter.Values.ToArray());
            Assert.Equal(parameter.Info.Name.Contains("moving", StringComparison.Ordinal), !parameter.Info.IsTrainable);
        });
        Assert.Equal(0.1f, network.Parameters["batch_normalization_1/beta"].Info.L2);
    }

    [Fact]
    public void The_summary_counts_statistics_as_not_trainable()
    {
        string summary = Compiled.Value.Create("Normalized").Info.Summary(88);

        Assert.Matches("│ batch_normalization +│ \\(None, 4, 5, 6\\) +│ +24 │\n│ \\(BatchNormalization\\) ", summary);
        Assert.EndsWith(" Total params: 314 (1.23 KB)\n Trainable params: 266 (1.04 KB)\n Non-trainable params: 48 (192.00 B)", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_keep_the_moving_statistics()
    {
        INetwork network = Compiled.Value.Create("Normalized");
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.Set([.. NetworkTouch.Numbers(new Random(parameter.Info.Offset), parameter.Info.Size).Select(MathF.Abs)]);
        }

        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        INetwork loaded = Compiled.Value.Create("Normalized");
        loaded.Load(file);

        float[] sample = NetworkTouch.Numbers(new Random(1), network.Info.InputSize);
        Assert.Equal(network.Predict(sample), loaded.Predict(sample));
    }
}
