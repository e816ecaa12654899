using System;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>The first rank's checkpoints are all that any number of ranks needs to go on.</summary>
public sealed class SharedCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-sharing-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 2)]
    [InlineData(2, 1)]
    [InlineData(8, 8)]
    public void A_training_goes_on_with_another_number_of_ranks_and_the_same_bits(int before, int after)
    {
        SharedTraining.Outcome whole = Train(exchange: null, folder: null, breakAfter: null);
        foreach ((SharedTraining.Outcome? outcome, Exception? failure) in ThreadRanks.Run(before, exchange => Train(exchange, _folder, breakAfter: 5)))
        {
            Assert.Null(outcome);
            Assert.True(failure is BrokenOffException or ExchangeException { InnerException: BrokenOffException }, failure?.ToString());
        }

        foreach ((SharedTraining.Outcome? outcome, Exception? failure) in ThreadRanks.Run(after, exchange => Train(exchange, _folder, breakAfter: null)))
        {
            Assert.Null(failure);
            Assert.Equal(whole.Figures, outcome!.Figures);
            Assert.Equal(whole.Parameters, outcome.Parameters);
            Assert.Equal(whole.State, outcome.State);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_training_keeps_all_ranks_from_beginning()
    {
        Train(exchange: null, _folder, breakAfter: null);

        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange => Train(exchange, _folder, breakAfter: null, seed: 6));

        Assert.Contains("seed: 5 there, 6 here", Assert.IsType<ArgumentException>(ranks[0].Failure).Message, StringComparison.Ordinal);
        Assert.Contains("seed: 5 there, 6 here", Assert.IsType<ExchangeException>(ranks[1].Failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_ranks_know_where_training_went_on_from()
    {
        Train(exchange: null, _folder, breakAfter: null);

        (History? History, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange => Fit(exchange, _folder, breakAfter: null, seed: 5, out _, out _));

        Assert.All(ranks, rank => Assert.Equal(_folder, Path.GetDirectoryName(rank.History!.ResumedFrom)));
        Assert.All(ranks, rank => Assert.Equal([0, 1, 2], rank.History!.Epochs));
    }

    private static SharedTraining.Outcome Train(Exchange? exchange, string? folder, int? breakAfter, int seed = 5)
    {
        History history = Fit(exchange, folder, breakAfter, seed, out INetwork network, out Optimizer optimizer);
        return SharedTraining.Of(network, optimizer, history);
    }

    private static History Fit(Exchange? exchange, string? folder, int? breakAfter, int seed, out INetwork network, out Optimizer optimizer)
    {
        network = GuaranteeNetworks.Create(GuaranteeNetworks.Normalized);
        optimizer = new Adam(1e-3) { GradientAccumulationSteps = 2, UseEma = true };
        int steps = 0;
        var breaking = new LambdaCallback(onTrainBatchEnd: (_, _) =>
        {
            if (++steps == breakAfter)
            {
                throw new BrokenOffException();
            }
        });
        var options = new FitOptions
        {
            Epochs = 3,
            BatchSize = 24,
            Seed = seed,
            Threads = 1,
            Validation = RandomData.Classes(network.Info, 17),
            Checkpoint = folder is null ? null : new CheckpointOptions(folder, CheckpointInterval.Steps(1)),
            Callbacks = [breaking, new ReduceLROnPlateau(monitor: "loss", patience: 0, minDelta: 0.1)],
            Exchange = exchange,
        };
        return new Trainer<INetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy).Fit(RandomData.Classes(network.Info, 53), options);
    }

    private sealed class BrokenOffException : Exception;
}
