using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Inside;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Threads that share one large sample give the bits that one thread gives.</summary>
[Collection(nameof(RunsAlone))]
public class SharedSampleTests
{
    private const string Classifier = "LargeClassifier";
    private const string Filter = "LargeFilter";
    private const string Residual = "LargeResidual";
    private const string HeavyFilter = "HeavyFilter";
    private const string HeavyClassifier = "HeavyClassifier";
    private const string ManyFilters = "ManyFilters";
    private const string FiveByFive = "FiveByFive";
    private const string Rows = "Rows";
    private const string HeavyRows = "HeavyRows";
    private const string HeavyHead = "HeavyHead";

    private static readonly NetworkSpec[] Specs =
    [
        new(Classifier, SampleShape.Image(97, 90, 8),
        [
            new RescalingSpec(0.5, 0.1),
            new Conv2DSpec(32, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new DropoutSpec(0.5),
            new ActivationSpec(Activation.Tanh),
            new Conv2DSpec(64, Pair.Square(3)) { Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Average, Pair.Square(3)) { Strides = Pair.Square(2) },
            new FlattenSpec(),
            new DenseSpec(7) { Activation = Activation.Softmax },
        ]) { InputGradient = false },
        new(Filter, SampleShape.Image(80, 81, 5),
        [
            new Conv2DSpec(48, Pair.Square(5)) { Strides = new Pair(1, 2), Activation = Activation.ELU },
            new Conv2DSpec(9, Pair.Square(3)) { Padding = Padding.Same, UseBias = false },
        ]) { InputGradient = false },
        new(Residual, SampleShape.Image(41, 43, 32),
        [
            new Conv2DSpec(48, Pair.Square(5)) { Padding = Padding.Same },
            new Conv2DSpec(48, Pair.Square(3)) { Padding = Padding.Same },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [1, 0] },
            new ActivationSpec(Activation.ReLU),
            new Conv2DSpec(48, Pair.Square(5)) { Padding = Padding.Same },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [4, 3] },
        ]) { InputGradient = false, LayerOutputs = true },

        // Weights that are read panel by panel for all samples of a group.
        new(HeavyFilter, SampleShape.Image(16, 15, 32),
        [
            new Conv2DSpec(128, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new Conv2DSpec(128, Pair.Square(3)) { Padding = Padding.Same, Strides = Pair.Square(2), Activation = Activation.ELU },
            new Conv2DSpec(128, Pair.Square(5)) { Padding = Padding.Same, Algorithm = Convolution.Direct },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [2, 1] },
            new ActivationSpec(Activation.ReLU),
            new Conv2DSpec(64, Pair.Square(5)) { Padding = Padding.Same, Algorithm = Convolution.Direct },
        ]) { InputGradient = false, LayerOutputs = true },
        new(HeavyClassifier, SampleShape.Image(9, 8, 64),
        [
            new Conv2DSpec(96, Pair.Square(5)) { Padding = Padding.Same, Activation = Activation.ReLU, Algorithm = Convolution.Direct },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new Conv2DSpec(160, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new FlattenSpec(),
            new DenseSpec(7) { Activation = Activation.Softmax },
        ]) { InputGradient = false, LayerOutputs = true },

        // One strip of Winograd's tiles, whose filters are shared: written where the output lies, with an addition, and through a strip.
        new(ManyFilters, SampleShape.Image(8, 8, 16),
        [
            new Conv2DSpec(256, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new Conv2DSpec(256, Pair.Square(3)) { Padding = Padding.Same },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [1, 0] },
            new ActivationSpec(Activation.ReLU),
            new Conv2DSpec(384, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.Tanh },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
        ]) { InputGradient = false, LayerOutputs = true },

        // The same of kernels of 5x5: several strips, one strip whose filters are shared, and tiles of several samples; and strips that end where windows of four rows do.
        new(FiveByFive, SampleShape.Image(20, 16, 16),
        [
            new Conv2DSpec(48, Pair.Square(5)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(4)),
            new Conv2DSpec(256, Pair.Square(5)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new Conv2DSpec(256, Pair.Square(5)) { Padding = Padding.Same },
            new ValueMergingSpec(MergingKind.Add) { Inputs = [3, 2] },
            new ActivationSpec(Activation.ReLU),
        ]) { InputGradient = false, LayerOutputs = true },

        // Rows of what does little for each value, of equal parts and of single rows; and fewer filters of one strip.
        new(Rows, SampleShape.Image(40, 37, 32),
        [
            new DepthwiseConv2DSpec(Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.Tanh },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)) { Strides = Pair.Square(1), Padding = Padding.Same },
            new Conv2DSpec(32, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new DepthwiseConv2DSpec(Pair.Square(4)) { Strides = Pair.Square(2), Activation = Activation.ReLU6 },
            new Conv2DTransposeSpec(16, Pair.Square(2)) { Strides = Pair.Square(2), Activation = Activation.ELU },
            new Conv2DTransposeSpec(24, Pair.Square(3)) { Strides = Pair.Square(2), Padding = Padding.Same },
            new ActivationSpec(Activation.Sigmoid),
            new ConcatenateSpec { Inputs = [6, 5] },
            new ConcatenateSpec(2) { Inputs = [7, 7] },
            new PoolingSpec(PoolingKind.Average, Pair.Square(9)),
            new Conv2DSpec(96, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
        ]) { InputGradient = false, LayerOutputs = true },

        // Dense layers whose units are shared, with units that fill no part, light layers between them and behind, and one that reads the input.
        new(HeavyRows, SampleShape.Vector(515),
        [
            new DenseSpec(1000) { Activation = Activation.ReLU },
            new DropoutSpec(0.5),
            new DenseSpec(515) { UseBias = false },
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.Tanh),
            new LayerNormalizationSpec(),
            new DenseSpec(515),
            new ValueMergingSpec(MergingKind.Add) { Inputs = [6, -1] },
            new DenseSpec(7) { Activation = Activation.Softmax },
        ]) { InputGradient = false, LayerOutputs = true },
        new(HeavyHead, SampleShape.Image(24, 25, 16),
        [
            new Conv2DSpec(32, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
            new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
            new FlattenSpec(),
            new DenseSpec(260) { Activation = Activation.GELU },
            new DenseSpec(1050) { Activation = Activation.Softmax },
        ]) { InputGradient = false, LayerOutputs = true },
    ];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(Specs));

