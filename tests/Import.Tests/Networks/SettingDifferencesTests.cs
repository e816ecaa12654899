using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Networks;

/// <summary>Weights that fit a class are not all that the file says: what would make other numbers of them is reported.</summary>
public sealed class SettingDifferencesTests
{
    private const string Keras =
        """
        [Conv2D(4, 3, Activation = Activation.ReLU)] [BatchNormalization] [MaxPooling2D] [Conv2D(6, 2, PadBottom = 1, PadRight = 1)] [ReLU] [Dropout(0.5)]
        [Flatten] [Dense(5)] [Activation(Activation.Softmax)]
        """;

    [Theory]
    [InlineData("sequential.h5", "", "")]
    [InlineData("keras3.keras", "", "")]
    [InlineData("windows.keras", "", "")]
    [InlineData("keras3.keras", "[Conv2D(4, 3, Activation = Activation.ReLU)]", "[Conv2D(4, 3)] [Activation(Activation.ReLU)]")]
    [InlineData("keras3.keras", "[Dense(5)] [Activation(Activation.Softmax)]", "[Dense(5, Activation = Activation.Softmax)]")]
    [InlineData("keras3.keras", "[MaxPooling2D]", "[MaxPooling2D(2)] [Dropout(0.1)]")]
    [InlineData("sequential.h5", "[BatchNormalization]", "[BatchNormalization(Momentum = 0.9)]")]
    public void Nothing_is_said_of_what_computes_the_same(string file, string written, string instead) =>
        Assert.Empty(Load(file, written, instead).Differences);

    [Theory]
    [InlineData(
        "sequential.h5", "[BatchNormalization]", "[BatchNormalization(Epsilon = 1e-5)]",
        "'batch_normalization' has the epsilon 1E-05, and the file's 'norm' 0.001.")]
    [InlineData(
        "keras3.keras", "[BatchNormalization]", "[BatchNormalization(Epsilon = 1e-5)]",
        "'batch_normalization' has the epsilon 1E-05, and the file's 'norm' 0.001.")]
    [InlineData("keras3.keras", "[ReLU]", "[LeakyReLU(0.1)]", "Behind 'conv2d_1' the network has LeakyReLU, and the file relu.")]
    [InlineData("keras3.keras", "[ReLU]", "", "Behind 'conv2d_1' the network has nothing, and the file relu.")]
    [InlineData("keras3.keras", "Activation = Activation.ReLU", "Activation = Activation.Tanh", "Behind 'conv2d' the network has tanh, and the file relu.")]
    [InlineData(
        "keras3.keras", "[MaxPooling2D]", "[AveragePooling2D]", "Behind 'batch_normalization' the network has AveragePooling2D, and the file MaxPooling2D.")]
    [InlineData(
        "keras3.keras", "[MaxPooling2D]", "[MaxPooling2D(1, 2)]", "'max_pooling2d' has the pool_size (1, 1), and the file's 'max_pooling2d' (2, 2).")]
    [InlineData(
        "keras3.keras",
        "PadRight = 1)",
        "PadRight = 1, Activation = Activation.SiLU)",
        "Behind 'conv2d_1' the network has silu, relu, and the file relu.")]
    public void A_hyperparameter_that_changes_the_numbers_is_said(string file, string written, string instead, string difference)
    {
        WeightMapping mapping = Load(file, written, instead);

        Assert.Equal([difference], mapping.Differences);
        Assert.EndsWith("\n" + difference, mapping.ToString());
    }

    [Theory]
    [InlineData("[LeakyReLU(0.1)]", "")]
    [InlineData("[LeakyReLU(0.2)]", "'leaky_re_lu' has the negative_slope 0.2, and the file's 'leaky_re_lu_LeakyReLU1' 0.1.")]
    [InlineData("[Activation(Activation.LeakyReLU)]", "'activation' has the negative_slope 0.2, and the file's 'leaky_re_lu_LeakyReLU1' 0.1.")]
    [InlineData("[Activation(Activation.LeakyReLU, NegativeSlope = 0.1)]", "")]
    public void The_slope_of_a_layer_without_weights_is_compared_too(string rectifier, string difference)
    {
        INetwork network = Compile(
            $"""
            [Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [DepthwiseConv2D(3, Padding = Padding.Same)] [BatchNormalization]
            {rectifier} [Add("conv2d")] [MaxPooling2D]
            [SeparableConv2D(6, 3)] [UpSampling2D] [GlobalAveragePooling2D] [Dense(5, Activation = Activation.Softmax)]
            """);

        WeightMapping mapping = network.LoadFrom(KnownFiles.PathOf("tfjs/model.json"));

        Assert.Equal(difference, string.Concat(mapping.Differences));
    }

    [Fact]
    public void A_graph_of_operators_says_the_epsilon_too()
    {
        const string layers = "[Conv2D(5, 3, UseBias = false)] [BatchNormalization{0}] [ReLU(MaxValue = 6)]";
        string file = KnownFiles.PathOf("Onnx/conv_bn_relu/model.onnx");

        WeightMapping mapping = Compile(string.Format(null, layers, ""), "6, 5, 4").LoadFrom(file);

        Assert.StartsWith("'batch_normalization' has the epsilon 0.001, and the file's '", Assert.Single(mapping.Differences));
        Assert.EndsWith("' 1E-05.", Assert.Single(mapping.Differences));
        Assert.Empty(Compile(string.Format(null, layers, "(Epsilon = 1e-5)"), "6, 5, 4").LoadFrom(file).Differences);
    }

    [Fact]
    public void Of_layers_that_are_not_loaded_nothing_is_said()
    {
        INetwork network = Compile(
            "[Conv2D(4, 3, Activation = Activation.ReLU)] [BatchNormalization(Epsilon = 0.01)] [GlobalAveragePooling2D] [Dense(2, Name = \"head\")]");
        string file = KnownFiles.PathOf("keras/keras3.keras");

        Assert.Empty(network.LoadFrom(file, new LoadOptions { Include = ["conv2d"] }).Differences);
        Assert.Single(network.LoadFrom(file, new LoadOptions { Exclude = ["head"] }).Differences);
    }

    [Theory]
    [InlineData("weights-only.h5")]
    [InlineData("keras3.weights.h5")]
    public void A_file_that_describes_no_network_says_nothing(string file) =>
        Assert.Empty(Load(file, "[BatchNormalization]", "[BatchNormalization(Epsilon = 0.1)]").Differences);

    private static WeightMapping Load(string file, string written, string instead)
    {
        string layers = written.Length == 0 ? Keras : Keras.Replace(written, instead, System.StringComparison.Ordinal);
        return Compile(layers).LoadFrom(KnownFiles.PathOf("keras/" + file));
    }

    private static INetwork Compile(string layers, string input = "12, 12, 2") =>
        ImportedClass.Compile($"using NetGen; namespace Networks; [Network({input})] {layers} public sealed partial class {ImportedClass.ClassName};");
}
