using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public class DeterminismTests
{
    /// <summary>Optimizers whose steps have phases of their own; the network's parameters span several chunks.</summary>
    public static TheoryData<string> Optimizers => ["Adam", "ClipNorm", "GlobalClipNorm", "RMSprop"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Weights_and_history_are_the_same_to_the_bit_on_any_number_of_threads(string optimizer)
    {
        (int[] weights, long[] history) expected = Train(optimizer, threads: 1);
        foreach (int threads in new[] { 2, 3, 4 })
        {
            (int[] weights, long[] history) = Train(optimizer, threads);
            Assert.Equal(expected.weights, weights);
            Assert.Equal(expected.history, history);
        }
    }

    [Fact]
    public void Another_seed_gives_other_weights() => Assert.NotEqual(Train("Adam", threads: 1, seed: 1).Weights, Train("Adam", threads: 1, seed: 2).Weights);

    private static (int[] Weights, long[] History) Train(string optimizer, int threads, int seed = 5)
    {
        var network = new LinearNetwork(700, [30], l1: 1e-4f, l2: 1e-3f, activityL2: 0.01f);
        var trainer = new Trainer<LinearNetwork>(network, Create(optimizer), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(90, 700, 30);
        History history = trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = 32, ValidationSplit = 0.2, Threads = threads, Seed = seed });
        IEnumerable<double> figures = history.Names.SelectMany(name => history[name]);
        return ([.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits)], [.. figures.Select(BitConverter.DoubleToInt64Bits)]);
    }

    private static Optimizer Create(string name) => name switch
    {
        "Adam" => new Adam(),
        "ClipNorm" => new SGD(momentum: 0.9) { ClipNorm = 0.1f },
        "GlobalClipNorm" => new AdamW { GlobalClipNorm = 0.1f },
        "RMSprop" => new RMSprop(momentum: 0.5, centered: true) { ClipValue = 0.01f },
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
