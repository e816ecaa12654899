using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about the arguments of layers; those about windows are <see cref="WindowRuleTests"/>.</summary>
public class HyperparameterRuleTests
{
    [Theory]
    [InlineData("[Conv2D([|0|], 3)]", "filters of Conv2D is 0")]
    [InlineData("[Conv2D(2, [|0|])]", "kernelSize of Conv2D is 0")]
    [InlineData("[Conv2D(2, KernelWidth = 3, KernelHeight = [|-3|])]", "KernelHeight of Conv2D is -3")]
    [InlineData("[Conv2D(2, 3, Strides = [|0|])]", "Strides of Conv2D is 0")]
    [InlineData("[Conv2D(2, 3, Strides = 2, StrideWidth = [|0|])]", "StrideWidth of Conv2D is 0")]
    [InlineData("[Conv2D(2, 3, Dilation = [|-1|])]", "Dilation of Conv2D is -1")]
    [InlineData("[MaxPooling2D([|0|])]", "poolSize of MaxPooling2D is 0")]
    [InlineData("[AveragePooling2D(PoolWidth = [|0|])]", "PoolWidth of AveragePooling2D is 0")]
    [InlineData("[Conv2D(2, 3, [|0|])]", "strides of Conv2D is 0")]
    [InlineData("[AveragePooling2D(2, [|-2|])]", "strides of AveragePooling2D is -2")]
    [InlineData("[MaxPooling2D(2, Strides = [|0|])]", "Strides of MaxPooling2D is 0")]
    [InlineData("[Flatten] [Dense([|-1|])]", "units of Dense is -1")]
    public Task NG0201_sizes_are_at_least_1(string layers, string wrong) =>
        Rule.Finds(RuleId.BelowOne, Sources.Image(layers), wrong + "; it must be at least 1");

    [Fact]
    public Task NG0201_is_silent_from_1_on() => Rule.Silent(Sources.Image("[Conv2D(1, 1, Strides = 1, Dilation = 1)] [MaxPooling2D(1)] [Flatten] [Dense(1)]"));

    [Theory]
    [InlineData("-0.5", "-0.5")]
    [InlineData("1", "1")]
    [InlineData("double.NaN", "NaN")]
    [InlineData("0.99999999999", "0.99999999999")]
    public Task NG0204_a_dropout_rate_lies_in_0_to_1(string rate, string given) => Rule.Finds(
        RuleId.DropoutRate, Sources.Image($"[Dropout([|{rate}|])] [Flatten] [Dense(2)]"), $"rate of Dropout is {given}; it must be at least 0 and below 1");

    [Fact]
    public Task NG0204_says_that_50_is_no_share() => Rule.Finds(
        RuleId.DropoutRate,
        Sources.Image("[Flatten] [Dropout([|50|])] [Dense(2)]"),
        "rate of Dropout is 50; it must be at least 0 and below 1: a share, not a percentage");

    [Theory]
    [InlineData("SpatialDropout2D")]
    [InlineData("GaussianDropout")]
    [InlineData("AlphaDropout")]
    public Task NG0204_holds_for_all_kinds_of_dropout(string kind) => Rule.Finds(
        RuleId.DropoutRate, Sources.Image($"[{kind}([|1|])] [Flatten] [Dense(2)]"), $"rate of {kind} is 1; it must be at least 0 and below 1");

    [Fact]
    public Task NG0204_is_silent_inside() => Rule.Silent(Sources.Image("[Dropout(0)] [SpatialDropout2D(0.999)] [Dropout(0.999)] [GaussianDropout(0)] [AlphaDropout(0.999)] [Flatten] [Dense(2)]"));

    [Theory]
    [InlineData("KernelL1", "-0.01", "-0.01")]
    [InlineData("KernelL2", "double.NaN", "NaN")]
    [InlineData("BiasL1", "double.PositiveInfinity", "Infinity")]
    [InlineData("BiasL2", "-1", "-1")]
    [InlineData("ActivityL1", "1e300", "1E+300")]
    [InlineData("ActivityL2", "-1", "-1")]
    public Task NG0205_a_penalty_is_not_negative(string argument, string value, string given) => Rule.Finds(
        RuleId.NegativePenalty,
        Sources.Image($"[Conv2D(2, 3, {argument} = [|{value}|])]"),
        $"{argument} of Conv2D is {given}; it must be a finite number of at least 0");

