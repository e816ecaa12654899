using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public class LossWeightTests
{
    [Fact]
    public void Weights_are_factors_of_loss_and_gradient_and_the_divisor_stays_the_number_of_samples()
    {
        // y = k * x from k = 0, b = 0: losses t², gradients by k -2 t x, by b -2 t.
        float[] weights = [2, 0.5f, 0];
        LinearNetwork network = Zeroed();
        var trainer = new Trainer<LinearNetwork>(network, new SGD(learningRate: 1), Loss.MeanSquaredError);
        History history = trainer.Fit(Data(), new FitOptions { SampleWeights = weights });
        Assert.Equal(((2 * 4) + (0.5 * 9)) / 3, history["loss"][0], 6);
        Assert.Equal(((2 * 2 * 2 * 1) + (0.5 * 2 * 3 * 2)) / 3f, network.Parameters["dense/kernel"].Values[0], 1e-5f);
        Assert.Equal(((2 * 2 * 2) + (0.5 * 2 * 3)) / 3f, network.Parameters["dense/bias"].Values[0], 1e-5f);
    }

    [Fact]
    public void Metrics_count_every_sample_alike_and_evaluation_knows_weights()
    {
        var network = Zeroed();
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.MeanSquaredError, [new BinaryAccuracy(name: "hits")]);
        Dataset data = Dataset.FromValues([1, 1], [0, 1]);
        Evaluation plain = trainer.Evaluate(data);
        Evaluation weighted = trainer.Evaluate(data.WithWeights([0, 3]));
        Assert.Equal(0.5, plain.Loss);
        Assert.Equal(1.5, weighted.Loss);
        Assert.Equal(plain.Metrics["hits"], weighted.Metrics["hits"]);
    }

    [Fact]
    public void A_validation_split_takes_its_weights_along()
    {
        var trainer = new Trainer<LinearNetwork>(Zeroed(), new SGD(learningRate: 0), Loss.MeanSquaredError);
        History history = trainer.Fit(Data(), new FitOptions { ValidationSplit = 0.3, SampleWeights = [1, 1, 10] });
        Assert.Equal((4 + 9) / 2.0, history["loss"][0], 6);
        Assert.Equal(160, history["val_loss"][0], 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_of_classes_are_those_of_their_samples(bool oneHot)
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(24, 2, 3);
        Dataset data = oneHot ? Dataset.FromOneHot(inputs, Samples.OneHot(labels, 3), classes: 3) : Dataset.FromClasses(inputs, labels);
        Loss loss = oneHot ? Loss.CategoricalCrossentropy : Loss.SparseCategoricalCrossentropy;
        float[] Fit(FitOptions options)
        {
            var network = new LinearNetwork(2, [3]);
            new Trainer<LinearNetwork>(network, new SGD(learningRate: 0.1), loss).Fit(data, options);
            return network.Parameters.Values.ToArray();
        }

        float[] byClass = Fit(new FitOptions { ClassWeights = new Dictionary<int, double> { [0] = 3, [2] = 0.25 } });
        float[] bySample = Fit(new FitOptions { SampleWeights = [.. labels.Select(label => label switch { 0 => 3, 2 => 0.25f, _ => 1 })] });
        Assert.Equal(bySample, byClass);
        Assert.NotEqual(Fit(new FitOptions()), byClass);

        // A class may count for nothing.
        Assert.Equal(
            Fit(new FitOptions { SampleWeights = [.. labels.Select(label => label == 1 ? 0f : 1)] }),
            Fit(new FitOptions { ClassWeights = new Dictionary<int, double> { [1] = 0 } }));
    }

    [Fact]
    public void Validation_is_not_weighted_by_class()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(learningRate: 0), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(20, 2, 3);
        var weights = new Dictionary<int, double> { [0] = 2, [1] = 2, [2] = 2 };
        History history = trainer.Fit(data, new FitOptions { Validation = data, ClassWeights = weights });
        Assert.Equal(2 * history["val_loss"][0], history["loss"][0], 6);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused_before_anything_changes()
    {
        LinearNetwork network = Zeroed();
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.MeanSquaredError);
        void Refused(string message, FitOptions options, Dataset? data = null) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => trainer.Fit(data ?? Data(), options)).Message, StringComparison.Ordinal);

        var classes = new Dictionary<int, double> { [0] = 1 };
        Refused("2 weights for 3 samples", new FitOptions { SampleWeights = [1, 1] });
        Refused("The weight of sample 1 is -1", new FitOptions { SampleWeights = [1, -1, 1] });
        Refused("The weight of sample 2 is NaN", new FitOptions { SampleWeights = [1, 1, float.NaN] });
        Refused("cannot be combined", new FitOptions { SampleWeights = [1, 1, 1], ClassWeights = classes });
        Refused("cannot be combined", new FitOptions { ClassWeights = classes }, Data().WithWeights([1, 1, 1]));
        Refused("has weights already", new FitOptions { SampleWeights = [1, 1, 1] }, Data().WithWeights([1, 1, 1]));
        Refused("weights for classes -1, 2, but the network has 2 classes, 0 to 1", new FitOptions { ClassWeights = new Dictionary<int, double> { [2] = 1, [0] = 1, [-1] = 1 } });
        Refused("weights for class 2, but", new FitOptions { ClassWeights = new Dictionary<int, double> { [2] = 1 } });
        Refused("The weight of class 1 is -2", new FitOptions { ClassWeights = new Dictionary<int, double> { [1] = -2 } });
        Assert.Equal(0, network.Parameters.Values[0]);
        Assert.Contains(
            "The target of sample 0 is 2; weights of classes need the classes 0 to 1",
            Assert.Throws<InvalidDataException>(() => trainer.Fit(Data(), new FitOptions { Shuffle = false, ClassWeights = classes })).Message,
            StringComparison.Ordinal);
    }

    private static Dataset Data() => Dataset.FromValues([1, 2, 3], [2, 3, 4]);

    private static LinearNetwork Zeroed()
    {
        var network = new LinearNetwork(1, [1], Activation.Linear);
        network.Parameters["dense/kernel"].Set([0]);
        return network;
    }
}
