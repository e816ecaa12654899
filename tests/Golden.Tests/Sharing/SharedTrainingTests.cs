using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Several ranks that train one network come to the bits of one.</summary>
public sealed class SharedTrainingTests
{
    private static readonly string[] Names =
        [GuaranteeNetworks.Convolutional, GuaranteeNetworks.Perceptron, GuaranteeNetworks.Normalized, GuaranteeNetworks.Graph];

    private static readonly int[] Counts = [1, 2, 4, 8, 16];

    public static IEnumerable<object[]> Networks => Names.SelectMany(name => Counts.Select(ranks => new object[] { name, ranks }));

    [Theory]
    [MemberData(nameof(Networks))]
    public void Ranks_come_to_the_bits_of_one(string name, int ranks) =>
        SharedTraining.AssertSameBits(ranks, exchange => SharedTraining.Run(name, exchange));

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional)]
    [InlineData(GuaranteeNetworks.Normalized)]
    public void Clipping_by_the_global_norm_accumulated_gradients_and_averages_are_those_of_one(string name) =>
        SharedTraining.AssertSameBits(4, exchange => SharedTraining.Run(
            name,
            exchange,
            optimizer: () => new AdamW(1e-2) { GlobalClipNorm = 0.5f, GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.9 }));

    [Fact]
    public void Metrics_see_all_samples_in_their_order() =>
        SharedTraining.AssertSameBits(4, exchange => SharedTraining.Run(
            GuaranteeNetworks.Convolutional,
            exchange,
            metrics: [new SparseCategoricalAccuracy(), new SparseTopKCategoricalAccuracy(2), new LastRow()]));

    [Fact]
    public void Without_metrics_the_loss_is_that_of_one() =>
        SharedTraining.AssertSameBits(4, exchange => SharedTraining.Run(GuaranteeNetworks.Graph, exchange, metrics: []));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Samples_are_mixed_with_those_of_other_ranks(bool cuts) =>
        SharedTraining.AssertSameBits(4, exchange => SharedTraining.Run(
            GuaranteeNetworks.Convolutional,
            exchange,
            network => new FitOptions { Epochs = 2, BatchSize = 24, Seed = 3, Threads = 2, Mixing = cuts ? new CutMix() : new MixUp(), Exchange = exchange }));

    [Fact]
    public void Weights_of_samples_and_classes_count_as_on_one()
    {
        SharedTraining.AssertSameBits(2, exchange => SharedTraining.Run(
            GuaranteeNetworks.Convolutional,
            exchange,
            _ => new FitOptions { Epochs = 2, BatchSize = 24, SampleWeights = [.. Enumerable.Range(0, 53).Select(i => i / 53f)], Exchange = exchange }));
        SharedTraining.AssertSameBits(2, exchange => SharedTraining.Run(
            GuaranteeNetworks.Convolutional,
            exchange,
            _ => new FitOptions { Epochs = 2, BatchSize = 24, ClassWeights = new Dictionary<int, double> { [0] = 2, [3] = 0.5 }, Exchange = exchange }));
    }

    [Fact]
    public void A_stream_is_shared_too() =>
        SharedTraining.AssertSameBits(4, exchange => SharedTraining.Run(
            GuaranteeNetworks.Normalized,
            exchange,
            data: samples => new StreamedSource(SamplesOf(samples), samples.InputShape) { ShuffleBuffer = 20 }));

    [Fact]
    public void A_fit_goes_on_from_the_one_before() =>
        SharedTraining.AssertSameBits(2, exchange =>
        {
            INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Convolutional);
            var trainer = new Trainer<INetwork>(network, new SGD(0.05, momentum: 0.9), Loss.SparseCategoricalCrossentropy);
            Dataset samples = RandomData.Classes(network.Info, 53);
            trainer.Fit(samples, SharedTraining.Options(network, exchange));
            return SharedTraining.Of(network, trainer.Optimizer, trainer.Fit(samples, SharedTraining.Options(network, exchange)));
        });

    private static IEnumerable<Sample> SamplesOf(Dataset data)
    {
        for (int i = 0; i < data.Count; i++)
        {
            float[] input = new float[data.InputSize];
            float[] target = new float[data.TargetSize];
            data.ReadInput(i, input);
            data.ReadTarget(i, target);
            yield return new Sample(input, (int)target[0]);
        }
    }
}
