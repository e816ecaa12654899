using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>
/// The learning rate range test (Smith 2017): trains for some steps while the rate grows by the same factor from each to
/// the next, and watches the loss. It falls once the rate is large enough to learn and rises once it is too large.
/// </summary>
/// <example>
/// <code>
/// LearningRateCurve curve = LearningRateFinder.Run(model, () => new Adam(), Loss.SparseCategoricalCrossentropy, train);
/// var optimizer = new Adam(curve.Suggestion ?? 1e-3f);
/// </code>
/// </example>
public static class LearningRateFinder
{
    /// <summary>
    /// Runs the test. The network is trained meanwhile, and predicts with the weights of the test; afterwards, also after an exception, its
    /// parameters are what they were, to the bit.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">Makes the optimizer to test with, a new one: its state is thrown away with it.</param>
    /// <param name="loss">What training makes small.</param>
    /// <param name="data">The training data; gone over again if there are fewer samples than the steps take.</param>
    /// <param name="options">Rates, number of steps and so on; default: 100 steps from 1e-7 to 10 in batches of 32.</param>
    /// <returns>The rates tried, the losses found and a suggestion.</returns>
    /// <exception cref="ArgumentException">
    /// The data do not fit the network and the loss, the loss takes probabilities and the network ends in values that are none, the last rate
    /// is not above the first, or the optimizer is not a new one.
    /// </exception>
    /// <exception cref="InvalidOperationException">The optimizer's learning rate follows a schedule, or another thread is training the network.</exception>
    /// <exception cref="OperationCanceledException">The options' token ended the test.</exception>
    public static LearningRateCurve Run(INetwork model, Func<Optimizer> optimizer, Loss loss, DataSource data, LearningRateFinderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new LearningRateFinderOptions();
        if (options.MaxLearningRate <= options.MinLearningRate)
        {
            throw new ArgumentException(FormattableString.Invariant($"The last rate, {options.MaxLearningRate}, must be above the first, {options.MinLearningRate}."), nameof(options));
        }

        OutputCheck.Run(model.Info, loss);
        using NetworkParameters.Training turn = model.Parameters.BeginTraining();
        DatasetCheck.Run(data, DataRole.Training, model.Info, loss);
        Optimizer tested = optimizer() ?? throw new ArgumentException("The function made no optimizer.", nameof(optimizer));
        if (tested.IsAttached)
        {
            throw new ArgumentException($"The {tested.GetType().Name} has trained already; the function must make a new optimizer, whose state the test may spoil.", nameof(optimizer));
        }

        tested.LearningRate = (float)options.MinLearningRate;
        float[] parameters = model.Parameters.Values.ToArray();
        try
        {
            return Test(model, tested, loss, data, options);
        }
        finally
        {
            model.Parameters.Update(parameters, static (saved, values) => saved.CopyTo(values));
        }
    }

    private static LearningRateCurve Test(INetwork model, Optimizer optimizer, Loss loss, DataSource data, LearningRateFinderOptions options)
    {
        using EpochReader reader = data.Read(new ReadOptions(options.BatchSize, DataRole.Training)
        {
            Shuffle = true,
            Seed = options.Seed,
            CancellationToken = options.CancellationToken,
        });
        using var training = new TrainingStep(model, optimizer, loss, reader.Capacity, options.Threads);
        var rates = new List<float>();
        var losses = new List<double>();
        var smoothed = new SmoothedLoss(options.Smoothing);
        foreach ((int step, (BatchSamples samples, ulong randomKey)) in Batches(reader, options.Seed).Take(options.Steps).Index())
        {
            double share = (double)step / (options.Steps - 1);
            optimizer.LearningRate = (float)(options.MinLearningRate * Math.Pow(options.MaxLearningRate / options.MinLearningRate, share));
            double found = training.Run(samples, randomKey);
            if (!double.IsFinite(found))
            {
                break;
            }

            rates.Add(optimizer.LearningRate);
            losses.Add(found);
            smoothed.Add(found);
            if (smoothed.Diverges(options.DivergenceFactor))
            {
                break;
            }
        }

        return new LearningRateCurve(rates, losses, smoothed.Values, window: (int)Math.Round(1 / (1 - options.Smoothing)));
    }

    /// <summary>The batches of one epoch after the other, without end.</summary>
    private static IEnumerable<(BatchSamples Samples, ulong RandomKey)> Batches(EpochReader reader, int seed)
    {
        for (int epoch = 0; true; epoch++)
        {
            reader.Begin(epoch);
            for (int batch = 0; reader.Next() is { } samples; batch++)
            {
                yield return (samples, RandomKeys.OfStep(seed, epoch, batch));
            }
        }
    }

    /// <summary>The exponential average of the losses, corrected for its beginning at 0.</summary>
    private sealed class SmoothedLoss(double decay)
    {
        private readonly List<double> _values = [];
        private double _average;
        private double _lowest = double.PositiveInfinity;

        public IReadOnlyList<double> Values => _values;

        public void Add(double loss)
        {
            _average = (_average * decay) + (loss * (1 - decay));
            _values.Add(_average / (1 - Math.Pow(decay, _values.Count + 1)));
            _lowest = Math.Min(_lowest, _values[^1]);
        }

        public bool Diverges(double factor) => _values.Count > 0 && _values[^1] > factor * _lowest;
    }
}
