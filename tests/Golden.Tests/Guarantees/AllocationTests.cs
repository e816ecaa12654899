using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Tests that count what the whole process allocates: no other test may run beside them.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;

/// <summary>Nothing is allocated once everything has been used.</summary>
[Collection(nameof(RunsAlone))]
public sealed class AllocationTests
{
    /// <summary>Beside the tests, the test host allocates now and then; what the networks allocate comes every time.</summary>
    private const int Attempts = 10;

    public static TheoryData<string, int> NetworksAndSamples()
    {
        var data = new TheoryData<string, int>();
        foreach (string name in GuaranteeNetworks.Specs.Select(spec => spec.Name))
        {
            data.Add(name, 1);
            data.Add(name, 37);
            data.Add(name, 1000);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(NetworksAndSamples))]
    public void Predict_allocates_nothing_after_the_first_call(string name, int samples)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        float[] x = NetworkTouch.Numbers(new Random(1), samples * network.Info.InputSize);
        float[] y = new float[samples * network.Info.OutputSize];

        Assert.Equal(0, FewestBytes(() => network.Predict(x, y)));
    }

    [Theory]
    [MemberData(nameof(NetworksAndSamples))]
    public void A_training_batch_allocates_nothing_after_the_first(string name, int samples)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        var random = new Random(1);
        float[] x = NetworkTouch.Numbers(random, samples * network.Info.InputSize);
        float[] dy = NetworkTouch.Numbers(random, samples * network.Info.OutputSize);
        var batch = new RecordingBatch(x, dy, samples);
        TrainingPass pass = network.CreateTrainingPass(samples, workers: 1);

        Assert.Equal(0, FewestBytes(() => pass.Run(batch)));
    }

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional, 1)]
    [InlineData(GuaranteeNetworks.Convolutional, 2)]
    [InlineData(GuaranteeNetworks.Perceptron, 1)]
    [InlineData(GuaranteeNetworks.Perceptron, 2)]
    public void A_training_step_allocates_nothing_after_the_first(string name, int threads)
    {
        const int BatchSize = 32;
        INetwork network = GuaranteeNetworks.Create(name);
        Dataset data = RandomData.Classes(network.Info, BatchSize);
        int[] samples = [.. Enumerable.Range(0, BatchSize)];
        using var step = new TrainingStep(network, new Adam { GlobalClipNorm = 1 }, Loss.SparseCategoricalCrossentropy, BatchSize, threads);

        Assert.Equal(0, FewestBytes(() => step.Run(data, samples, randomKey: 3)));
    }

    /// <summary>The first call is allowed anything.</summary>
    private static long FewestBytes(Action action)
    {
        action();
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && fewest > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return fewest;
    }
}
