using System;
using NetGen.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Buffers that can never be had are refused in words, before any of them is made.</summary>
public sealed class TrainingMemoryTests
{
    [Fact]
    public void Threads_that_take_more_than_the_process_can_have_are_refused_with_the_figures()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Convolutional);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        int workers = checked((int)((available / network.Info.TrainingBytesPerWorker) + 2));

        InsufficientMemoryException refusal = Assert.Throws<InsufficientMemoryException>(() => network.CreateTrainingPass(4, workers));

        Assert.Matches(
            $@"^Training {network.Info.Name} with batches of 4 on {workers} threads takes [\d,.]+ GB, beside the parameters and what the optimizer keeps; this process can have [\d.]+ GB\. "
                + @"A sample takes [\d.]+ MB of it, a thread [\d.]+ MB: take a smaller batch size or fewer threads, or a smaller network\.$",
            refusal.Message);
    }

    [Fact]
    public void A_batch_that_no_array_holds_is_refused_with_the_figures()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => network.CreateTrainingPass(int.MaxValue, 1));

        Assert.Contains($"for a batch of {int.MaxValue} is more than memory holds in one piece; take a smaller batch size", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 700)]
    [InlineData(4, 1, 1000)]
    [InlineData(1, 3, 1100)]
    public void What_fits_exactly_is_not_refused(int samples, int workers, long bytes)
    {
        NetworkInfo network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron).Info;
        var info = new NetworkInfo("Fits", network.InputShape, network.Layers)
        {
            OutputActivation = Activation.Linear,
            InferenceBytes = 0,
            TrainingBytes = 600,
            TrainingBytesPerSample = 100,
            TrainingBytesPerWorker = 200,
        };

        TrainingMemory.Require(info, samples, workers, bytes);
        TrainingMemory.Require(info, samples, workers, available: 0);
        Assert.Throws<InsufficientMemoryException>(() => TrainingMemory.Require(info, samples, workers, bytes - 1));
    }
}
