using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about batch normalization, and about what is trained.</summary>
public class NormalizationRuleTests
{
    private const string Behind = "[Activation(Activation.ReLU)] [Flatten] [Dense(2)]";

    [Theory]
    [InlineData("0.1", "0.1", "0.9")]
    [InlineData("0.01", "0.01", "0.99")]
    [InlineData("0", "0", "1")]
    public Task NG0229_momentum_is_what_is_kept(string momentum, string given, string meant) => Rule.Finds(
        RuleId.MomentumOfPyTorch,
        Sources.Image($"[BatchNormalization(Momentum = [|{momentum}|])] {Behind}"),
        $"Momentum of BatchNormalization is {given}; it is the share of the moving statistics that a step keeps, and PyTorch's is the share that a step replaces: its {given} is {meant} here");

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.99")]
    [InlineData("1")]
    public Task NG0229_is_silent_on_what_is_usual(string momentum) => Rule.Silent(Sources.Image($"[BatchNormalization(Momentum = {momentum})] {Behind}"));

    [Theory]
    [InlineData("1.1", "1.1", ": the share of the moving statistics that a step keeps")]
    [InlineData("-0.1", "-0.1", "")]
    [InlineData("double.NaN", "NaN", "")]
    public Task NG0217_momentum_lies_in_0_to_1(string momentum, string given, string hint) => Rule.Finds(
        RuleId.OutsideUnitInterval,
        Sources.Image($"[BatchNormalization(Momentum = [|{momentum}|])] {Behind}"),
        $"Momentum of BatchNormalization is {given}; it must be at least 0 and at most 1{hint}");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1e-3", "-0.001")]
    [InlineData("1e-60", "1E-60")]
    public Task NG0214_epsilon_keeps_a_deviation_above_0(string epsilon, string given) => Rule.Finds(
        RuleId.NumberOutOfRange,
        Sources.Image($"[BatchNormalization(Epsilon = [|{epsilon}|])] {Behind}"),
        $"Epsilon of BatchNormalization is {given}; it must be a number above 0, in single precision too");

    [Theory]
    [InlineData("Scale = false, GammaL2 = [|0.1|]", "GammaL2 has no effect: the layer has no gamma; given is Scale = false")]
    [InlineData("Center = false, BetaInitializer = [|Initializer.Ones|]", "BetaInitializer has no effect: the layer has no beta; given is Center = false")]
    [InlineData("BetaConstant = [|2|]", "BetaConstant has no effect: only Initializer.Constant reads it; given is BetaInitializer = Initializer.Zeros")]
    public Task NG0206_arguments_are_about_what_is_there(string arguments, string message) =>
        Rule.Finds(RuleId.WithoutEffect, Sources.Image($"[BatchNormalization({arguments})] {Behind}"), message);

    [Fact]
    public Task NG0215_gamma_is_no_matrix() => Rule.Finds(
        RuleId.OrthogonalBias,
        Sources.Image($"[BatchNormalization(GammaInitializer = [|Initializer.Orthogonal|])] {Behind}"),
        "Initializer.Orthogonal makes matrices, and gamma is a vector; GammaInitializer must be another one");

    [Fact]
    public Task NG0209_a_normalization_has_no_activation() => Rule.Finds(
        RuleId.ActivationOnShapeLayer,
        Sources.Image("[BatchNormalization(Activation = [|Activation.ReLU|])] [Flatten] [Dense(2)]"),
        "BatchNormalization has no activation; it must stand on the layer before or be a layer of its own, [Activation(...)]");

    [Fact]
    public Task NG0218_no_augmentation_behind_what_a_normalization_learns() => Rule.Finds(
        RuleId.AugmentationNeedsNoGradient,
        Sources.Image($"[BatchNormalization] [[|RandomFlip|]] {Behind}"),
        "RandomFlip lets no gradient through; it must stand before the first layer with weights, in a network without InputGradient; given is BatchNormalization before it");

    [Theory]
    [InlineData("[BatchNormalization(Scale = false, Center = false)] [RandomFlip]")]
    [InlineData("[BatchNormalization(Trainable = false)] [RandomFlip]")]
    [InlineData("[Conv2D(2, 3, Trainable = false)] [RandomFlip]")]
    public Task NG0218_is_silent_behind_what_learns_nothing(string layers) => Rule.Silent(Sources.Image($"{layers} {Behind}"));

    [Theory]
    [InlineData("[[|Conv2D(4, 3)|]] [BatchNormalization] [Activation(Activation.ReLU)] [Flatten] [Dense(2)]", "Conv2D")]
    [InlineData("[Conv2D(4, 3, UseBias = [|true|])] [MaxPooling2D] [BatchNormalization] [Activation(Activation.ReLU)] [Flatten] [Dense(2)]", "Conv2D")]
    [InlineData("[[|DepthwiseConv2D(3)|]] [BatchNormalization] [Activation(Activation.ReLU)] [Flatten] [Dense(2)]", "DepthwiseConv2D")]
    [InlineData("[[|Conv2D(4, 3)|]] [GlobalAveragePooling2D] [BatchNormalization] [Activation(Activation.ReLU)] [Dense(2)]", "Conv2D")]
    [InlineData("[[|Conv2D(4, 3)|]] [GlobalMaxPooling2D] [BatchNormalization] [Activation(Activation.ReLU)] [Dense(2)]", "Conv2D")]
    [InlineData("[Flatten] [[|Dense(4)|]] [BatchNormalization] [Activation(Activation.ReLU)] [Dense(2)]", "Dense")]
    public Task NG0230_a_bias_is_taken_away_again(string layers, string layer) => Rule.Finds(
        RuleId.BiasBeforeNormalization,
        Sources.Image(layers),
        $"The bias of {layer} is taken away again by the BatchNormalization behind it, whose beta does its work; UseBias = false saves it");