    [Fact]
    public Task NG0205_is_silent_from_0_on() => Rule.Silent(Sources.Image("[Conv2D(2, 3, KernelL1 = 0, KernelL2 = 0.01)]"));

    [Theory]
    [InlineData("UseBias = false, BiasL1 = [|0.1|]", "BiasL1 has no effect: the layer has no bias; given is UseBias = false")]
    [InlineData("UseBias = false, BiasMaxNorm = [|1|]", "BiasMaxNorm has no effect: the layer has no bias; given is UseBias = false")]
    [InlineData("UseBias = false, BiasNonNegative = [|true|]", "BiasNonNegative has no effect: the layer has no bias; given is UseBias = false")]
    [InlineData("UseBias = false, BiasInitializer = [|Initializer.Ones|]", "BiasInitializer has no effect: the layer has no bias; given is UseBias = false")]
    [InlineData("KernelConstant = [|2|]", "KernelConstant has no effect: only Initializer.Constant reads it; given is KernelInitializer = Initializer.GlorotUniform")]
    [InlineData("BiasConstant = [|2|]", "BiasConstant has no effect: only Initializer.Constant reads it; given is BiasInitializer = Initializer.Zeros")]
    public Task NG0206_an_argument_should_have_an_effect(string arguments, string message) =>
        Rule.Finds(RuleId.WithoutEffect, Sources.Image($"[Conv2D(2, 3, {arguments})]"), message);

    [Theory]
    [InlineData("Conv2D(2, 3, [|2|], Strides = 1)")]
    [InlineData("MaxPooling2D(2, [|2|], Strides = 1)")]
    public Task NG0206_strides_are_given_once(string layer) => Rule.Finds(
        RuleId.WithoutEffect, Sources.Image($"[{layer}]"), "strides has no effect: the named argument wins; given is Strides as well");

    [Fact]
    public Task NG0206_a_slope_is_for_LeakyReLU() => Rule.Finds(
        RuleId.WithoutEffect,
        Sources.Image("[Activation(Activation.ReLU, NegativeSlope = [|0.3|])]"),
        "NegativeSlope has no effect: only Activation.LeakyReLU reads it; given is Activation.ReLU");

    [Fact]
    public Task NG0206_a_fill_value_is_for_a_constant() => Rule.Finds(
        RuleId.WithoutEffect,
        Sources.Image("[RandomRotation(0.1, FillMode = FillMode.Wrap, FillValue = [|1|])]"),
        "FillValue has no effect: only FillMode.Constant reads it; given is FillMode.Wrap");

    [Fact]
    public Task NG0206_is_silent_on_arguments_that_are_read() => Rule.Silent(Sources.Image(
        "[Conv2D(2, 3, BiasL1 = 0.1, BiasInitializer = Initializer.Constant, BiasConstant = 1)] [Activation(Activation.LeakyReLU, NegativeSlope = 0.3)]"));

    [Fact]
    public Task NG0206_is_repaired_by_leaving_it_out() => Rule.Fixes<RemoveArgumentFix>(
        RuleId.WithoutEffect,
        Sources.Image("[Conv2D(2, 3, UseBias = false, BiasL1 = [|0.1|], BiasL2 = [|0.1|], Name = \"a\")]"),
        Sources.Image("[Conv2D(2, 3, UseBias = false, Name = \"a\")]"),
        iterations: 2);

