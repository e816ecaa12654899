using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>A remedy against overfitting, and how fits from different seeds ended with it.</summary>
internal sealed record Remedy(string Name, IReadOnlyList<Remedy.Outcome> Outcomes)
{
    private const int BatchSize = 32;

    // Falling to 0, so that an unlucky last step does not decide between remedies.
    private const double LearningRate = 0.001;

    /// <summary>Trains with a remedy, once for each seed.</summary>
    /// <param name="name">The remedy.</param>
    /// <param name="create">A network from a seed.</param>
    /// <param name="data">What to train with and to measure by.</param>
    /// <param name="epochs">The most epochs.</param>
    /// <param name="seeds">A fit for each.</param>
    /// <param name="stopping">What ends a fit early. Default: nothing.</param>
    public static Remedy Try<TNetwork>(
        string name, Func<int, TNetwork> create, ClothingParts data, int epochs, IReadOnlyList<int> seeds, Func<EarlyStopping>? stopping = null)
        where TNetwork : class, INetwork =>
        new(name, [.. seeds.Select(seed => Fit(create(seed), data, epochs, seed, stopping?.Invoke()))]);

    /// <summary>A figure of every seed.</summary>
    public double[] Of(Func<Outcome, double> figure) => [.. Outcomes.Select(figure)];

    private static Outcome Fit<TNetwork>(TNetwork model, ClothingParts data, int epochs, int seed, EarlyStopping? stopping)
        where TNetwork : class, INetwork
    {
        long steps = epochs * ((data.Train.Count + BatchSize - 1L) / BatchSize);
        var trainer = new Trainer<TNetwork>(model, new Adam(new CosineDecay(LearningRate, steps)), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(data.Train, new FitOptions
        {
            Epochs = epochs,
            BatchSize = BatchSize,
            Validation = data.Watched,
            Seed = seed,
            Callbacks = stopping is null ? [] : [stopping],
        });

        // The same weights without the remedy: a penalty is part of the loss that its network measures, and losses with and without one cannot be compared.
        var plain = new PlainClothing();
        plain.Parameters.Update(model.Parameters.Values.ToArray(), static (weights, values) => weights.CopyTo(values));
        var judge = new Trainer<PlainClothing>(plain, new Adam(), Loss.SparseCategoricalCrossentropy);
        return new Outcome(history, judge.Evaluate(data.Train), judge.Evaluate(data.Test));
    }

    /// <summary>How a fit went and what the network has learnt, measured without its remedy.</summary>
    internal sealed record Outcome(History History, Evaluation Train, Evaluation Test)
    {
        public double Gap => Test.Loss - Train.Loss;

        /// <summary>The epoch, from 0, whose loss on the photographs that are watched is the lowest.</summary>
        public int BestEpoch => History.Epochs[History["val_loss"].Index().MinBy(entry => entry.Item).Index];
    }
}

/// <summary>Photographs to learn from, to watch while learning, and to be tested on.</summary>
internal sealed record ClothingParts(Dataset Train, Dataset Watched, Dataset Test);
