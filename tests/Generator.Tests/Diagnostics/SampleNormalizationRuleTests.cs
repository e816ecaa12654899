using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about normalizations of a sample by itself.</summary>
public class SampleNormalizationRuleTests
{
    private const string Behind = "[Activation(Activation.ReLU)] [Flatten] [Dense(2)]";

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-2", "-2")]
    public Task NG0250_groups_are_at_least_one(string groups, string given) => Rule.Finds(
        RuleId.NoGroups,
        Sources.Image($"[GroupNormalization(Groups = [|{groups}|])] {Behind}"),
        $"Groups of GroupNormalization is {given}; it must be at least 1, or -1 for a group of each channel");

    [Theory]
    [InlineData("[Conv2D(6, 3)] [[|GroupNormalization|]]", "32", "6x6x6", "6", "6")]
    [InlineData("[Conv2D(12, 3)] [GroupNormalization(Groups = [|5|])]", "5", "6x6x12", "12", "4 or 6")]
    [InlineData("[Conv2D(7, 3)] [GroupNormalization(Groups = [|2|])]", "2", "6x6x7", "7", "1 or 7")]
    public Task NG0324_groups_divide_the_channels(string layers, string groups, string shape, string channels, string nearest) => Rule.Finds(
        RuleId.GroupsDoNotDivide,
        Sources.Image($"{layers} {Behind}"),
        $"GroupNormalization has {groups} groups, and {shape} arrives here; they must divide the {channels} channels: the nearest number is {nearest}");

    [Theory]
    [InlineData("[Conv2D(64, 3)] [GroupNormalization]")]
    [InlineData("[Conv2D(6, 3)] [GroupNormalization(Groups = 2)]")]
    [InlineData("[Conv2D(6, 3)] [GroupNormalization(Groups = 1)]")]
    [InlineData("[Conv2D(6, 3, UseBias = false)] [GroupNormalization(Groups = -1)]")]
    public Task NG0250_and_NG0324_are_silent_on_groups_that_fit(string layers) => Rule.Silent(Sources.Image($"{layers} {Behind}"));

    [Theory]
    [InlineData("[LayerNormalization([|4|])] [Flatten]", "4", "an input of 8x8x2 has none such", "1, 2 and 3 are height, width and channels, and -1 is the last")]
    [InlineData("[LayerNormalization(1, [|-5|])] [Flatten]", "-5", "an input of 8x8x2 has none such", "1, 2 and 3 are height, width and channels, and -1 is the last")]
    [InlineData("[LayerNormalization([|0|])] [Flatten]", "0", "that is the batch, and samples are normalized each for itself", "1, 2 and 3 are height, width and channels, and -1 is the last")]
    [InlineData("[LayerNormalization(3, [|-1|])] [Flatten]", "-1", "it is named twice", "1, 2 and 3 are height, width and channels, and -1 is the last")]
    [InlineData("[Flatten] [LayerNormalization([|2|])]", "2", "an input of 128 has none such", "1 are its features, and -1 is the same")]
    public Task NG0323_axes_are_those_of_the_sample(string layers, string axis, string wrong, string others) => Rule.Finds(
        RuleId.NormalizedAxis, Sources.Image($"{layers} [Dense(2)]"), $"LayerNormalization cannot take axis {axis}: {wrong}; {others}");

    [Theory]
    [InlineData("[LayerNormalization]")]
    [InlineData("[LayerNormalization(-1)]")]
    [InlineData("[LayerNormalization(3, 1, 2)]")]
    [InlineData("[Flatten] [LayerNormalization(1)] [Dense(3, Activation = Activation.ReLU)]")]
    public Task NG0323_is_silent_on_axes_that_are_there(string layers) => Rule.Silent(Sources.Image($"{layers} {(layers.Contains("Flatten") ? "" : "[Flatten]")} [Dense(2)]"));

    [Theory]
    [InlineData("[Conv2D(1, 3)] [[|LayerNormalization|]]", "LayerNormalization", "6x6x1", "beta")]
    [InlineData("[Conv2D(1, 3)] [LayerNormalization([|3|], Center = false)]", "LayerNormalization", "6x6x1", "0")]
    [InlineData("[Conv2D(4, 8)] [GroupNormalization(Groups = [|-1|])]", "GroupNormalization", "1x1x4", "beta")]
    public Task NG0251_a_statistic_is_of_several_values(string layers, string kind, string shape, string output) => Rule.Finds(
        RuleId.OneValuePerStatistic,
        Sources.Image($"{layers} {Behind}"),
        $"Each statistic of {kind} is of one value where {shape} arrives, and a value less its mean is 0; what goes out is {output}, whatever comes in");

