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

    /// <summary>What rank 0 saved is everybody's; on the others, too, a callback has begun before it gets its state.</summary>
    [Fact]
    public void Callbacks_of_all_ranks_go_on_from_where_they_were()
    {
        Counting[] Count(int? breakAfter) => [.. ThreadRanks.Run(2, exchange =>
        {
            var counting = new Counting();
            try
            {
                Fit(exchange, _folder, breakAfter, seed: 5, out _, out _, counting);
            }
            catch (Exception exception) when (exception is BrokenOffException or ExchangeException { InnerException: BrokenOffException })
            {
            }

            return counting;
        }).Select(rank => rank.Result!)];

        Assert.All(Count(breakAfter: 5), counting => Assert.Equal((1, null), (counting.Beginnings, counting.ResumedFrom)));

        // Which step the newest checkpoint is of depends on how quickly they were written.
        Counting[] resumed = Count(breakAfter: null);
        Assert.All(resumed, counting => Assert.Equal((1, 9), (counting.Beginnings, counting.Steps)));
        Assert.NotNull(resumed[0].ResumedFrom);
        Assert.Equal(resumed[0].ResumedFrom, resumed[1].ResumedFrom);
    }

    private static SharedTraining.Outcome Train(Exchange? exchange, string? folder, int? breakAfter, int seed = 5)
    {
        History history = Fit(exchange, folder, breakAfter, seed, out INetwork network, out Optimizer optimizer);
        return SharedTraining.Of(network, optimizer, history);
    }

    private static History Fit(Exchange? exchange, string? folder, int? breakAfter, int seed, out INetwork network, out Optimizer optimizer, params Callback[] callbacks)
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
            Callbacks = [.. callbacks, breaking, new ReduceLROnPlateau(monitor: "loss", patience: 0, minDelta: 0.1)],
            Exchange = exchange,
        };
        return new Trainer<INetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy).Fit(RandomData.Classes(network.Info, 53), options);
    }

    /// <summary>Counts steps over all fits, and beginnings in this one.</summary>
    private sealed class Counting : Callback
    {
        public int Beginnings { get; private set; }

        public int Steps { get; private set; }

        public TrainingPosition? ResumedFrom { get; private set; }

        public override bool RunsOnEveryRank => true;

        public override void OnTrainBegin()
        {
            Beginnings++;
            Steps = 0;
            ResumedFrom = Context.ResumedFrom;
        }

        public override void OnTrainBatchEnd(int batch, Logs logs) => Steps++;

        public override void SaveState(SavedState state) => state.Set("steps", Steps);

        public override void LoadState(SavedState state) => Steps = state.GetInt32("steps");
    }

    private sealed class BrokenOffException : Exception;
}