    [Theory]
    [InlineData("[Conv2D(4, 3, UseBias = false)] [BatchNormalization]")]
    [InlineData("[Conv2D(4, 3, Activation = Activation.ReLU)] [BatchNormalization]")]
    [InlineData("[Conv2D(4, 3)] [Activation(Activation.ReLU)] [BatchNormalization]")]
    [InlineData("[Conv2D(4, 3)] [Dropout(0.5)] [BatchNormalization]")]
    [InlineData("[Conv2D(4, 3)] [BatchNormalization(Trainable = false)]")]
    [InlineData("[Conv2D(4, 3, Trainable = false)] [BatchNormalization]")]
    public Task NG0230_is_silent_where_a_bias_has_an_effect(string layers) => Rule.Silent(Sources.Image($"{layers} {Behind}"));

    [Fact]
    public Task NG0230_is_repaired_by_leaving_it_out() => Rule.Fixes<OmitBiasFix>(
        RuleId.BiasBeforeNormalization,
        Sources.Image("[[|Conv2D(4, 3)|]] [BatchNormalization] [Activation(Activation.ReLU)] [Conv2D(4, 3, UseBias = [|true|], Padding = Padding.Same)] [BatchNormalization]" + Behind),
        Sources.Image("[Conv2D(4, 3, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)] [Conv2D(4, 3, UseBias = false, Padding = Padding.Same)] [BatchNormalization]" + Behind),
        iterations: 2);

    [Theory]
    [InlineData("[Flatten] [Dense(2, Activation = Activation.Softmax)] [[|BatchNormalization|]]", "over Softmax makes numbers of probabilities that are none")]
    [InlineData("[Flatten] [Dense(2)] [Activation(Activation.Sigmoid)] [[|BatchNormalization|]]", "over Sigmoid makes numbers of probabilities that are none")]
    [InlineData("[Flatten] [Dense(2, UseBias = false)] [[|BatchNormalization|]]", "at the end of the network gives its outputs a mean and a deviation, whatever the targets are")]
    public Task NG0231_outputs_are_not_normalized(string layers, string what) => Rule.Finds(
        RuleId.NormalizedOutput, Sources.Image(layers), $"BatchNormalization {what}; it should stand before the last layer with weights");

    [Theory]
    [InlineData("[Flatten] [Dense(2, UseBias = false)] [BatchNormalization] [Activation(Activation.Softmax)]")]
    [InlineData("[Flatten] [Dense(4, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)] [Dense(2)]")]
    [InlineData("[BatchNormalization] [Flatten]")]
    public Task NG0231_is_silent_before_an_activation_and_without_weights(string layers) => Rule.Silent(Sources.Image(layers));

    [Fact]
    public Task NG0232_something_is_trained() => Rule.Finds(
        RuleId.NothingToTrain,
        "[Network(8, 8, 2, TrainableFrom = [|\"scores\"|])] [Flatten] [Dense(2)] [Activation(Activation.Softmax, Name = \"scores\")] partial class Net;",
        "No layer of the network is trained, and training would change nothing; given is TrainableFrom = \"scores\"");

    [Fact]
    public Task NG0232_holds_for_layers_one_by_one() => Rule.Finds(
        RuleId.NothingToTrain,
        "[[|Network(8, 8, 2)|]] [BatchNormalization(Trainable = false)] [Flatten] [Dense(2, Trainable = false)] partial class Net;",
        "No layer of the network is trained, and training would change nothing; given is Trainable = false on every layer that has weights");

    [Theory]
    [InlineData("[Network(8, 8, 2, TrainableFrom = \"dense\")] [Conv2D(2, 3, Activation = Activation.ReLU)] [Flatten] [Dense(2)] partial class Net;")]
    [InlineData("[Network(8, 8, 2, TrainableFrom = \"scores\")] [Flatten] [Dense(2, Trainable = true)] [Activation(Activation.Softmax, Name = \"scores\")] partial class Net;")]
    [InlineData("[Network(8, 8, 2)] [Normalization] [Flatten] partial class Net;")]
    public Task NG0232_is_silent_where_something_is_or_nothing_could_be(string source) => Rule.Silent(source);

    [Fact]
    public Task NG0233_layers_are_called_by_their_names() => Rule.Finds(
        RuleId.UnknownTrainableFrom,
        "[Network(8, 8, 2, TrainableFrom = [|\"Dense\"|])] [Conv2D(2, 3, Activation = Activation.ReLU)] [Flatten] [Dense(2)] partial class Net;",
        "TrainableFrom is \"Dense\", and no layer has that name; there are conv2d, flatten, dense");

    [Fact]
    public Task NG0233_is_silent_on_names_that_are_there() =>
        Rule.Silent("[Network(8, 8, 2, TrainableFrom = \"conv2d\")] [Conv2D(2, 3, Activation = Activation.ReLU)] [Flatten] [Dense(2)] partial class Net;");
}
