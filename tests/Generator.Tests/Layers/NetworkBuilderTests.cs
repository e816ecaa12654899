using System.Linq;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

public class NetworkBuilderTests
{
    [Fact]
    public void The_lecture_has_the_shapes_and_parameters_that_Keras_prints()
    {
        Network network = Build(Sources.Lecture);

        Assert.Equal(
            [
                "conv2d 200x200x32 896", "max_pooling2d 100x100x32 0", "conv2d_1 100x100x64 18496", "max_pooling2d_1 50x50x64 0",
                "conv2d_2 50x50x128 73856", "max_pooling2d_2 25x25x128 0", "flatten 80000 0", "dense 5 400005",
            ],
            network.Nodes.Select(node => $"{node.Name} {node.OutputShape} {node.Layer.Parameters(node.InputShape).Sum(parameter => parameter.Size)}"));
        Assert.Equal("LectureCnn", network.Name);
        Assert.Equal(Enumerable.Range(-1, 8), network.Nodes.Select(node => node.Inputs.Single()));
    }

    [Theory]
    [InlineData("Conv2D(32, 3, 2)", "3x3", "2x2", "4x4x32")]
    [InlineData("Conv2D(32, 3, 1, Padding = Padding.Same)", "3x3", "1x1", "9x9x32")]
    [InlineData("Conv2D(32, 3, strides: 3)", "3x3", "3x3", "3x3x32")]
    [InlineData("Conv2D(32, 3, 2, StrideWidth = 3)", "3x3", "2x3", "4x3x32")]
    [InlineData("Conv2D(32, 3, KernelWidth = 5)", "3x5", "1x1", "7x5x32")]
    [InlineData("Conv2D(32, KernelHeight = 1, KernelWidth = 3)", "1x3", "1x1", "9x7x32")]
    [InlineData("MaxPooling2D(3, 2)", "3x3", "2x2", "4x4x4")]
    [InlineData("AveragePooling2D(poolSize: 3, strides: 1)", "3x3", "1x1", "7x7x4")]
    [InlineData("AveragePooling2D(3, 2, StrideHeight = 1)", "3x3", "1x2", "7x4x4")]
    [InlineData("MaxPooling2D(PoolHeight = 3)", "3x2", "3x2", "3x4x4")]
    public void Positions_mean_what_they_mean_in_Keras(string layer, string window, string strides, string output)
    {
        Node node = Build($"[Network(9, 9, 4)] [{layer}] public partial class Net;").Nodes.Single();

        (Extent Window, Extent Strides) read = node.Layer switch
        {
            Conv2D convolution => (convolution.Kernel, convolution.Strides),
            _ => (((Pooling2D)node.Layer).Pool, ((Pooling2D)node.Layer).Strides),
        };
        Assert.Equal((window, strides, output), (read.Window.ToString(), read.Strides.ToString(), node.OutputShape.ToString()));
    }

    /// <summary>A multiply-add counts as two operations, of every tap that is multiplied, of an image of 8x6x4.</summary>
    [Theory]
    [InlineData("Conv2D(10, KernelHeight = 3, KernelWidth = 2)", 2 * (6 * 5 * 10) * (3 * 2 * 4))]
    [InlineData("Conv2D(10, 3, Groups = 2)", 2 * (6 * 4 * 10) * (3 * 3 * 2))]
    [InlineData("Conv2DTranspose(10, KernelHeight = 3, KernelWidth = 2)", 2 * (8 * 6 * 4) * (3 * 2 * 10))]
    [InlineData("DepthwiseConv2D(KernelHeight = 3, KernelWidth = 2, DepthMultiplier = 3)", 2 * (6 * 5 * 12) * (3 * 2))]
    [InlineData("SeparableConv2D(10, KernelHeight = 3, KernelWidth = 2, DepthMultiplier = 3)", (2 * (6 * 5 * 12) * (3 * 2)) + (2 * (6 * 5 * 10) * 12))]
    [InlineData("MaxPooling2D(PoolHeight = 4, PoolWidth = 3)", 2 * 2 * 4 * (4 * 3))]
    [InlineData("BatchNormalization", 2 * 8 * 6 * 4)]
    public void Operations_of_a_layer_are_counted(string layer, long expected) =>
        Assert.Equal(expected, Build($"[Network(8, 6, 4)] [{layer}] public partial class Net;").Nodes.Single().ForwardFlops);

    [Fact]
    public void Operations_of_a_dense_layer_are_those_of_its_kernel() =>
        Assert.Equal(2 * 192 * 10, Build("[Network(8, 6, 4)] [Flatten] [Dense(10)] public partial class Net;").Nodes[1].ForwardFlops);

