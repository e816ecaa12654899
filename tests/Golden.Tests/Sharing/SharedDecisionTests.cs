using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>What is decided on one rank is done on all, at the same place.</summary>
public sealed class SharedDecisionTests
{
    private const string Network = GuaranteeNetworks.Normalized;

    [Fact]
    public void Early_stopping_rates_and_best_weights_reach_all() =>
        SharedTraining.AssertSameBits(4, exchange => SharedTraining.Run(Network, exchange, network => With(network, exchange, epochs: 12,
        [
            new ReduceLROnPlateau(monitor: "loss", patience: 0, factor: 0.5, minDelta: 0.1),
            new EarlyStopping(patience: 2, minDelta: 0.01, restoreBestWeights: true),
        ])));

    [Fact]
    public void Callbacks_run_on_the_first_rank_and_on_the_others_where_they_say_so()
    {
        (Counting[]? Counts, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange =>
        {
            Counting[] counting = [new Counting(everywhere: false), new Counting(everywhere: true)];
            SharedTraining.Run(Network, exchange, network => With(network, exchange, epochs: 2, counting));
            return counting;
        });

        Assert.All(ranks, rank => Assert.Null(rank.Failure));
        Assert.Equal([6, 0, 0, 0], ranks.Select(rank => rank.Counts![0].Steps));
        Assert.Equal([6, 6, 6, 6], ranks.Select(rank => rank.Counts![1].Steps));
        Assert.All(ranks, rank => Assert.Equal(ranks[0].Counts![1].Losses, rank.Counts![1].Losses));
    }

    /// <summary>At every moment that a callback has: before the first step, before a step, behind one, around a validation, at the end.</summary>
    [Theory]
    [InlineData("begin")]
    [InlineData("epoch")]
    [InlineData("before")]
    [InlineData("behind")]
    [InlineData("test")]
    [InlineData("tested")]
    [InlineData("end")]
    public void What_a_callback_changes_is_changed_on_all_before_it_matters(string moment) =>
        SharedTraining.AssertSameBits(4, exchange =>
            SharedTraining.Run(Network, exchange, network => With(network, exchange, epochs: 2, [new Changing(moment)])));

    /// <summary>The first rank looks into samples that it has not carried itself; mixed, they are made of others.</summary>
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, 5)]
    [InlineData(false, 50)]
    public void Where_a_number_that_is_not_finite_began_is_told_as_by_one(bool mixes, int? largeSample)
    {
        string? Train(Exchange? exchange)
        {
            using var text = new StringWriter();
            var terminating = new TerminateOnNaN(output: text);
            INetwork network = GuaranteeNetworks.Create(Network);
            var breaking = new LambdaCallback(onTrainBatchBegin: batch =>
            {
                if (batch == 1 && largeSample is null)
                {
                    ParameterInfo kernel = network.Parameters["conv2d_1/kernel"].Info;
                    network.Parameters.Update(kernel, static (info, values) => values.Slice(info.Offset, info.Size).Fill(3e38f));
                }
            });
            var options = new FitOptions
            {
                BatchSize = 24,
                Threads = 1,
                Mixing = mixes ? new MixUp() : null,
                Callbacks = [breaking, terminating],
                Exchange = exchange,
            };
            new Trainer<INetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy, []).Fit(RandomData.Classes(network.Info, 53, largeSample), options);
            return terminating.Fault?.Message;
        }

        string? alone = Train(null);
        (string? Message, Exception? Failure)[] ranks = ThreadRanks.Run(4, Train);

        Assert.Contains(largeSample is null ? "'conv2d_1'" : "in the forward pass: ", alone, StringComparison.Ordinal);
        Assert.All(ranks, rank => Assert.Null(rank.Failure));
        Assert.Equal([alone, null, null, null], ranks.Select(rank => rank.Message));
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("before")]
    [InlineData("behind")]
    [InlineData("epoch")]
    public void Training_stops_on_all_where_a_callback_of_the_first_stops_it(string moment) =>
        SharedTraining.AssertSameBits(2, exchange =>
            SharedTraining.Run(Network, exchange, network => With(network, exchange, epochs: 3, [new Stopping(moment)])));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_token_of_any_rank_ends_training_on_all(bool cancels)
    {
        (int[]? Epochs, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange =>
        {
            INetwork network = GuaranteeNetworks.Create(Network);
            using var source = new CancellationTokenSource();
            var trainer = new Trainer<INetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
            var third = new LambdaCallback(onTrainBatchEnd: (_, _) =>
            {
                if (exchange.Rank == 2 && trainer.Optimizer.Iterations == 4)
                {
                    source.Cancel();
                }
            });
            var options = new FitOptions
            {
                Epochs = 5,
                BatchSize = 24,
                Threads = 1,
                Callbacks = [new Everywhere(third)],
                Exchange = exchange,
                CancellationToken = cancels ? source.Token : default,
                StoppingToken = cancels ? default : source.Token,
            };
            try
            {
                trainer.Fit(RandomData.Classes(network.Info, 53), options);
                Assert.False(cancels);
            }
            catch (TrainingCanceledException exception) when (cancels && exception.CancellationToken == source.Token)
            {
            }

            return (int[])[.. trainer.History!.Epochs, (int)trainer.Optimizer.Iterations];
        });

        Assert.All(ranks, rank => Assert.Null(rank.Failure));
        Assert.All(ranks, rank => Assert.Equal(cancels ? [0, 4] : [0, 1, 4], rank.Epochs!));
    }

    private static FitOptions With(INetwork network, Exchange? exchange, int epochs, IReadOnlyList<Callback> callbacks) => new()
    {
        Epochs = epochs,
        BatchSize = 24,
        Seed = 5,
        Threads = 1,
        Validation = RandomData.Classes(network.Info, 17),
        Callbacks = callbacks,
        Exchange = exchange,
    };

    private sealed class Counting(bool everywhere) : Callback
    {
        public int Steps => Losses.Count;

        public List<double> Losses { get; } = [];

        public override bool RunsOnEveryRank => everywhere;

        public override void OnTrainBatchEnd(int batch, Logs logs) => Losses.Add(logs["loss"]);
    }

    private sealed class Everywhere(LambdaCallback callback) : Callback
    {
        public override bool RunsOnEveryRank => true;

        public override void OnTrainBatchEnd(int batch, Logs logs) => callback.OnTrainBatchEnd(batch, logs);
    }

    /// <summary>Halves all weights and the learning rate.</summary>
    private sealed class Changing(string moment) : Callback
    {
        public override void OnTrainBegin() => At("begin");

        public override void OnEpochBegin(int epoch) => At("epoch");

        public override void OnTrainBatchBegin(int batch) => At("before");

        public override void OnTrainBatchEnd(int batch, Logs logs) => At("behind");

        public override void OnTestBegin() => At("test");

        public override void OnTestEnd(Logs logs) => At("tested");

        public override void OnTrainEnd(Logs logs) => At("end");

        private void At(string now)
        {
            if (now == moment)
            {
                Context.Optimizer.LearningRate /= 2;
                Context.Model.Parameters.Update(0, static (_, values) =>
                {
                    for (int i = 0; i < values.Length; i++)
                    {
                        values[i] /= 2;
                    }
                });
            }
        }
    }

    private sealed class Stopping(string moment) : Callback
    {
        public override void OnTrainBegin() => At("begin");

        public override void OnTrainBatchBegin(int batch) => At("before");

        public override void OnTrainBatchEnd(int batch, Logs logs) => At("behind");

        public override void OnEpochEnd(int epoch, Logs logs) => At("epoch");

        private void At(string now) => Context.StopTraining |= now == moment;
    }
}
