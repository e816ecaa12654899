using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>A seed decides a training to the last bit, whatever the number of threads.</summary>
public sealed class DeterminismTests
{
    private const int Samples = 53;

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional, 2)]
    [InlineData(GuaranteeNetworks.Convolutional, 3)]
    [InlineData(GuaranteeNetworks.Convolutional, 4)]
    [InlineData(GuaranteeNetworks.Convolutional, 8)]
    [InlineData(GuaranteeNetworks.Normalized, 2)]
    [InlineData(GuaranteeNetworks.Normalized, 3)]
    [InlineData(GuaranteeNetworks.Normalized, 4)]
    [InlineData(GuaranteeNetworks.Normalized, 8)]
    [InlineData(GuaranteeNetworks.Perceptron, 2)]
    [InlineData(GuaranteeNetworks.Perceptron, 3)]
    [InlineData(GuaranteeNetworks.Perceptron, 4)]
    [InlineData(GuaranteeNetworks.Perceptron, 8)]
    [InlineData(GuaranteeNetworks.Graph, 2)]
    [InlineData(GuaranteeNetworks.Graph, 3)]
    [InlineData(GuaranteeNetworks.Graph, 8)]
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

    /// <summary>Orders, flips, translations, contrasts, dropout and noise go on from one fit to the next.</summary>
    [Theory]
    [InlineData(new[] { 1, 1, 1 }, false)]
    [InlineData(new[] { 1, 2 }, false)]
    [InlineData(new[] { 1, 1, 1 }, true)]
    [InlineData(new[] { 2, 1 }, true)]
    public void Fits_one_after_the_other_give_the_same_bits_as_one(int[] epochs, bool numbersEpochs)
    {
        (float[] Parameters, IReadOnlyList<double> Losses) whole = TrainInFits([3], numbersEpochs: false);

        (float[] Parameters, IReadOnlyList<double> Losses) parts = TrainInFits(epochs, numbersEpochs);

        Assert.Equal(whole.Parameters, parts.Parameters);
        Assert.Equal(whole.Losses, parts.Losses);
    }

    /// <summary>Weights that do not move show what else differs: no two epochs drop, flip or shift alike.</summary>
    [Fact]
    public void Fits_of_one_epoch_differ_in_what_they_drop_and_augment()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Convolutional);
        var trainer = new Trainer<INetwork>(network, new SGD(learningRate: 0), Loss.SparseCategoricalCrossentropy);
        Dataset data = RandomData.Classes(network.Info, Samples);
        double[] losses = [.. Enumerable.Range(0, 4).Select(_ => trainer.Fit(data, new FitOptions { Shuffle = false })["loss"][0])];

        Assert.Equal(losses.Length, losses.Distinct().Count());
    }

    private static (float[] Parameters, IReadOnlyList<double> Losses) TrainInFits(int[] epochs, bool numbersEpochs)
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Convolutional);
        var trainer = new Trainer<INetwork>(network, new Adam(learningRate: 0.01), Loss.SparseCategoricalCrossentropy);
        Dataset data = RandomData.Classes(network.Info, Samples);
        var losses = new List<double>();
        foreach (int count in epochs)
        {
            int first = numbersEpochs ? trainer.TrainedEpochs : 0;
            losses.AddRange(trainer.Fit(data, new FitOptions { InitialEpoch = first, Epochs = first + count, BatchSize = 16, Seed = 5 })["loss"]);
        }

        return (network.Parameters.Values.ToArray(), losses);
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
