using System;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>Normalization layers: adapted to data, left alone by training, saved with the weights.</summary>
public sealed class NormalizationTests
{
    private static readonly SampleShape Features = SampleShape.Vector(13);
    private static readonly SampleShape Wide = SampleShape.Vector(40_000);
    private static readonly SampleShape Image = SampleShape.Image(7, 6, 3);

    private static readonly LayerSpec[] DenseLayers = [new DenseSpec(9) { Activation = Activation.ReLU }, new DenseSpec(4) { Activation = Activation.Softmax }];

    private static readonly LayerSpec[] ImageLayers =
        [new Conv2DSpec(5, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU }, new FlattenSpec(), new DenseSpec(4) { Activation = Activation.Softmax }];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        new NetworkSpec("Normalized", Features, [new NormalizationSpec(), .. DenseLayers]) { InputGradient = false },
        new NetworkSpec("Plain", Features, DenseLayers) { InputGradient = false },
        new NetworkSpec("NormalizedWide", Wide, [new NormalizationSpec(), new DenseSpec(2)]) { InputGradient = false },
        new NetworkSpec("PlainWide", Wide, [new DenseSpec(2)]) { InputGradient = false },
        new NetworkSpec("NormalizedImage", Image, [new NormalizationSpec(), .. ImageLayers]) { InputGradient = false },
        new NetworkSpec("PlainImage", Image, ImageLayers) { InputGradient = false }));

    [Theory]
    [InlineData("Normalized", "Plain")]
    [InlineData("NormalizedImage", "PlainImage")]
    public void An_adapted_layer_trains_as_a_network_without_it_does_on_standardized_data(string withLayer, string without)
    {
        INetwork network = Compiled.Value.Create(withLayer);
        INetwork plain = Plain(network, without);
        Dataset data = Skewed(network.Info);
        var statistics = FeatureStatistics.Of(data);
        network.Adapt(data);
        Assert.Equal(statistics.Mean, network.Parameters["normalization/mean"].Values.ToArray());
        Assert.Equal(statistics.Variance, network.Parameters["normalization/variance"].Values.ToArray());

        var options = new FitOptions { Epochs = 3, BatchSize = 8, Threads = 2 };
        Trainer(network).Fit(data, options);
        Trainer(plain).Fit(data.Standardize(statistics), options);

        Assert.Equal(statistics.Mean, network.Parameters["normalization/mean"].Values.ToArray());
        Assert.Equal(statistics.Variance, network.Parameters["normalization/variance"].Values.ToArray());
        Assert.All(plain.Parameters, parameter => Assert.Equal(parameter.Values.ToArray(), network.Parameters[parameter.Info.Name].Values.ToArray()));
        Assert.Equal(Trainer(plain).Predict(data.Standardize(statistics)), Trainer(network).Predict(data));
    }

    /// <summary>More statistics than an optimizer's threads take at once.</summary>
    [Fact]
    public void Statistics_of_many_features_are_left_alone_too()
    {
        INetwork network = Compiled.Value.Create("NormalizedWide");
        INetwork plain = Plain(network, "PlainWide");
        float[] before = network.Parameters["normalization/variance"].Values.ToArray();
        Dataset data = Dataset.FromValues(NetworkTouch.Numbers(new Random(2), 8 * 40_000), NetworkTouch.Numbers(new Random(3), 16), targetSize: 2);

        new Trainer<INetwork>(network, new SGD(learningRate: 1e-4), Loss.MeanSquaredError).Fit(data, new FitOptions { Threads = 2 });
        new Trainer<INetwork>(plain, new SGD(learningRate: 1e-4), Loss.MeanSquaredError).Fit(data, new FitOptions { Threads = 2 });

        Assert.Equal(before, network.Parameters["normalization/variance"].Values.ToArray());
        Assert.Equal(plain.Parameters["dense/kernel"].Values.ToArray(), network.Parameters["dense/kernel"].Values.ToArray());
        Assert.Equal(plain.Parameters["dense/bias"].Values.ToArray(), network.Parameters["dense/bias"].Values.ToArray());
    }

    [Fact]
    public void Statistics_survive_saving_under_the_names_of_Keras_and_are_counted_as_not_trainable()
    {
        INetwork network = Compiled.Value.Create("NormalizedImage");
        Dataset data = Skewed(network.Info);
        network.Adapt(data);
        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        INetwork loaded = Compiled.Value.Create("NormalizedImage");
        loaded.Load(file);

        Assert.Equal(network.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());
        Assert.Equal(FeatureStatistics.Of(data).Mean, loaded.Parameters["normalization/mean"].Values.ToArray());
        NetworkInfo info = network.Info;
        Assert.Equal(["normalization/mean", "normalization/variance"], info.Parameters.Where(parameter => !parameter.IsTrainable).Select(parameter => parameter.Name));
        Assert.Equal(6, info.ParameterCount - info.TrainableParameterCount);
        Assert.EndsWith(" Non-trainable params: 6 (24.00 B)", info.Summary(88), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_was_not_adapted_changes_nothing()
    {
        INetwork network = Compiled.Value.Create("Normalized");
        INetwork plain = Plain(network, "Plain");
        float[] sample = NetworkTouch.Numbers(new Random(1), network.Info.InputSize);
        Assert.Equal(plain.Predict(sample), network.Predict(sample));
    }

    [Fact]
    public void A_feature_that_never_changes_becomes_zero_as_in_Keras()
    {
        INetwork network = Compiled.Value.Create("Normalized");
        network.Adapt(Dataset.FromClasses([.. Enumerable.Repeat(0.1f, 26)], [0, 1]));
        Assert.Equal(Plain(network, "Plain").Predict(new float[13]), network.Predict([.. Enumerable.Repeat(0.1f, 13)]));
    }

    [Fact]
    public void What_cannot_be_adapted_is_refused_and_changes_nothing()
    {
        INetwork network = Compiled.Value.Create("Normalized");
        float[] before = network.Parameters.Values.ToArray();
        string message = Assert.Throws<InvalidOperationException>(() => Compiled.Value.Create("Plain").Adapt(Skewed(network.Info))).Message;
        Assert.Contains("Plain begins with dense; only a Normalization layer in the first place", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>("data", () => network.Adapt(Dataset.FromClasses(new float[12], [0]))).Message;
        Assert.Contains("takes samples of shape (13), 13 values; the data has samples of (12)", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>("statistics", () => network.Adapt(new FeatureStatistics([0], [1]))).Message;
        Assert.Contains("of 1 features; normalization has 13", message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => network.Adapt(Dataset.FromClasses([float.NaN, .. new float[12]], [0])));
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    /// <summary>A network without the layer that has the weights of one with it.</summary>
    private static INetwork Plain(INetwork network, string name)
    {
        INetwork plain = Compiled.Value.Create(name);
        foreach (Parameter parameter in plain.Parameters)
        {
            parameter.Set(network.Parameters[parameter.Info.Name].Values);
        }

        return plain;
    }

    /// <summary>Everything that reaches all parameters: decay, clipping by the norm of all, and a moving average that takes their place.</summary>
    private static Trainer<INetwork> Trainer(INetwork network) =>
        new(network, new AdamW(learningRate: 0.01) { GlobalClipNorm = 0.5f, UseEma = true, EmaOverwriteFrequency = 3 }, Loss.SparseCategoricalCrossentropy);

    /// <summary>Features of means and deviations that differ by orders of magnitude.</summary>
    private static Dataset Skewed(NetworkInfo info)
    {
        int features = info.InputShape[^1];
        return RandomData.Classes(info, 40).Map((input, output) =>
        {
            for (int i = 0; i < input.Length; i++)
            {
                output[i] = (1 + (i % features)) * 100 * (input[i] + (i % features));
            }
        });
    }
}
