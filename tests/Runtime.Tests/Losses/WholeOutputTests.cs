using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Losses;

/// <summary>Networks whose output is an image: each pixel by itself, or all pixels of a sample together.</summary>
public class WholeOutputTests
{
    private const int Features = 3;
    private static readonly int[] Shape = [2, 2, 1];
    private static readonly float[] Inputs = [1, -0.5f, 0.25f, -1, 0.5f, 2];
    private static readonly float[] Masks = [1, 0, 0, 1, 0, 0, 1, 0];

    [Fact]
    public void The_loss_is_the_mean_over_samples_of_what_the_whole_masks_have_in_common()
    {
        var network = new LinearNetwork(Features, Shape, Activation.Sigmoid);
        float[] outputs = network.OutputsOneByOne(Inputs);
        double want = outputs.Chunk(4).Zip(Masks.Chunk(4), (p, t) => Loss.Dice.Evaluate(p, t, 1, [])).Average();

        Assert.Equal(want, Evaluate(network, Loss.Dice), 6);
        Assert.NotEqual(want, outputs.Zip(Masks, (p, t) => Loss.Dice.Evaluate([p], [t], 1, [])).Average(), 2);
    }

    [Fact]
    public void The_loss_is_the_mean_over_pixels_where_each_is_judged_by_itself()
    {
        var network = new LinearNetwork(Features, Shape, Activation.Sigmoid);
        float[] outputs = network.OutputsOneByOne(Inputs);
        double want = outputs.Zip(Masks, (p, t) => Loss.BinaryCrossentropy.Evaluate([p], [t], 1, [])).Average();

        Assert.Equal(want, Evaluate(network, Loss.BinaryCrossentropy), 5);
    }

    [Fact]
    public void A_step_on_whole_masks_follows_the_gradient_of_the_loss()
    {
        const float rate = 1 / 64f;
        var network = new LinearNetwork(Features, Shape, Activation.Sigmoid);
        float[] before = network.Parameters.Values.ToArray();
        using (var step = new TrainingStep(network, new SGD(rate), Loss.Tversky, batchSize: 2, threads: 1))
        {
            step.Run(Data, [0, 1], randomKey: 1);
        }

        float[] after = network.Parameters.Values.ToArray();
        const float distance = 1 / 256f;
        for (int i = 0; i < before.Length; i++)
        {
            double slope = (LossAt(i, distance) - LossAt(i, -distance)) / (2 * distance);
            Assert.Equal(slope, (before[i] - after[i]) / rate, 2e-4);
        }

        double LossAt(int parameter, float change)
        {
            float[] values = [.. before];
            values[parameter] += change;
            foreach (Parameter each in network.Parameters)
            {
                each.Set(values.AsSpan(each.Info.Offset, each.Info.Size));
            }

            return network.OutputsOneByOne(Inputs).Chunk(4).Zip(Masks.Chunk(4), (p, t) => Loss.Tversky.Evaluate(p, t, 1, [])).Average();
        }
    }

    [Fact]
    public void Samples_weigh_as_they_are_told()
    {
        var network = new LinearNetwork(Features, Shape, Activation.Sigmoid);
        float[] outputs = network.OutputsOneByOne(Inputs);
        double[] losses = [.. outputs.Chunk(4).Zip(Masks.Chunk(4), (p, t) => Loss.Dice.Evaluate(p, t, 1, []))];
        var trainer = new Trainer<LinearNetwork>(network, new SGD(1e-30), Loss.Dice);

        History history = trainer.Fit(Data, new FitOptions { Epochs = 1, BatchSize = 2, SampleWeights = [2, 0.5f] });

        Assert.Equal(((2 * losses[0]) + (0.5 * losses[1])) / 2, history["loss"][0], 5);
    }

    [Fact]
    public void Classes_of_pixels_are_targets_of_the_sparse_loss_and_of_metrics()
    {
        int[] labels = [0, 1, 2, 2, 1, 0, 0, 2];
        var network = new LinearNetwork(Features, [2, 2, 3], Activation.Softmax);
        float[][] pixels = [.. network.OutputsOneByOne(Inputs).Chunk(3)];
        double loss = pixels.Zip(labels, (p, label) => Loss.SparseCategoricalCrossentropy.Evaluate(p, [label], 1, [])).Average();
        int[] predicted = [.. pixels.Select(p => Array.IndexOf(p, p.Max()))];
        double right = predicted.Zip(labels, (got, want) => got == want ? 1.0 : 0).Average();
        double overlap = Enumerable.Range(0, 3).Average(classId =>
        {
            int both = predicted.Zip(labels).Count(pair => pair.First == classId && pair.Second == classId);
            int either = predicted.Zip(labels).Count(pair => pair.First == classId || pair.Second == classId);
            return (double)both / either;
        });
        Dataset data = Dataset.FromPixelClasses(Inputs, labels, labelsPerSample: 4);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(0.5), Loss.SparseCategoricalCrossentropy, [new SparseCategoricalAccuracy(), new MeanIoU(3)]);

        Evaluation before = trainer.Evaluate(data);
        trainer.Fit(data, new FitOptions { Epochs = 30, BatchSize = 2 });

        Assert.Equal(loss, before.Loss, 5);
        Assert.Equal(right, before["sparse_categorical_accuracy"], 6);
        Assert.Equal(overlap, before["mean_io_u"], 6);
        Assert.True(trainer.Evaluate(data).Loss < loss / 2);
    }

    [Fact]
    public void Classes_of_pixels_are_checked_as_any_targets()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(Features, [2, 2, 3], Activation.Softmax), new SGD(), Loss.SparseCategoricalCrossentropy);

        Assert.Contains("targets of 4 values", Assert.Throws<ArgumentException>(() => trainer.Fit(Dataset.FromClasses(Inputs, [0, 1]))).Message, StringComparison.Ordinal);
        Dataset unknown = Dataset.FromPixelClasses(Inputs, [0, 1, 2, 3, 0, 0, 0, 0], 4);
        Assert.Contains("3 classes", Assert.Throws<InvalidDataException>(() => trainer.Fit(unknown)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Dataset.FromPixelClasses(Inputs, [0, 1, 2], 2));
        Assert.Throws<ArgumentException>(() => Dataset.FromPixelClasses(Inputs, [0, -1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.FromPixelClasses(Inputs, [0, 1], 0));
        Assert.Throws<InvalidOperationException>(() => Dataset.FromPixelClasses(Inputs, [0, 1, 0, 0], 2).StratifiedSplit(0.5));
        Assert.Throws<ArgumentException>(() => trainer.Fit(
            Dataset.FromPixelClasses(Inputs, new int[8], 4), new FitOptions { ClassWeights = new Dictionary<int, double> { [0] = 2 } }));
    }

    private static Dataset Data => Dataset.FromValues(Inputs, Masks, targetSize: 4);

    private static double Evaluate(LinearNetwork network, Loss loss) => new Trainer<LinearNetwork>(network, new SGD(), loss).Evaluate(Data).Loss;
}
