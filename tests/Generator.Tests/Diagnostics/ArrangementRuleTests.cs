using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about layers that work against each other, or lack each other. Golden.Tests measure what they claim.</summary>
public class ArrangementRuleTests
{
    [Theory]
    [InlineData("[Flatten] [[|Dense(4)|]] [Dense(2)]", "Dense", "Dense")]
    [InlineData("[[|Conv2D(4, 3)|]] [Conv2D(4, 3, Activation = Activation.ReLU)]", "Conv2D", "Conv2D")]
    [InlineData("[[|Conv2D(4, 3)|]] [GlobalAveragePooling2D] [Dense(2)]", "Conv2D", "Dense")]
    [InlineData("[[|Conv2D(4, 3)|]] [Activation(Activation.Linear)] [AveragePooling2D] [Dropout(0.5)] [Normalization] [Flatten] [Dense(2)]", "Conv2D", "Dense")]
    public Task NG0221_two_linear_maps_are_one(string layers, string first, string second) => Rule.Finds(
        RuleId.LinearStack,
        Sources.Image(layers),
        $"{first} has no activation, and {second} follows; two linear maps in a row are one, and a hidden layer should have Activation.ReLU or its kin");

    [Theory]
    [InlineData("[Flatten] [Dense(4, Activation = Activation.Tanh)] [Dense(2)]")]
    [InlineData("[Conv2D(4, 3)] [MaxPooling2D] [Flatten] [Dense(2)]")]
    [InlineData("[Flatten] [Dense(4)] [Activation(Activation.ReLU)] [Dense(2)]")]
    [InlineData("[Flatten] [Dense(4)] [Dense(64)]")]
    [InlineData("[Conv2D(1, 1)] [Conv2D(4, 3)]")]
    [InlineData("[Conv2D(4, 3, KernelWidth = 1)] [Conv2D(4, 3, KernelHeight = 1)]")]
    public Task NG0221_is_silent_behind_an_activation_at_a_bottleneck_and_on_factors(string layers) => Rule.Silent(Sources.Image(layers));

    [Theory]
    [InlineData("[Conv2D(4, 3, Activation = Activation.ReLU, KernelInitializer = [|Initializer.Zeros|])]", "before a ReLU never learns, for no gradient comes back", "Zeros")]
    [InlineData(
        "[Flatten] [Dense(4, UseBias = false, KernelInitializer = [|Initializer.Constant|])] [Dropout(0.5)] [Activation(Activation.ReLU)] [Dense(2)]",
        "before a ReLU never learns, for no gradient comes back", "Constant")]
    [InlineData(
        "[Flatten] [Dense(4, Activation = Activation.Tanh, KernelInitializer = [|Initializer.Zeros|])] [Dense(2)]",
        "lets all outputs of a hidden layer start alike, whatever comes in", "Zeros")]
    [InlineData(
        "[Conv2D(4, 3, Activation = Activation.ReLU, KernelInitializer = [|Initializer.Zeros|], BiasInitializer = Initializer.Ones)]",
        "lets all outputs of a hidden layer start alike, whatever comes in", "Zeros")]
    public Task NG0222_hidden_kernels_are_drawn(string layers, string what, string given) => Rule.Finds(
        RuleId.ZeroKernel,
        Sources.Image(layers),
        $"A kernel of zeros {what}; hidden layers need an initializer that draws; given is KernelInitializer = Initializer.{given}");

    [Theory]
    [InlineData("[Flatten] [Dense(4, KernelInitializer = Initializer.Zeros)]")]
    [InlineData("[Flatten] [Dense(4, Activation = Activation.ReLU, KernelInitializer = Initializer.Constant, KernelConstant = 0.1)] [Dense(2)]")]
    public Task NG0222_is_silent_at_the_output_and_on_other_constants(string layers) => Rule.Silent(Sources.Image(layers));

    [Fact]
    public Task NG0222_is_repaired_by_the_default() => Rule.Fixes<RemoveArgumentFix>(
        RuleId.ZeroKernel,
        Sources.Image("[Conv2D(4, 3, KernelInitializer = [|Initializer.Zeros|], Activation = Activation.ReLU)]"),
        Sources.Image("[Conv2D(4, 3, Activation = Activation.ReLU)]"));

    [Theory]
    [InlineData("[Flatten] [Dense(10, Activation = Activation.Softmax)] [[|Activation(Activation.Softmax)|]]", "Softmax over Softmax", "0.232")]
    [InlineData("[Flatten] [Dense(1, Activation = Activation.Sigmoid)] [[|Activation(Activation.Sigmoid)|]]", "Sigmoid over Sigmoid", "0.732")]
    [InlineData("[Flatten] [Dense(2)] [Activation(Activation.Sigmoid)] [Dropout(0)] [[|Activation(Activation.Softmax)|]]", "Softmax over Sigmoid", "0.732")]
    public Task NG0223_probabilities_are_made_once(string layers, string what, string most) => Rule.Finds(
        RuleId.SquashedTwice,
        Sources.Image(layers),
        $"{what} squashes values that lie between 0 and 1 already, and nothing above {most} comes out; one of the two should go");

    [Fact]
    public Task NG0223_is_silent_on_one() => Rule.Silent(Sources.Image("[Flatten] [Dense(4, Activation = Activation.Tanh)] [Dense(2)] [Activation(Activation.Softmax)]"));

    [Fact]
    public Task NG0223_is_repaired_by_leaving_out_the_second() => Rule.Fixes<RemoveLayerFix>(
        RuleId.SquashedTwice,
        Sources.Image("[Flatten]\n[Dense(3, Activation = Activation.Softmax)]\n[[|Activation(Activation.Softmax)|]]"),
        Sources.Image("[Flatten]\n[Dense(3, Activation = Activation.Softmax)]"));