    [Theory]
    [InlineData("[Conv2D(1, 3)] [LayerNormalization(1, 2, 3)]", "LayerNormalization", "")]
    [InlineData("[Conv2D(4, 3)] [MaxPooling2D] [GroupNormalization(Groups = -1)]", "GroupNormalization", ", whose beta does its work")]
    [InlineData("[Conv2D(4, 3)] [GroupNormalization(Groups = 4)]", "GroupNormalization", ", whose beta does its work")]
    [InlineData("[Conv2D(4, 3)] [LayerNormalization(1, 2)]", "LayerNormalization", "")]
    public Task NG0230_a_bias_is_taken_away_by_statistics_of_a_channel(string layers, string kind, string heir) => Rule.Finds(
        RuleId.BiasBeforeNormalization,
        Sources.Image($"[[|{layers[1..layers.IndexOf(']')]}|]]{layers[(layers.IndexOf(']') + 1)..]} {Behind}"),
        $"The bias of Conv2D is taken away again by the {kind} behind it{heir}; UseBias = false saves it");

    [Theory]
    [InlineData("[Conv2D(4, 3)] [LayerNormalization]")]
    [InlineData("[Conv2D(4, 3)] [LayerNormalization(1, 2, 3)]")]
    [InlineData("[Conv2D(4, 3)] [GroupNormalization(Groups = 2)]")]
    [InlineData("[Conv2D(4, 3, Activation = Activation.ReLU)] [GroupNormalization(Groups = -1)]")]
    public Task NG0230_is_silent_where_channels_share_a_statistic(string layers) => Rule.Silent(Sources.Image($"{layers} {Behind}"));

    [Theory]
    [InlineData("[[|BatchNormalization|]] [BatchNormalization]", "BatchNormalization", "BatchNormalization")]
    [InlineData("[[|LayerNormalization|]] [GroupNormalization(Groups = -1)]", "LayerNormalization", "GroupNormalization")]
    [InlineData("[GroupNormalization(Groups = 1, Center = [|true|])] [AveragePooling2D] [BatchNormalization]", "GroupNormalization", "BatchNormalization")]
    public Task NG0252_a_beta_is_taken_away_again(string layers, string kind, string behind) => Rule.Finds(
        RuleId.BetaBeforeNormalization, Sources.Image($"{layers} {Behind}"), $"The beta of {kind} is taken away again by the {behind} behind it; Center = false saves it");

    [Theory]
    [InlineData("[BatchNormalization] [LayerNormalization]")]
    [InlineData("[BatchNormalization] [Activation(Activation.ReLU)] [BatchNormalization]")]
    [InlineData("[BatchNormalization(Center = false)] [BatchNormalization]")]
    [InlineData("[LayerNormalization(1, 2, 3)] [BatchNormalization]")]
    public Task NG0252_is_silent_where_a_beta_has_an_effect(string layers) => Rule.Silent(Sources.Image($"{layers} {Behind}"));

    [Fact]
    public Task NG0252_is_repaired_by_leaving_it_out() => Rule.Fixes<OmitBiasFix>(
        RuleId.BetaBeforeNormalization,
        Sources.Image($"[[|BatchNormalization|]] [BatchNormalization(Center = [|true|])] [GroupNormalization(Groups = -1)] {Behind}"),
        Sources.Image($"[BatchNormalization(Center = false)] [BatchNormalization(Center = false)] [GroupNormalization(Groups = -1)] {Behind}"),
        iterations: 2);

    [Theory]
    [InlineData("[Flatten] [Dense(2, Activation = Activation.Softmax)] [[|LayerNormalization|]]", "LayerNormalization over Softmax makes numbers of probabilities that are none")]
    [InlineData("[Flatten] [Dense(2)] [[|GroupNormalization(Groups = 1)|]]", "GroupNormalization at the end of the network gives its outputs a mean and a deviation, whatever the targets are")]
    public Task NG0231_outputs_are_not_normalized(string layers, string message) => Rule.Finds(
        RuleId.NormalizedOutput, Sources.Image(layers), $"{message}; it should stand before the last layer with weights");

    [Theory]
    [InlineData("LayerNormalization(Epsilon = [|0|])", "LayerNormalization", "0")]
    [InlineData("GroupNormalization(Groups = 1, Epsilon = [|-1e-3|])", "GroupNormalization", "-0.001")]
    public Task NG0214_epsilon_keeps_a_deviation_above_0(string layer, string kind, string given) => Rule.Finds(
        RuleId.NumberOutOfRange, Sources.Image($"[{layer}] {Behind}"), $"Epsilon of {kind} is {given}; it must be a number above 0, in single precision too");
}
