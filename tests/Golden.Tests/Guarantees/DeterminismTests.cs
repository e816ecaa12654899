using System.Collections.Generic;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>A seed decides a training to the last bit, whatever the number of threads.</summary>
public sealed class DeterminismTests
{
    private const int Samples = 53;

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional, 2)]
    [InlineData(GuaranteeNetworks.Convolutional, 4)]
    [InlineData(GuaranteeNetworks.Perceptron, 2)]
    [InlineData(GuaranteeNetworks.Perceptron, 4)]
    public void Training_on_several_threads_gives_the_same_bits_as_on_one(string name, int threads)
    {
        (float[] Parameters, IReadOnlyList<double> Losses) alone = Train(name, threads: 1, seed: 5);

        (float[] Parameters, IReadOnlyList<double> Losses) together = Train(name, threads, seed: 5);

        Assert.Equal(alone.Parameters, together.Parameters);
        Assert.Equal(alone.Losses, together.Losses);
    }

    [Fact]
    public void Another_seed_gives_another_training()
    {
        Assert.NotEqual(
            Train(GuaranteeNetworks.Convolutional, threads: 1, seed: 5).Parameters, Train(GuaranteeNetworks.Convolutional, threads: 1, seed: 6).Parameters);
    }

    /// <summary>With dropout, shuffling, and a short last batch.</summary>
    private static (float[] Parameters, IReadOnlyList<double> Losses) Train(string name, int threads, int seed)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        var trainer = new Trainer<INetwork>(network, new Adam(learningRate: 0.01), Loss.SparseCategoricalCrossentropy);
        Dataset data = RandomData.Classes(network.Info, Samples);
        History history = trainer.Fit(data, new FitOptions { Epochs = 3, BatchSize = 16, Threads = threads, Seed = seed, ValidationSplit = 0.1 });
        return (network.Parameters.Values.ToArray(), [.. history["loss"], .. history["val_loss"]]);
    }
}