    [Theory]
    [InlineData("[Conv2D(3, 3, Activation = [|Activation.Softmax|])] [Flatten]", "36")]
    [InlineData("[Conv2D(3, 3)] [Activation([|Activation.Softmax|])]", "36")]
    public Task NG0224_softmax_runs_over_the_channels(string layers, string pixels) => Rule.Finds(
        RuleId.SoftmaxPerPixel,
        $"[Network(8, 8, 2)] {layers} partial class Net;",
        $"Softmax runs over the channels, and each of {pixels} pixels has probabilities of its own; for one class per image, [Flatten] and a Dense layer must come before it");

    [Fact]
    public Task NG0224_is_silent_on_a_single_pixel() => Rule.Silent("[Network(8, 8, 2)] [Conv2D(3, 8, Activation = Activation.Softmax)] [Flatten] partial class Net;");

    [Theory]
    [InlineData("[Rescaling(1.0 / 255)] [[|Rescaling(1.0 / 255)|]]", "x * 1.53787E-05 + 0", "Rescaling(0.00392156862745098) and Rescaling(0.00392156862745098)")]
    [InlineData("[Rescaling(2, 1)] [Flatten] [[|Rescaling(0.5, -1)|]] [Dense(2)]", "x * 1 + -0.5", "Rescaling(2, 1) and Rescaling(0.5, -1)")]
    public Task NG0225_pixels_are_rescaled_once(string layers, string one, string given) => Rule.Finds(
        RuleId.RescaledTwice,
        Sources.Image(layers),
        $"Two Rescaling layers in a row are one, {one}; pixels should be rescaled once; given are {given}");

    [Fact]
    public Task NG0225_is_silent_where_something_lies_between() =>
        Rule.Silent(Sources.Image("[Rescaling(1.0 / 255)] [RandomContrast(0.1, MaxValue = 1)] [Rescaling(2, -1)]"));

    [Theory]
    [InlineData("[Conv2D(2, 3, Activation = Activation.ReLU)] [[|Rescaling(0.1)|]] [Flatten] [Dense(2)]", "Conv2D")]
    [InlineData("[Flatten] [Dense(2)] [[|Rescaling(100)|]]", "Dense")]
    public Task NG0226_rescaling_is_for_pixels(string layers, string layer) => Rule.Finds(
        RuleId.RescalingBehindWeights,
        Sources.Image(layers),
        $"Rescaling behind {layer} scales what the network has computed and no pixels; for these it must stand before the first layer with weights");

    [Fact]
    public Task NG0226_is_silent_before_weights() => Rule.Silent(Sources.Image("[AveragePooling2D] [Rescaling(0.1)] [Conv2D(2, 3)]"));

    [Theory]
    [InlineData("[Rescaling(1.0 / 255)] [[|RandomContrast(0.2)|]]", "0 to 1")]
    [InlineData("[RandomFlip] [Rescaling(1 / 127.5, -1)] [RandomRotation(0.1)] [[|RandomContrast(0.2)|]]", "-1 to 1")]
    [InlineData("[Rescaling(-1, 128)] [[|RandomContrast(0.2, MaxValue = 255)|]]", "-127 to 128")]
    public Task NG0227_limits_of_contrast_are_those_of_the_pixels(string layers, string range) => Rule.Finds(
        RuleId.ContrastLimits,
        Sources.Image(layers),
        $"RandomContrast cuts off at 0 and 255, and Rescaling makes {range} of such pixels before it; MinValue and MaxValue should say so");

    [Theory]
    [InlineData("[RandomContrast(0.2)] [Rescaling(1.0 / 255)]")]
    [InlineData("[Rescaling(1.0 / 255)] [RandomContrast(0.2, MaxValue = 1)]")]
    [InlineData("[Rescaling(255)] [RandomContrast(0.2)]")]
    public Task NG0227_is_silent_where_the_limits_fit_or_are_given(string layers) => Rule.Silent(Sources.Image(layers));

    [Theory]
    [InlineData("[Conv2D(4, 3, Activation = Activation.ReLU)] [MaxPooling2D(2)] [[|Flatten|]]", "Flatten", "36")]
    [InlineData("[[|Conv2D(4, 3)|]]", "Conv2D", "144")]
    [InlineData("[Conv2D(2, 3, Activation = Activation.Tanh)] [[|Conv2D(4, 3, Activation = Activation.ReLU)|]]", "Conv2D", "64")]
    public Task NG0228_a_network_ends_in_an_answer(string layers, string last, string values) => Rule.Finds(
        RuleId.NoOutputLayer,
        $"[Network(8, 8, 2)] {layers} partial class Net;",
        $"The network ends in {last}, with {values} values that are features and no answer; [Flatten] and a Dense layer with one unit per class or value should follow");

    [Theory]
    [InlineData("[Conv2D(4, 3, Activation = Activation.ReLU)] [Conv2D(2, 6)] [Flatten]")]
    [InlineData("[Conv2D(4, 3, Activation = Activation.ReLU, Padding = Padding.Same)] [Conv2D(2, 3, Padding = Padding.Same)]")]
    [InlineData("[Conv2D(1, 3, Activation = Activation.Sigmoid)]")]
    [InlineData("[MaxPooling2D(2)]")]
    public Task NG0228_is_silent_on_answers_images_and_networks_without_weights(string layers) => Rule.Silent($"[Network(8, 8, 2)] {layers} partial class Net;");
}
