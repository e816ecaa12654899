using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>A training with everything that ranks must agree on, by one rank or by several.</summary>
internal static class SharedTraining
{
    /// <summary>What comes out of it, to the bit.</summary>
    public sealed record Outcome(uint[] Parameters, string Figures, string State);

    /// <summary>A network's fit: batches of 24, 24 and 5, and of 10 and 7 in validation.</summary>
    public static FitOptions Options(INetwork network, Exchange? exchange) => new()
    {
        Epochs = 3,
        BatchSize = 24,
        ValidationBatchSize = 10,
        Seed = 5,
        Threads = 1,
        Validation = RandomData.Classes(network.Info, 17),
        Exchange = exchange,
    };

    /// <summary>Trains a network of the tests of guarantees.</summary>
    public static Outcome Run(
        string name,
        Exchange? exchange,
        Func<INetwork, FitOptions>? options = null,
        Func<Optimizer>? optimizer = null,
        IReadOnlyList<Metric>? metrics = null,
        Func<Dataset, DataSource>? data = null)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        Optimizer used = optimizer?.Invoke() ?? new Adam(1e-3);
        var trainer = new Trainer<INetwork>(network, used, Loss.SparseCategoricalCrossentropy, metrics);
        Dataset samples = RandomData.Classes(network.Info, 53);
        History history = trainer.Fit(data?.Invoke(samples) ?? samples, options?.Invoke(network) ?? Options(network, exchange));
        return Of(network, used, history);
    }

    /// <summary>Trains on one rank and on several, and holds each of these to the one.</summary>
    public static void AssertSameBits(int ranks, Func<Exchange?, Outcome> train)
    {
        Outcome alone = train(null);
        foreach ((Outcome? together, Exception? failure) in ThreadRanks.Run(ranks, train))
        {
            Assert.Null(failure);
            Assert.Equal(alone.Figures, together!.Figures);
            Assert.Equal(alone.Parameters, together.Parameters);
            Assert.Equal(alone.State, together.State);
        }
    }

    /// <summary>What a training has come to.</summary>
    public static Outcome Of(INetwork network, Optimizer optimizer, History history)
    {
        string figures = string.Join("; ", history.Names.Select(name => $"{name} {string.Join(", ", history[name].Select(BitConverter.DoubleToInt64Bits))}"));
        return Of(network, optimizer, $"{string.Join(", ", history.Epochs)}: {figures}");
    }

    /// <summary>What a training has come to whose figures are known.</summary>
    public static Outcome Of(INetwork network, Optimizer optimizer, string figures)
    {
        string state = string.Join("; ", optimizer.SlotNames.Select(slot => $"{slot} {Convert.ToHexString(MemoryMarshal.AsBytes(optimizer.GetSlot(slot)))}"));
        return new Outcome(
            [.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToUInt32Bits)],
            figures,
            $"{optimizer.Iterations}, {optimizer.LearningRate:R}: {state}");
    }
}
