using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>
/// What copies, keeps or puts back weights takes the moving statistics of batch normalizations along: with weights of one step and statistics of another a
/// network predicts what it never learned.
/// </summary>
public sealed class CarriedStateTests
{
    private const int Samples = 40;
    private const int BatchSize = 8;

    [Fact]
    public void The_learning_rate_finder_puts_the_statistics_back()
    {
        INetwork network = Trained();
        float[] before = network.Parameters.Values.ToArray();
        float[] during = [];
        var data = new ObservedDataset(Data(network), () => during = StateOf(network));

        LearningRateFinder.Run(network, () => new Adam(), Loss.SparseCategoricalCrossentropy, data, new LearningRateFinderOptions { Steps = 12, BatchSize = BatchSize });

        Assert.NotEqual(during, StateOf(network));
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    [Fact]
    public void The_learning_rate_finder_puts_the_statistics_back_after_an_exception()
    {
        INetwork network = Trained();
        float[] before = network.Parameters.Values.ToArray();
        int reads = 0;
        var data = new ObservedDataset(Data(network), () => _ = ++reads > 30 ? throw new InvalidOperationException("enough") : 0);

        Assert.Throws<InvalidOperationException>(() => LearningRateFinder.Run(
            network, () => new Adam(), Loss.SparseCategoricalCrossentropy, data, new LearningRateFinderOptions { Steps = 12, BatchSize = BatchSize, Threads = 1 }));

        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    [Fact]
    public void The_best_weights_come_back_with_the_statistics_of_their_epoch()
    {
        INetwork network = Trained();
        var epochs = new List<float[]>();

        Fit(
            network,
            new Adam(),
            epochs: 4,
            new EarlyStopping("loss", minDelta: 1e9, patience: 9, restoreBestWeights: true),
            new LambdaCallback(onEpochEnd: (_, _) => epochs.Add(network.Parameters.Values.ToArray())));

        Assert.NotEqual(StateIn(network, epochs[0]), StateIn(network, epochs[^1]));
        Assert.Equal(epochs[0], network.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_checkpoint_holds_the_statistics_of_its_epoch()
    {
        string folder = Directory.CreateTempSubdirectory("netgen-state").FullName;
        try
        {
            INetwork network = Trained();
            float[] sample = new float[network.Info.InputSize];
            Data(network).ReadInput(3, sample);
            var epochs = new List<(float[] Values, float[] Outputs)>();

            Fit(
                network,
                new Adam(),
                epochs: 3,
                new ModelCheckpoint(Path.Combine(folder, "{epoch}.safetensors")),
                new LambdaCallback(onEpochEnd: (_, _) => epochs.Add((network.Parameters.Values.ToArray(), network.Predict(sample)))));

            for (int epoch = 0; epoch < epochs.Count; epoch++)
            {
                INetwork loaded = GuaranteeNetworks.Create(GuaranteeNetworks.Normalized);
                loaded.Load(Path.Combine(folder, $"{epoch + 1}.safetensors"));
                Assert.Equal(epochs[epoch].Values, loaded.Parameters.Values.ToArray());
                Assert.Equal(epochs[epoch].Outputs, loaded.Predict(sample));
            }

            Assert.NotEqual(StateIn(network, epochs[0].Values), StateIn(network, epochs[^1].Values));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Keras averages what is trained; the statistics are moving averages themselves and stay those of the last batch.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void The_moving_average_of_the_weights_stands_beside_the_statistics_of_the_last_batch(int? accumulationSteps)
    {
        INetwork network = Trained();
        var batches = new List<float[]>();

        Fit(
            network,
            new SGD(learningRate: 0.05) { UseEma = true, EmaMomentum = 0.5, GradientAccumulationSteps = accumulationSteps },
            epochs: 2,
            new LambdaCallback(onTrainBatchEnd: (_, _) => batches.Add(network.Parameters.Values.ToArray())));

        int trained = (int)network.Info.TrainableParameterCount;
        int first = accumulationSteps ?? 1;
        double[] average = [.. batches[first - 1].Take(trained).Select(value => (double)value)];
        foreach (float[] values in batches.Skip(first))
        {
            average = [.. average.Zip(values, (sum, value) => (0.5 * sum) + (0.5 * value))];
        }

        float[] result = network.Parameters.Values.ToArray();
        Closeness.Absolute("average", average, result[..trained], 1e-5);
        Assert.NotEqual(batches[^1][..trained], result[..trained]);
        Assert.Equal(StateIn(network, batches[^1]), StateIn(network, result));
    }

    [Fact]
    public void Statistics_move_with_every_batch_although_the_weights_wait_for_their_step()
    {
        INetwork network = Trained();
        int trained = (int)network.Info.TrainableParameterCount;
        float[] before = network.Parameters.Values.ToArray();
        var batches = new List<float[]>();

        Fit(
            network,
            new Adam { GradientAccumulationSteps = 3 },
            epochs: 1,
            new LambdaCallback(onTrainBatchEnd: (_, _) => batches.Add(network.Parameters.Values.ToArray())));

        Assert.Equal(Samples / BatchSize, batches.Count);
        for (int batch = 0; batch < batches.Count; batch++)
        {
            float[] last = batch == 0 ? before : batches[batch - 1];
            Assert.NotEqual(StateIn(network, last), StateIn(network, batches[batch]));
            Assert.Equal(batch % 3 != 2, last.AsSpan(0, trained).SequenceEqual(batches[batch].AsSpan(0, trained)));
        }
    }

    private static Dataset Data(INetwork network) => RandomData.Classes(network.Info, Samples);

    /// <summary>A network whose statistics are no longer those that it began with.</summary>
    private static INetwork Trained()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Normalized);
        float[] before = StateOf(network);
        Fit(network, new Adam(), epochs: 1);
        Assert.NotEqual(before, StateOf(network));
        return network;
    }

    private static void Fit(INetwork network, Optimizer optimizer, int epochs, params Callback[] callbacks) =>
        new Trainer<INetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy).Fit(
            Data(network), new FitOptions { Epochs = epochs, BatchSize = BatchSize, Callbacks = callbacks });

    private static float[] StateOf(INetwork network) => StateIn(network, network.Parameters.Values.ToArray());

    /// <summary>The moving statistics among all values.</summary>
    private static float[] StateIn(INetwork network, float[] values) =>
    [
        .. network.Info.Parameters.Where(parameter => parameter.Name.Contains("moving_", StringComparison.Ordinal))
            .SelectMany(parameter => values.AsSpan(parameter.Offset, parameter.Size).ToArray()),
    ];

    /// <summary>Calls a test with each sample that is read.</summary>
    private sealed class ObservedDataset(Dataset data, Action read) : Dataset(data.InputShape, data.TargetKind, data.TargetSize)
    {
        public override int Count => data.Count;

        public override void ReadInput(int index, Span<float> input)
        {
            read();
            data.ReadInput(index, input);
        }

        public override void ReadTarget(int index, Span<float> target) => data.ReadTarget(index, target);
    }
}
