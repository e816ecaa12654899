using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>A network in a comparison, and how its fits went, one from each seed.</summary>
internal sealed record Contender(string Name, NetworkInfo Network, IReadOnlyList<Contender.Run> Runs)
{
    private const int BatchSize = 32;

    // Falling to 0, so that an unlucky last step does not decide between networks.
    private const double LearningRate = 0.001;

    /// <summary>Trains a network, once for each seed, and tests it after every epoch; nothing is chosen by the tests.</summary>
    public static Contender Train<TNetwork>(string name, Func<int, TNetwork> create, Dataset train, Dataset test, int epochs, IReadOnlyList<int> seeds)
        where TNetwork : class, INetwork
    {
        long steps = epochs * ((train.Count + BatchSize - 1L) / BatchSize);
        var runs = new List<Run>();
        NetworkInfo? network = null;
        foreach (int seed in seeds)
        {
            TNetwork model = create(seed);
            network = model.Info;
            var trainer = new Trainer<TNetwork>(model, new Adam(new CosineDecay(LearningRate, steps)), Loss.SparseCategoricalCrossentropy);
            History history = trainer.Fit(train, new FitOptions { Epochs = epochs, BatchSize = BatchSize, Validation = test, Seed = seed });
            runs.Add(new Run(history["loss"], history["val_loss"], history["val_accuracy"]));
        }

        return new Contender(name, network!, runs);
    }

    /// <summary>A figure of every seed.</summary>
    public double[] Of(Func<Run, double> figure) => [.. Runs.Select(figure)];

    /// <summary>For each seed, the first epoch, from 1, whose training loss is no higher than that of another network's last one; null where none is.</summary>
    public int?[] EpochsToTheEndOf(Contender other) => [.. Runs.Zip(other.Runs, (own, others) => own.FirstEpochAt(others.Losses[^1]))];

    /// <summary>How a fit went, epoch by epoch.</summary>
    /// <param name="Losses">On the photographs to learn from, as they were met.</param>
    /// <param name="TestLosses">On photographs that were not learnt from.</param>
    /// <param name="TestAccuracies">On the same.</param>
    internal sealed record Run(IReadOnlyList<double> Losses, IReadOnlyList<double> TestLosses, IReadOnlyList<double> TestAccuracies)
    {
        public int? FirstEpochAt(double loss)
        {
            int epoch = Losses.TakeWhile(value => value > loss).Count();
            return epoch < Losses.Count ? epoch + 1 : null;
        }
    }
}
