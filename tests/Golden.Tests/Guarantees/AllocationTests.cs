using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Execution;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Tests that use the process's one team of threads for predictions: no other test may run beside them.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;

/// <summary>Nothing is allocated once everything has been used.</summary>
[Collection(nameof(RunsAlone))]
public sealed class AllocationTests
{
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

        AllocationMeter.AssertNoneInPredictions(network, () => network.Predict(x, y));
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

        AllocationMeter.AssertNoneHere(() => pass.Run(batch));
    }

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional, 1)]
    [InlineData(GuaranteeNetworks.Convolutional, 2)]
    [InlineData(GuaranteeNetworks.Perceptron, 1)]
    [InlineData(GuaranteeNetworks.Perceptron, 2)]
    [InlineData(GuaranteeNetworks.Graph, 2)]
    public void A_training_step_allocates_nothing_after_the_first(string name, int threads)
    {
        const int BatchSize = 32;
        INetwork network = GuaranteeNetworks.Create(name);
        var meter = new AllocationMeter();
        var data = new MeteredDataset(RandomData.Classes(network.Info, BatchSize), meter);
        int[] samples = [.. Enumerable.Range(0, BatchSize)];
        using var step = new TrainingStep(network, new Adam { GlobalClipNorm = 1 }, Loss.SparseCategoricalCrossentropy, BatchSize, threads);

        meter.AssertNone(() => step.Run(data, samples, randomKey: 3));
    }
}