    public static TheoryData<string, int, int> Cases()
    {
        var data = new TheoryData<string, int, int>();
        foreach (string name in (IEnumerable<string>)[Classifier, Filter, Residual, HeavyFilter, HeavyClassifier, ManyFilters, FiveByFive, Rows, HeavyRows, HeavyHead])
        {
            foreach (int samples in (IEnumerable<int>)[1, 3, 9])
            {
                data.Add(name, samples, 2);
                data.Add(name, samples, 3);
                data.Add(name, samples, 5);
            }
        }

        return data;
    }

    [Theory]
    [InlineData(HeavyFilter, 1)]
    [InlineData(HeavyFilter, 3)]
    [InlineData(HeavyClassifier, 1)]
    [InlineData(HeavyClassifier, 3)]
    [InlineData(ManyFilters, 1)]
    [InlineData(ManyFilters, 3)]
    [InlineData(Rows, 1)]
    [InlineData(Rows, 3)]
    [InlineData(HeavyRows, 1)]
    [InlineData(HeavyRows, 3)]
    [InlineData(HeavyHead, 1)]
    [InlineData(HeavyHead, 3)]
    public void Samples_of_a_group_have_the_bits_that_each_has_alone(string name, int threads)
    {
        INetwork network = Compiled.Value.Create(name, seed: 7);
        network.PredictionThreads = threads;
        float[] x = NetworkTouch.Numbers(new Random(4), 19 * network.Info.InputSize);

        float[] together = network.Predict(x);

        Assert.Equal(together, x.Chunk(network.Info.InputSize).SelectMany(sample => network.Predict(sample)));
        LayerComparison.ComparePrediction((ILayerOutputs)network, x[..network.Info.InputSize]);
    }

    /// <summary>By Winograd's algorithm and directly; the pass that shows every layer adds on its own.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Threads_add_to_a_shared_sample_what_an_addition_of_its_own_adds(int threads)
    {
        INetwork network = Compiled.Value.Create(Residual, seed: 7);
        network.PredictionThreads = threads;

        LayerComparison.ComparePrediction((ILayerOutputs)network, NetworkTouch.Numbers(new Random(2), network.Info.InputSize));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_that_share_a_sample_give_the_same_bits_as_one(string name, int samples, int threads)
    {
        INetwork network = Compiled.Value.Create(name, seed: 7);
        float[] x = NetworkTouch.Numbers(new Random(3), samples * network.Info.InputSize);
        network.PredictionThreads = 1;
        float[] alone = network.Predict(x);

        network.PredictionThreads = threads;
        for (int call = 0; call < 5; call++)
        {
            Assert.Equal(alone, network.Predict(x));
        }
    }

    /// <summary>Threads meet in the first call before anything of it is there; what the first step is, differs.</summary>
    [Theory]
    [InlineData(Classifier)]
    [InlineData(Filter)]
    [InlineData(Residual)]
    [InlineData(HeavyFilter)]
    [InlineData(HeavyClassifier)]
    [InlineData(Rows)]
    [InlineData(HeavyRows)]
    [InlineData(HeavyHead)]
    public void The_first_call_gives_the_same_bits_as_any(string name)
    {
        INetwork alone = Compiled.Value.Create(name, seed: 7);
        float[] x = NetworkTouch.Numbers(new Random(3), alone.Info.InputSize);
        alone.PredictionThreads = 1;
        float[] expected = alone.Predict(x);

        for (int network = 0; network < 40; network++)
        {
            INetwork shared = Compiled.Value.Create(name, seed: 7);
            shared.PredictionThreads = 4;
            Assert.Equal(expected, shared.Predict(x));
        }
    }

    [Theory]
    [InlineData(Classifier)]
    [InlineData(HeavyRows)]
    public void Sharing_a_sample_allocates_nothing_after_the_first_call(string name)
    {
        INetwork network = Compiled.Value.Create(name, seed: 7);
        float[] x = NetworkTouch.Numbers(new Random(3), network.Info.InputSize);
        float[] y = new float[network.Info.OutputSize];
        network.PredictionThreads = 2;
        AllocationMeter.AssertNoneInPredictions(network, () => network.Predict(x, y));
    }
}
