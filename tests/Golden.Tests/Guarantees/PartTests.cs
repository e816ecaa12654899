using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>What several processes will do: each carries a part of a batch's lanes, and the parts' gradients are added up as the lanes are.</summary>
public sealed class PartTests
{
    private static readonly int[] BatchSizes = [1, 2, 7, 24, 53, 64, 128, 200];

    public static IEnumerable<object[]> Names => GuaranteeNetworks.Specs.Select(spec => new object[] { spec.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_in_parts_gives_the_bits_of_one_that_is_whole(string name)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        foreach (int samples in BatchSizes)
        {
            float[] x = NetworkTouch.Numbers(new Random(samples), samples * network.Info.InputSize);
            float[] dy = NetworkTouch.Numbers(new Random(4), samples * network.Info.OutputSize);
            TrainingPass whole = network.CreateTrainingPass(samples, workers: 1);
            whole.Run(new RecordingBatch(x, dy, samples, randomKey: 9));
            foreach (int parts in new[] { 2, 4, 8, 16 })
            {
                float[] gradients = new PartedPass(network, samples, parts).Run(part => new RecordingBatch(x, dy, samples, randomKey: 9) { Carried = part });

                Assert.Equal(whole.Gradients, gradients);
            }
        }
    }

    /// <summary>Of the whole batch dense layers copy nothing, of parts they copy the samples: all at once, or some features after the others.</summary>
    [Fact]
    public void A_batch_that_is_too_large_to_be_copied_gives_the_same_bits_in_parts()
    {
        const int Samples = 2200;
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Wide);
        float[] x = NetworkTouch.Numbers(new Random(7), Samples * network.Info.InputSize);
        float[] dy = NetworkTouch.Numbers(new Random(8), Samples * network.Info.OutputSize);
        TrainingPass whole = network.CreateTrainingPass(Samples, workers: 1);
        whole.Run(new RecordingBatch(x, dy, Samples, randomKey: 9));
        foreach (int parts in new[] { 2, 4, 8 })
        {
            float[] gradients = new PartedPass(network, Samples, parts).Run(part => new RecordingBatch(x, dy, Samples, randomKey: 9) { Carried = part });

            Assert.Equal(whole.Gradients, gradients);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_parts_of_a_batch_have_each_of_its_samples_once(string name)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        TrainingPass pass = network.CreateTrainingPass(BatchSizes.Max(), workers: 1);
        foreach (int samples in BatchSizes)
        {
            foreach (int parts in new[] { 1, 2, 4, 8, 16 })
            {
                int next = 0;
                for (int part = 0; part < parts; part++)
                {
                    LaneRange lanes = pass.Lanes(new RecordingBatch([], new float[samples], samples) { Carried = (part, parts) });
                    Assert.True(lanes.Count == 0 || lanes.FirstSample == next);
                    next += lanes.Samples;
                }

                Assert.Equal(samples, next);
            }
        }
    }

    /// <summary>Batches that are large enough have work for eight.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Large_batches_have_eight_parts_of_one_size(string name)
    {
        TrainingPass pass = GuaranteeNetworks.Create(name).CreateTrainingPass(capacity: 128, workers: 1);
        for (int part = 0; part < 8; part++)
        {
            Assert.Equal(16, pass.Lanes(new RecordingBatch([], new float[128], 128) { Carried = (part, 8) }).Samples);
        }
    }
}