    [Fact]
    public void Every_argument_reaches_its_layer()
    {
        Network network = Build("""
            [Network(20, 30, 3, InputGradient = true)]
            [Rescaling(2, offset: 0.5)]
            [Conv2D(4, KernelHeight = 3, KernelWidth = 5, Strides = 2, StrideWidth = 3, Padding = Padding.Same, Activation = Activation.GELU, UseBias = false,
                KernelInitializer = Initializer.Constant, KernelConstant = 0.25, KernelL1 = 1, KernelL2 = 2, ActivityL1 = 3, ActivityL2 = 4, Name = "first")]
            [Conv2D(5, 3, DilationHeight = 2, BiasInitializer = Initializer.Ones, BiasL1 = 5, BiasL2 = 6, KernelMaxNorm = 7, BiasNonNegative = true)]
            [AveragePooling2D(2, PoolWidth = 3, StrideHeight = 1)]
            [Activation(Activation.LeakyReLU, NegativeSlope = 0.3)]
            [Flatten]
            [Dropout(0.5)]
            [BatchNormalization(Momentum = 0.9, Epsilon = 1e-5, Scale = false, BetaInitializer = Initializer.Constant, BetaConstant = 2, BetaL2 = 3, BetaNonNegative = true, Trainable = false)]
            [Dense(7, KernelInitializer = Initializer.HeNormal)]
            public partial class Net;
            """);

        Assert.True(network.InputGradient);
        Assert.Equal(
            [
                new Rescaling(2, 0.5),
                new Conv2D(4, new(3, 5), new(2, 3), new(1, 1), Padding.Same, 1, new(
                    Activation.GELU, false, new(new(Initializer.Constant, 0.25), new(1, 2), default), new(new(Initializer.Zeros, 0), default, default), new(3, 4))),
                new Conv2D(5, new(3, 3), new(1, 1), new(2, 1), Padding.Valid, 1, new(
                    Activation.Linear, true, new(new(Initializer.GlorotUniform, 0), default, new(7, false)), new(new(Initializer.Ones, 0), new(5, 6), new(0, true)), default)),
                new Pooling2D(PoolingFunction.Average, new(2, 3), new(1, 3), Padding.Valid),
                new ActivationLayer(Activation.LeakyReLU, 0.3),
                new Flatten(),
                new Dropout(0.5),
                new BatchNormalization(0.9, 1e-5, new(null, new ParameterOptions(new(Initializer.Constant, 2), new(0, 3), new(0, true)))) { IsTrainable = false },
                new Dense(7, new(Activation.Linear, true, new(new(Initializer.HeNormal, 0), default, default), new(new(Initializer.Zeros, 0), default, default), default)),
            ],
            network.Nodes.Select(node => node.Layer));
        Assert.Equal(["rescaling", "first", "conv2d", "average_pooling2d", "activation", "flatten", "dropout", "batch_normalization", "dense"], network.Nodes.Select(node => node.Name));
        Assert.Equal(
            ["20x30x3", "10x10x4", "6x8x5", "5x2x5", "5x2x5", "50", "50", "50", "7"], network.Nodes.Select(node => node.OutputShape.ToString()));
    }

    [Fact]
    public void Layers_apply_in_source_order_however_they_are_bracketed()
    {
        Network network = Build("[Dropout(0.5), Network(8, 8, 1)]\n[Flatten] [Dense(4),\nDense(3)]\npublic partial class Net;");

        Assert.Equal(["Dropout", "Flatten", "Dense", "Dense"], network.Nodes.Select(node => node.Layer.Kind));
    }

    [Fact]
    public void An_even_kernel_under_same_padding_is_a_finding_and_a_network()
    {
        CheckedNetwork result = BuildResultOf(Sources.Image("[Conv2D(4, 2, Padding = Padding.Same)]"));

        Assert.NotNull(result.Network);
        Assert.Equal([RuleId.EvenKernel], result.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void Behind_an_error_shapes_are_unknown_and_rules_about_them_silent()
    {
        CheckedNetwork result = BuildResultOf(Sources.Image("[Conv2D(4, 9)]\n[MaxPooling2D(50)]\n[Dense(3)]\n[Conv2D(3, 3)]"));

        Assert.Null(result.Network);
        Assert.Equal([RuleId.NoOutput], result.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void Mistakes_that_do_not_follow_from_each_other_are_all_found()
    {
        CheckedNetwork result = BuildResultOf(Sources.Image("[Conv2D(0, 3, Strides = -1)]\n[Dropout(1)]\n[Dense(0)]"));

        Assert.Equal(
            [RuleId.BelowOne, RuleId.BelowOne, RuleId.DropoutRate, RuleId.BelowOne], result.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void Sizes_that_overflow_are_findings()
    {
        foreach (string layers in new[]
        {
            "[Conv2D(int.MaxValue, 1)]",
            "[Conv2D(1, int.MaxValue, Padding = Padding.Same, Dilation = int.MaxValue)]",
            "[Conv2D(int.MaxValue, 1000, Padding = Padding.Same)]",
            "[MaxPooling2D(int.MaxValue, Strides = int.MaxValue, Padding = Padding.Same)]\n[Flatten]\n[Dense(int.MaxValue)]",
            "[Conv2D(1, int.MaxValue - 1, Padding = Padding.Same, Strides = int.MaxValue)]",
        })
        {
            CheckedNetwork result = BuildResultOf(Sources.Image(layers));
            Assert.Null(result.Network);
            Assert.Contains(result.Findings, finding => finding.Id == RuleId.TooManyValues);
        }
    }

    private static Network Build(string source)
    {
        CheckedNetwork result = BuildResultOf(source);
        Assert.NotNull(result.Network);
        return result.Network;
    }

    private static CheckedNetwork BuildResultOf(string source) => Networks.Build(source);
}
