using System;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

/// <summary>A network that begins with a normalization takes its statistics from data.</summary>
public class NormalizationAdaptationTests
{
    private static readonly Dataset Data = Dataset.FromValues([1, 10, 3, 50], new float[2]);

    [Fact]
    public void The_layer_takes_the_statistics_of_its_features_and_nothing_else_changes()
    {
        foreach (bool fromData in (bool[])[true, false])
        {
            var network = new NormalizingNetwork("Normalization", 2);
            int version = network.Parameters.Version;
            if (fromData)
            {
                network.Adapt(Data);
            }
            else
            {
                network.Adapt(new FeatureStatistics([2, 30], [1, 400]));
            }

            Assert.Equal([7, 2, 30, 1, 400, 7], network.Parameters.Values.ToArray());
            Assert.Equal(version + 1, network.Parameters.Version);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        var network = new NormalizingNetwork("Normalization", 2);
        Assert.Throws<ArgumentNullException>("network", () => NormalizationAdaptation.Adapt(null!, Data));
        Assert.Throws<ArgumentNullException>("network", () => NormalizationAdaptation.Adapt(null!, new FeatureStatistics([2, 30], [1, 400])));
        Assert.Throws<ArgumentNullException>("data", () => network.Adapt((DataSource)null!));
        Assert.Throws<ArgumentNullException>("statistics", () => network.Adapt((FeatureStatistics)null!));
        Assert.Contains(
            "The statistics are of 1 features; first has 2.",
            Assert.Throws<ArgumentException>("statistics", () => network.Adapt(new FeatureStatistics([2], [1]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("data", () => network.Adapt(Dataset.FromValues(new float[6], new float[2])));
        Assert.Contains(
            "begins with first; only a Normalization layer",
            Assert.Throws<InvalidOperationException>(() => new NormalizingNetwork("Dense", 2).Adapt(Data)).Message,
            StringComparison.Ordinal);
        Assert.Equal([7, 7, 7, 7, 7, 7], network.Parameters.Values.ToArray());
    }

    /// <summary>A description and parameters, all 7: those of the layer are not the first of the block, and not the last.</summary>
    private sealed class NormalizingNetwork : INetwork
    {
        public NormalizingNetwork(string kind, int features)
        {
            LayerInfo first = Layer("first", kind, [new() { Name = "first/mean", Shape = [features], Offset = 1 }, new() { Name = "first/variance", Shape = [features], Offset = 1 + features }]);
            LayerInfo last = Layer("last", "Layer", [new() { Name = "last/a", Shape = [1], Offset = 0 }, new() { Name = "last/b", Shape = [1], Offset = 1 + (2 * features) }]);
            Info = new NetworkInfo("Normalizing", [features], [first, last])
            {
                OutputActivation = Activation.Linear,
                InferenceBytes = 0,
                TrainingBytes = 0,
                TrainingBytesPerSample = 0,
                TrainingBytesPerWorker = 0,
            };
            Parameters = new NetworkParameters(Info);
            Parameters.Update(7f, static (value, values) => values.Fill(value));

            LayerInfo Layer(string name, string kind, ParameterInfo[] parameters) => new()
            {
                Name = name,
                Kind = kind,
                InputShape = [features],
                OutputShape = [features],
                Parameters = parameters,
                ForwardFlops = 1,
            };
        }

        public NetworkInfo Info { get; }

        public NetworkParameters Parameters { get; }

        public int PredictionThreads { get; set; } = 1;

        public void Predict(ReadOnlySpan<float> input, Span<float> output) => throw new NotSupportedException();

        public TrainingPass CreateTrainingPass(int capacity, int workers) => throw new NotSupportedException();
    }
}
