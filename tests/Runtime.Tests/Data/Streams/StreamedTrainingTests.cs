using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data.Streams;

public class StreamedTrainingTests
{
    private static readonly Dataset Data = Samples.Clusters(90, 5, 3);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_trains_as_the_dataset_does(bool asynchronous)
    {
        var sequence = new SampleSequence(Data);
        var options = new FitOptions { Epochs = 3, BatchSize = 16, Shuffle = false, Threads = 2 };
        (LinearNetwork expected, History expectedHistory) = Fit(Data, options);
        (LinearNetwork network, History history) = Fit(sequence.Stream(asynchronous: asynchronous), options);
        Assert.Equal(expected.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
        Assert.Equal(expectedHistory["loss"], history["loss"]);
        Assert.Equal((3, 0), (sequence.Passes, sequence.Open));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        float[] Weights(int threads, int seed) =>
            Fit(new SampleSequence(Data).Stream(shuffleBuffer: 20), new FitOptions { Epochs = 2, BatchSize = 16, Threads = threads, Seed = seed }).Network.Parameters.Values.ToArray();

        float[] one = Weights(threads: 1, seed: 5);
        Assert.Equal(one, Weights(threads: 2, seed: 5));
        Assert.Equal(one, Weights(threads: 4, seed: 5));
        Assert.NotEqual(one, Weights(threads: 1, seed: 6));
    }

    [Fact]
    public void Each_epoch_takes_every_sample_once_in_another_order()
    {
        Dataset numbers = Dataset.FromValues([.. Enumerable.Range(0, 50).Select(i => (float)i)], new float[50]);
        var source = (DataSource)new SampleSequence(numbers).Stream(shuffleBuffer: 50);
        using EpochReader reader = source.Read(new ReadOptions(8, DataRole.Training) { Shuffle = true, Seed = 3 });
        float[][] epochs = [.. Enumerable.Range(0, 3).Select(epoch => Inputs(reader, epoch))];
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 50).Select(i => (float)i), epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
        Assert.Equal(epochs[1], Inputs(reader, epoch: 1));
        Assert.Equal(7, reader.Steps);
    }

