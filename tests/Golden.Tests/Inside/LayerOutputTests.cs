using System;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;
using NetGen.Golden.Tests.Limits;
using NetGen.Golden.Tests.Reference;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Golden.Tests.Inside;

/// <summary>What layers put out, against plain loops and against the fused pass of prediction.</summary>
public sealed class LayerOutputTests
{
    /// <summary>Borders, fused and overlapping pooling, layers that do nothing, a penalty, softmax over pixels, a flatten.</summary>
    private static readonly NetworkSpec Shown = new("Shown", SampleShape.Image(9, 8, 3),
    [
        new DropoutSpec(0.5),
        new RescalingSpec(0.5, 0.25),
        new Conv2DSpec(6, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
        new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
        new SpatialDropoutSpec(0.5),
        new GaussianDropoutSpec(0.5),
        new AlphaDropoutSpec(0.5),
        new Conv2DSpec(5, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.GELU, ActivityL2 = 0.01 },
        new PoolingSpec(PoolingKind.Average, Pair.Square(3)) { Strides = Pair.Square(1), Padding = Padding.Same },
        new ActivationSpec(Activation.Linear),
        new Conv2DSpec(4, Pair.Square(2)) { Activation = Activation.Softmax },
        new FlattenSpec(),
        new GaussianNoiseSpec(0.5),
        new DenseSpec(7) { Activation = Activation.Tanh },
        new DenseSpec(3) { Activation = Activation.Softmax },
    ])
    { InputGradient = false, LayerOutputs = true };

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(Shown));

    public static TheoryData<string> Built() => [.. BuiltNetworks.Specs.Select(spec => spec.Name)];

    [Fact]
    public void Every_layer_puts_out_what_plain_loops_compute()
    {
        ILayerOutputs network = Create();
        Compare(network, NetworkTouch.Numbers(new Random(1), network.Info.InputSize));
    }

    [Fact]
    public void Training_shows_at_once()
    {
        ILayerOutputs network = Create();
        float[] sample = NetworkTouch.Numbers(new Random(2), network.Info.InputSize);
        float[] before = network.LayerOutput("conv2d", sample);
        var trainer = new Trainer<INetwork>(network, new Adam(learningRate: 0.01), Loss.SparseCategoricalCrossentropy);

        trainer.Fit(RandomData.Classes(network.Info, 16), new FitOptions { Epochs = 1, BatchSize = 8 });

        Assert.NotEqual(before, network.LayerOutput("conv2d", sample));
        Compare(network, sample);
    }

    /// <summary>The fused plan and the one without fusion, at the sizes that people train.</summary>
    [Theory]
    [MemberData(nameof(Built))]
    public void The_last_layer_puts_out_the_prediction(string name)
    {
        var network = (ILayerOutputs)BuiltNetworks.Compiled.Create(name);
        float[] sample = NetworkTouch.Numbers(new Random(3), network.Info.InputSize);

        LayerComparison.ComparePrediction(network, sample);
    }

    [Fact]
    public void Layers_that_do_nothing_put_out_their_input()
    {
        ILayerOutputs network = Create();
        float[] sample = NetworkTouch.Numbers(new Random(5), network.Info.InputSize);

        Assert.Equal(sample, network.LayerOutput("dropout", sample));
        Assert.Equal(network.LayerOutput("max_pooling2d", sample), network.LayerOutput("spatial_dropout2d", sample));
        Assert.Equal(network.LayerOutput("flatten", sample), network.LayerOutput("gaussian_noise", sample));
        Assert.Equal(network.LayerOutput("conv2d_2", sample), network.LayerOutput("flatten", sample));
    }

    [Fact]
    public void Both_methods_give_the_same_and_the_second_allocates_nothing()
    {
        ILayerOutputs network = Create();
        float[] sample = NetworkTouch.Numbers(new Random(6), network.Info.InputSize);
        float[] output = new float[9 * 8 * 6];
        Assert.Equal(network.LayerOutput("conv2d", sample).Length, output.Length);

        network.LayerOutput("conv2d", sample, output);
        Assert.Equal(network.LayerOutput("conv2d", sample), output);

        AllocationMeter.AssertNoneHere(() => network.LayerOutput("conv2d", sample, output));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        ILayerOutputs network = Create();
        float[] sample = new float[network.Info.InputSize];

        ArgumentException unknown = Assert.Throws<ArgumentException>("layer", () => network.LayerOutput("conv2d_9", sample));
        Assert.StartsWith("Shown has no layer 'conv2d_9'; it has dropout, rescaling, conv2d, max_pooling2d, ", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("layer", () => network.LayerOutput(null!, sample));
        ArgumentException length = Assert.Throws<ArgumentException>("sample", () => network.LayerOutput("conv2d", sample.AsSpan(1)));
        Assert.StartsWith("A sample has 216 values; 215 came.", length.Message, StringComparison.Ordinal);
        ArgumentException room = Assert.Throws<ArgumentException>("output", () => network.LayerOutput("conv2d", sample, new float[3]));
        Assert.StartsWith("'conv2d' puts out (9, 8, 6), that is 432 values; the output has room for 3.", room.Message, StringComparison.Ordinal);
    }

    private static ILayerOutputs Create() => (ILayerOutputs)Compiled.Value.Create(Shown.Name);

    private static void Compare(ILayerOutputs network, float[] sample)
    {
        var reference = new ReferenceNetwork(Shown, batchSize: 1);
        foreach ((ReferenceParameter plain, Parameter parameter) in reference.Parameters.Zip(network.Parameters))
        {
            Array.ConvertAll(parameter.Values.ToArray(), value => (double)value).CopyTo(plain.Values, 0);
        }

        LayerComparison.Compare(network, reference, sample);
    }
}