    [Theory]
    [InlineData("[Flatten] [Dense(1, Activation = [|Activation.Softmax|])]", "Dense(1)")]
    [InlineData("[Conv2D(1, 3, Activation = [|Activation.Softmax|])]", "Conv2D(1)")]
    [InlineData("[Flatten] [Dense(1)] [Activation([|Activation.Softmax|])]", "an input of 1")]
    [InlineData("[Flatten] [Dense(1, Activation = [|Activation.LogSoftmax|])]", "Dense(1)", "LogSoftmax", "0")]
    [InlineData("[Flatten] [Dense(1)] [Activation([|Activation.LogSoftmax|])]", "an input of 1", "LogSoftmax", "0")]
    public Task NG0207_softmax_needs_two_values(string layers, string given, string function = "Softmax", string value = "1") => Rule.Finds(
        RuleId.SoftmaxOverOneValue,
        Sources.Image(layers),
        $"{function} over one value is always {value}; it needs at least 2 values, and a single probability needs Activation.Sigmoid; given is {given}");

    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public Task NG0207_is_silent_on_two_values(string function) => Rule.Silent(Sources.Image($"[Flatten] [Dense(2, Activation = Activation.{function})]"));

    [Theory]
    [InlineData("[Conv2D(2, 3, Activation = [|Activation.Softmax|])] [Flatten] [Dense(2)]", "Softmax", "Conv2D")]
    [InlineData("[Flatten] [Dense(4, Activation = [|Activation.Sigmoid|])] [Dense(2)]", "Sigmoid", "Dense")]
    [InlineData("[Flatten] [Activation([|Activation.Sigmoid|])] [Dense(2)]", "Sigmoid", "Activation")]
    [InlineData("[Flatten] [Dense(2, Activation = [|Activation.Softmax|])] [Activation(Activation.ReLU)]", "Softmax", "Dense")]
    public Task NG0208_softmax_and_sigmoid_are_for_the_output(string layers, string function, string layer) => Rule.Finds(
        RuleId.HiddenSaturation,
        Sources.Image(layers),
        $"{function} in a hidden layer saturates, and little gradient comes through; hidden layers should use Activation.ReLU or its kin; {layer} is followed by further layers");

    [Fact]
    public Task NG0208_is_silent_at_the_output() =>
        Rule.Silent(Sources.Image("[Conv2D(2, 3, Activation = Activation.Tanh)] [Flatten] [Dense(2)] [Dropout(0)] [Activation(Activation.Softmax)] [GaussianNoise(0)]"));

    [Theory]
    [InlineData("[Flatten(Activation = [|Activation.ReLU|])]", "Flatten")]
    [InlineData("[MaxPooling2D(2, Activation = [|Activation.ReLU|])]", "MaxPooling2D")]
    [InlineData("[AveragePooling2D(Activation = [|Activation.ReLU|])]", "AveragePooling2D")]
    [InlineData("[Dropout(0.5, Activation = [|Activation.ReLU|])] [Flatten]", "Dropout")]
    [InlineData("[SpatialDropout2D(0.5, Activation = [|Activation.ReLU|])] [Flatten]", "SpatialDropout2D")]
    [InlineData("[GaussianNoise(0.5, Activation = [|Activation.ReLU|])]", "GaussianNoise")]
    [InlineData("[RandomFlip(Activation = [|Activation.ReLU|])]", "RandomFlip")]
    [InlineData("[RandomZoom(0.5, Activation = [|Activation.ReLU|])]", "RandomZoom")]
    [InlineData("[Rescaling(2, Activation = [|Activation.ReLU|])]", "Rescaling")]
    public Task NG0209_layers_without_weights_have_no_activation(string layers, string layer) => Rule.Finds(
        RuleId.ActivationOnShapeLayer,
        Sources.Image(layers),
        $"{layer} has no activation; it must stand on the layer before or be a layer of its own, [Activation(...)]");