    [Fact]
    public void A_stream_validates_evaluates_and_predicts_as_the_dataset_does()
    {
        var network = new LinearNetwork(5, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        StreamedSource stream = new SampleSequence(Data).Stream();
        Assert.Equal(trainer.Evaluate(Data, batchSize: 16).ToString(), trainer.Evaluate(stream, batchSize: 16).ToString());
        Assert.Equal(trainer.Predict(Data, batchSize: 16), trainer.Predict(stream, batchSize: 16));
        Assert.Equal(trainer.Predict(Data), trainer.Predict(new SampleSequence(Data).Stream(count: 90)));

        var other = new Trainer<LinearNetwork>(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        History streamed = trainer.Fit(Data, new FitOptions { Epochs = 2, Validation = stream });
        Assert.Equal(other.Fit(Data, new FitOptions { Epochs = 2, Validation = Data })["val_loss"], streamed["val_loss"]);
    }

    [Fact]
    public void Weights_of_samples_and_of_classes_count_and_are_multiplied()
    {
        float[] weights = [.. Enumerable.Range(0, 90).Select(i => 0.5f + (i % 4))];
        var classWeights = new Dictionary<int, double> { [1] = 3 };
        float[] labels = Samples.ReadAll(Data).Targets;
        float[] products = [.. weights.Zip(labels, (weight, label) => label == 1 ? 3 * weight : weight)];
        var plain = new FitOptions { Shuffle = false };
        (LinearNetwork expected, _) = Fit(Data.WithWeights(products), plain);
        (LinearNetwork network, _) = Fit(new SampleSequence(Data.WithWeights(weights)).Stream(), new FitOptions { Shuffle = false, ClassWeights = classWeights });
        Assert.Equal(expected.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
        Assert.NotEqual(Fit(Data, plain).Network.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
    }

    [Fact]
    public void Callbacks_learn_the_number_of_steps_when_it_is_known()
    {
        Assert.Equal([6, 6], StepsSeen(new SampleSequence(Data).Stream(count: 90)));
        Assert.Equal([null, 6], StepsSeen(new SampleSequence(Data).Stream()));

        static int?[] StepsSeen(StreamedSource stream)
        {
            var steps = new List<int?>();
            var probe = new ActingCallback { AfterBatch = (batch, callback) => steps.AddRange(batch == 0 ? [callback.Context.Steps] : []) };
            Fit(stream, new FitOptions { Epochs = 2, BatchSize = 16, Callbacks = [probe] });
            return [.. steps];
        }
    }

    [Fact]
    public void No_more_batches_are_read_ahead_than_asked_for()
    {
        const int BatchSize = 4;
        var sequence = new SampleSequence(Data.Take(88));
        var stream = new StreamedSource(sequence.Read(), [5]) { PrefetchedBatches = 3 };
        var produced = new List<int>();
        var probe = new ActingCallback { AfterBatch = (batch, _) => produced.Add(sequence.Produced - ((batch + 1) * BatchSize)) };
        Fit(stream, new FitOptions { BatchSize = BatchSize, Shuffle = false, Callbacks = [probe] });

        // Three wait, and one more is held until there is room.
        Assert.All(produced, ahead => Assert.InRange(ahead, 0, 4 * BatchSize));
        Assert.Equal(88, sequence.Produced);
    }

    [Fact]
    public void A_stream_of_a_CSV_file_trains_as_the_loaded_file_does()
    {
        using var folder = new TemporaryFolder();
        string path = folder["data.csv"];
        (float[] inputs, float[] targets) = Samples.ReadAll(Data);
        string[] names = ["one", "two", "three"];
        File.WriteAllLines(path, ["a,b,c,d,e,class", .. Enumerable.Range(0, 90).Select(i => FormattableString.Invariant(
            $"{inputs[5 * i]},{inputs[(5 * i) + 1]},{inputs[(5 * i) + 2]},{inputs[(5 * i) + 3]},{inputs[(5 * i) + 4]},{names[(int)targets[i]]}"))]);
        var csv = new CsvOptions { Target = CsvTarget.ClassName, ClassNames = names };
        var options = new FitOptions { Epochs = 2, Shuffle = false };
        float[] expected = Fit(Data, options).Network.Parameters.Values.ToArray();
        Assert.Equal(expected, Fit(CsvDataset.Load(path, csv), options).Network.Parameters.Values.ToArray());
        Assert.Equal(expected, Fit(new StreamedSource(CsvDataset.ReadSamples(path, csv), [5]), options).Network.Parameters.Values.ToArray());
        Assert.Throws<ArgumentException>("options", () => CsvDataset.ReadSamples(path, new CsvOptions { Target = CsvTarget.ClassName }));
    }

    [Fact]
    public void The_learning_rate_finder_takes_a_stream()
    {
        LearningRateCurve Find(int threads) => LearningRateFinder.Run(
            new LinearNetwork(5, [3]),
            () => new SGD(),
            Loss.SparseCategoricalCrossentropy,
            new SampleSequence(Data).Stream(),
            new LearningRateFinderOptions { Steps = 12, BatchSize = 16, Threads = threads });
        LearningRateCurve curve = Find(threads: 1);
        Assert.Equal(12, curve.Losses.Count);
        Assert.Equal(curve.Losses, Find(threads: 2).Losses);
    }

    private static (LinearNetwork Network, History History) Fit(DataSource data, FitOptions options)
    {
        var network = new LinearNetwork(5, [3]);
        return (network, new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(data, options));
    }

    private static float[] Inputs(EpochReader reader, int epoch)
    {
        var inputs = new List<float>();
        float[] input = new float[1];
        reader.Begin(epoch);
        while (reader.Next() is { } samples)
        {
            for (int i = 0; i < samples.Count; i++)
            {
                samples.ReadInput(i, input);
                Assert.Equal(samples.Index(i), (long)input[0]);
                inputs.Add(input[0]);
            }
        }

        return [.. inputs];
    }
}