    /// <summary>Whoever knows Keras looks for the argument on every layer, so every kind answers.</summary>
    [Fact]
    public void NG0209_is_found_on_every_kind_without_an_activation()
    {
        NetworkCompilation nothing = NetworkCompilation.Of("");
        INamedTypeSymbol layer = nothing.Compilation.GetTypeByMetadataName("NetGen.LayerAttribute")!;
        INamedTypeSymbol[] kinds = [.. layer.ContainingNamespace.GetTypeMembers().Where(type => !type.IsAbstract && Bases(type).Contains("LayerAttribute")
            && type.Name != "ActivationAttribute" && !Bases(type).Contains("BiasedLayerAttribute"))];
        Assert.InRange(kinds.Length, 30, 100);
        Assert.All(kinds, kind => Assert.Contains(
            NetworkCompilation.Of($"[Network(8, 8, 2)] [Conv2D(2, 1, Name = \"a\")] [Conv2D(2, 1, Name = \"b\")] {Use(kind)} [Flatten] [Dense(2)] partial class Net;").Analyze(),
            finding => finding.Id == RuleId.ActivationOnShapeLayer
                && finding.GetMessage(CultureInfo.InvariantCulture).StartsWith(kind.Name[..^"Attribute".Length] + " has no activation", StringComparison.Ordinal)));

        static IEnumerable<string> Bases(INamedTypeSymbol type)
        {
            for (INamedTypeSymbol? at = type.BaseType; at is not null; at = at.BaseType)
            {
                yield return at.Name;
            }
        }

        static string Use(INamedTypeSymbol kind)
        {
            IMethodSymbol shortest = kind.Constructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).MinBy(constructor => constructor.Parameters.Length)!;
            IEnumerable<string> arguments = shortest.Parameters.Where(parameter => !parameter.IsOptional).Select(parameter => parameter.Type.ToDisplayString() switch
            {
                "string[]" => "\"a\", \"b\"",
                "double" => "0.5",
                _ => "1",
            });
            return $"[{kind.Name[..^"Attribute".Length]}({string.Join(", ", [.. arguments, "Activation = Activation.ReLU"])})]";
        }
    }

    [Fact]
    public Task NG0209_is_silent_on_layers_with_weights() => Rule.Silent(Sources.Image("[Conv2D(2, 3, Activation = Activation.ReLU)] [Flatten(Nothing = 3)]"));

    [Fact]
    public Task NG0209_is_repaired_by_a_layer_of_its_own() => Rule.Fixes<SeparateActivationFix>(
        RuleId.ActivationOnShapeLayer,
        """
        [Network(8, 8, 2)]
        [MaxPooling2D(2, Activation = [|Activation.ReLU|])]
        [Flatten(Activation = [|Activation.Tanh|]), Dense(3)]
        public partial class Net;
        """,
        """
        [Network(8, 8, 2)]
        [MaxPooling2D(2)]
        [Activation(Activation.ReLU)]
        [Flatten, Activation(Activation.Tanh), Dense(3)]
        public partial class Net;
        """,
        iterations: 2);

    [Fact]
    public Task NG0212_dropout_comes_before_the_last_layer() => Rule.Finds(
        RuleId.DropoutAtTheEnd,
        Sources.Image("[Flatten] [Dense(2, Activation = Activation.Softmax)] [[|Dropout(0.5)|]]"),
        "Dropout after the last layer sets outputs to zero in training; it should stand before a layer with weights");

    [Fact]
    public Task NG0212_holds_for_channels_too() => Rule.Finds(
        RuleId.DropoutAtTheEnd,
        "[Network(8, 8, 2)] [Conv2D(2, 3, Activation = Activation.Sigmoid)] [[|SpatialDropout2D(0.5)|]] partial class Net;",
        "Dropout after the last layer sets outputs to zero in training; it should stand before a layer with weights");

    [Theory]
    [InlineData("GaussianDropout", "multiplies outputs by random numbers")]
    [InlineData("AlphaDropout", "sets outputs to a negative number")]
    public Task NG0212_says_what_other_kinds_of_dropout_do(string kind, string harm) => Rule.Finds(
        RuleId.DropoutAtTheEnd,
        Sources.Image($"[Flatten] [Dense(2, Activation = Activation.Softmax)] [[|{kind}(0.5)|]]"),
        $"Dropout after the last layer {harm} in training; it should stand before a layer with weights");

    [Fact]
    public Task NG0212_is_silent_before_it() => Rule.Silent(Sources.Image("[Flatten] [Dropout(0.5)] [Dense(2)]"));

    [Fact]
    public Task NG0212_is_repaired_by_leaving_it_out() => Rule.Fixes<RemoveLayerFix>(
        RuleId.DropoutAtTheEnd,
        Sources.Image("[Flatten]\n[Dense(2)]\n    // Not here.\n    [[|Dropout(0.5)|]]"),
        Sources.Image("[Flatten]\n[Dense(2)]\n    // Not here."));

    [Theory]
    [InlineData("Padding = [|(Padding)5|]", "Padding of Conv2D is (Padding)5; it must be a member of Padding")]
    [InlineData("Activation = [|(Activation)(-1)|]", "Activation of Conv2D is (Activation)-1; it must be a member of Activation")]
    [InlineData("KernelInitializer = [|(Initializer)99|]", "KernelInitializer of Conv2D is (Initializer)99; it must be a member of Initializer")]
    public Task NG0213_enums_have_members(string argument, string message) =>
        Rule.Finds(RuleId.UndefinedMember, Sources.Image($"[Conv2D(2, 3, {argument})]"), message);

    [Fact]
    public Task NG0213_flips_have_a_mode() => Rule.Finds(
        RuleId.UndefinedMember, Sources.Image("[RandomFlip([|(FlipMode)3|])]"), "mode of RandomFlip is (FlipMode)3; it must be a member of FlipMode");

    [Fact]
    public Task NG0213_is_silent_on_casts_to_members() => Rule.Silent(Sources.Image("[Conv2D(2, 3, Padding = (Padding)1)]"));

    [Theory]
    [InlineData("[RandomContrast(0.5, MaxValue = [|-1|])]", "MaxValue of RandomContrast is -1; it must be above MinValue, 0")]
    [InlineData("[RandomContrast(0.5, MinValue = [|255|])]", "MinValue of RandomContrast is 255; it must be below MaxValue, 255")]
    [InlineData("[RandomRotation(0.5, FillMode = FillMode.Constant, FillValue = [|double.NaN|])]", "FillValue of RandomRotation is NaN; it must be a finite number")]
    [InlineData("[Rescaling([|double.NaN|])]", "scale of Rescaling is NaN; it must be a finite number")]
    [InlineData("[Rescaling(1, offset: [|1e39|])]", "offset of Rescaling is 1E+39; it must be a finite number")]
    [InlineData("[Activation(Activation.LeakyReLU, NegativeSlope = [|-1|])]", "NegativeSlope of Activation is -1; it must be a finite number of at least 0")]
    [InlineData(
        "[Conv2D(1, 1, KernelInitializer = Initializer.Constant, KernelConstant = [|double.NegativeInfinity|])]",
        "KernelConstant of Conv2D is -Infinity; it must be a finite number")]
    public Task NG0214_numbers_are_finite(string layers, string message) => Rule.Finds(RuleId.NumberOutOfRange, Sources.Image(layers), message);

    [Fact]
    public Task NG0214_is_silent_on_finite_numbers() => Rule.Silent(Sources.Image("[Rescaling(-1.0 / 255, -1e30)]"));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1e-60", "1E-60")]
    public Task NG0214_rescaling_leaves_something(string scale, string given) => Rule.Finds(
        RuleId.NumberOutOfRange, Sources.Image($"[Rescaling([|{scale}|])]"), $"scale of Rescaling is {given}; it must be a number that single precision tells from 0");

    [Fact]
    public Task NG0215_a_bias_is_no_matrix() => Rule.Finds(
        RuleId.OrthogonalBias,
        Sources.Image("[Conv2D(2, 3, BiasInitializer = [|Initializer.Orthogonal|])]"),
        "Initializer.Orthogonal makes matrices, and a bias is a vector; BiasInitializer must be another one");

    [Fact]
    public Task NG0215_is_silent_on_kernels() => Rule.Silent(Sources.Image("[Conv2D(2, 3, KernelInitializer = Initializer.Orthogonal)]"));

    [Theory]
    [InlineData("KernelMaxNorm", "-2", "-2", "a finite number of at least 0")]
    [InlineData("KernelMaxNorm", "double.NaN", "NaN", "a finite number of at least 0")]
    [InlineData("BiasMaxNorm", "double.PositiveInfinity", "Infinity", "a finite number of at least 0")]
    [InlineData("BiasMaxNorm", "1e-60", "1E-60", "0, or a number that single precision tells from 0")]
    public Task NG0216_a_largest_norm_is_not_negative(string argument, string value, string given, string wanted) => Rule.Finds(
        RuleId.NegativeNorm, Sources.Image($"[Conv2D(2, 3, {argument} = [|{value}|])]"), $"{argument} of Conv2D is {given}; it must be {wanted}");

    [Fact]
    public Task NG0216_is_silent_from_0_on() =>
        Rule.Silent(Sources.Image("[Conv2D(2, 3, KernelMaxNorm = 0, BiasMaxNorm = 1e-30, Activation = Activation.ReLU)] [Flatten] [Dense(2, KernelMaxNorm = 3, BiasNonNegative = true)]"));

    [Theory]
    [InlineData("[GaussianNoise([|-0.1|])]", "stddev of GaussianNoise is -0.1", "")]
    [InlineData("[GaussianNoise([|1.5|])]", "stddev of GaussianNoise is 1.5", ": in the units of values that [Rescaling] has brought near 1")]
    [InlineData("[RandomTranslation(0.1, [|2|])]", "widthFactor of RandomTranslation is 2", ": a share of the width, not pixels")]
    [InlineData("[RandomTranslation([|-0.1|], 0.5)]", "heightFactor of RandomTranslation is -0.1", "")]
    [InlineData("[RandomRotation([|36|])]", "factor of RandomRotation is 36", ": a share of a full turn, not degrees")]
    [InlineData("[RandomZoom([|double.PositiveInfinity|])]", "heightFactor of RandomZoom is Infinity", ": a share, not a percentage")]
    [InlineData("[RandomZoom(0.5, [|-1|])]", "widthFactor of RandomZoom is -1", "")]
    [InlineData("[RandomContrast([|1.1|])]", "factor of RandomContrast is 1.1", ": a share, not a percentage")]
    [InlineData("[GaussianNoise(stddev: [|double.NaN|])]", "stddev of GaussianNoise is NaN", "")]
    public Task NG0217_some_numbers_lie_in_0_to_1(string layers, string wrong, string hint) =>
        Rule.Finds(RuleId.OutsideUnitInterval, Sources.Image(layers), wrong + "; it must be at least 0 and at most 1" + hint);

    [Fact]
    public Task NG0217_is_silent_from_0_to_1() => Rule.Silent(Sources.Image(
        "[RandomTranslation(0, 1)] [RandomRotation(1)] [RandomZoom(0)] [RandomZoom(1, 0.5)] [RandomContrast(1)] [GaussianNoise(0)] [GaussianNoise(1)]"));

    [Theory]
    [InlineData("[Conv2D(2, 3)] [[|RandomFlip|]]", "RandomFlip", "Conv2D before it")]
    [InlineData("[MaxPooling2D(2)] [Conv2D(2, 1)] [MaxPooling2D(1)] [Conv2D(2, 1)] [Activation(Activation.ReLU)] [[|RandomZoom(0.1)|]] [Flatten]", "RandomZoom", "Conv2D before it")]
    public Task NG0218_augmentation_stands_before_the_first_weights(string layers, string layer, string given) =>
        Rule.Finds(RuleId.AugmentationNeedsNoGradient, Sources.Image(layers), NeedsNoGradient(layer, given));

    [Fact]
    public Task NG0218_no_gradient_reaches_the_input() => Rule.Finds(
        RuleId.AugmentationNeedsNoGradient,
        "[Network(8, 8, 2, InputGradient = true)] [[|RandomContrast(0.5)|]] [Conv2D(2, 3)] partial class Net;",
        NeedsNoGradient("RandomContrast", "InputGradient = true"));

    [Fact]
    public Task NG0218_is_silent_at_the_input() => Rule.Silent(Sources.Image(
        "[RandomFlip] [Rescaling(0.1)] [Activation(Activation.ReLU)] [AveragePooling2D(2)] [Dropout(0.1)] [RandomRotation(0.1)] [RandomTranslation(0, 0)] [Conv2D(2, 3)]"));

    private static string NeedsNoGradient(string layer, string given) =>
        $"{layer} lets no gradient through; it must stand before the first layer with weights, in a network without InputGradient; given is {given}";
}
