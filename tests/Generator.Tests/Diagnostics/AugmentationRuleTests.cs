using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about what augmentation draws from, and about what is cut out.</summary>
public class AugmentationRuleTests
{
    [Theory]
    [InlineData("[RandomRotation(Upper = [|36|])]", "Upper of RandomRotation is 36; it must be at least -1 and at most 1: a share of a full turn, not degrees")]
    [InlineData("[RandomTranslation(0, 0, WidthLower = [|-2|])]", "WidthLower of RandomTranslation is -2; it must be at least -1 and at most 1: a share of the width, not pixels")]
    [InlineData("[RandomZoom(HeightLower = [|-1.5|])]", "HeightLower of RandomZoom is -1.5; it must be at least -1 and at most 1: a share, not a percentage")]
    [InlineData("[RandomBrightness(Lower = [|-20|])]", "Lower of RandomBrightness is -20; it must be at least -1 and at most 1: a share of the range of values")]
    [InlineData("[RandomBrightness(Lower = [|double.NaN|])]", "Lower of RandomBrightness is NaN; it must be a finite number")]
    public Task NG0214_the_ends_of_a_factor_lie_in_minus_1_to_1(string layers, string message) =>
        Rule.Finds(RuleId.NumberOutOfRange, Sources.Image(layers), message);

    [Theory]
    [InlineData("[RandomRotation(Lower = 0.3, Upper = [|0.2|])]", "Upper of RandomRotation is 0.2; it must be at least the lower end, 0.3")]
    [InlineData("[RandomRotation(0.1, Lower = [|0.3|])]", "Lower of RandomRotation is 0.3; it must be at most the upper end, 0.1")]
    [InlineData("[RandomTranslation(0.1, 0, HeightUpper = [|-0.5|])]", "HeightUpper of RandomTranslation is -0.5; it must be at least the lower end, -0.1")]
    [InlineData("[RandomBrightness(0.5, MinValue = [|300|])]", "MinValue of RandomBrightness is 300; it must be below MaxValue, 255")]
    public Task NG0214_the_lower_end_is_not_above_the_upper_one(string layers, string message) =>
        Rule.Finds(RuleId.NumberOutOfRange, Sources.Image(layers), message);

    [Fact]
    public Task NG0214_is_silent_on_ranges() => Rule.Silent(Sources.Image(
        "[RandomRotation(Lower = -1, Upper = 1)] [RandomTranslation(0.1, 0.2, HeightLower = 0)] [RandomZoom(0.1, WidthLower = -0.5, WidthUpper = -0.25)]"
        + " [RandomBrightness(Lower = -0.2, Upper = -0.2)] [RandomContrast(Lower = 1, Upper = 0.5)]"));

    [Theory]
    [InlineData("[RandomBrightness([|2|])]", "factor of RandomBrightness is 2; it must be at least 0 and at most 1: a share of the range of values")]
    [InlineData("[RandomContrast(Lower = [|-0.1|])]", "Lower of RandomContrast is -0.1; it must be at least 0 and at most 1")]
    [InlineData("[RandomContrast(0.1, Upper = [|20|])]", "Upper of RandomContrast is 20; it must be at least 0 and at most 1: a share, not a percentage")]
    public Task NG0217_holds_for_shares_either_way(string layers, string message) =>
        Rule.Finds(RuleId.OutsideUnitInterval, Sources.Image(layers), message);

    [Theory]
    [InlineData("[RandomCrop([|0|], 3)]", "height of RandomCrop is 0; it must be at least 1")]
    [InlineData("[RandomCrop(3, [|-1|])]", "width of RandomCrop is -1; it must be at least 1")]
    public Task NG0201_a_part_has_rows_and_columns(string layers, string message) => Rule.Finds(RuleId.BelowOne, Sources.Image(layers), message);

    [Theory]
    [InlineData("[[|RandomRotation|]]", "RandomRotation has nothing to draw from; factor must be given, or Lower and Upper")]
    [InlineData("[[|RandomBrightness(MaxValue = 1)|]]", "RandomBrightness has nothing to draw from; factor must be given, or Lower and Upper")]
    [InlineData("[[|RandomContrast()|]]", "RandomContrast has nothing to draw from; factor must be given, or Lower and Upper")]
    [InlineData("[[|RandomZoom(WidthUpper = 0.1)|]]", "RandomZoom has nothing to draw from; heightFactor must be given, or HeightLower and HeightUpper")]
    [InlineData("[[|RandomTranslation|]]", "RandomTranslation has nothing to draw from; heightFactor and widthFactor must be given, or HeightLower and HeightUpper")]
    public Task NG0253_an_augmentation_needs_a_factor(string layers, string message) =>
        Rule.Finds(RuleId.MissingFactor, Sources.Image(layers), message);

    [Fact]
    public Task NG0253_is_silent_where_one_end_is_given() =>
        Rule.Silent(Sources.Image("[RandomRotation(Upper = 0.1)] [RandomBrightness(Lower = -0.1)] [RandomTranslation(WidthUpper = 0.1)] [RandomZoom(HeightUpper = 0.1)]"));

    [Theory]
    [InlineData("RandomCrop([|9|], 8)", "9x8")]
    [InlineData("RandomCrop(8, [|10|])", "8x10")]
    public Task NG0254_a_part_is_no_larger_than_the_image(string layer, string size) => Rule.Finds(
        RuleId.CropTooLarge,
        $"[Network(8, 8, 2)] [{layer}] [Flatten] [Dense(2)] partial class Net;",
        $"RandomCrop cannot cut {size} out of 8x8x2; it must be no larger than the image, and [ZeroPadding2D] before it makes that larger");

    [Fact]
    public Task NG0254_is_silent_where_it_fits() => Rule.Silent("[Network(8, 8, 2)] [RandomCrop(8, 7)] [ZeroPadding2D(2)] [RandomCrop(12, 11)] [Flatten] [Dense(2)] partial class Net;");

    [Fact]
    public Task NG0304_a_vector_has_no_part() => Rule.Finds(
        RuleId.ImageLayerOnVector, "[Network(8)] [[|RandomCrop(2, 2)|]] [Dense(2)] partial class Net;", "RandomCrop needs an image (height, width, channels); a vector of 8 values arrives here");

    [Fact]
    public Task NG0218_parts_are_cut_before_the_first_weights() => Rule.Finds(
        RuleId.AugmentationNeedsNoGradient,
        Sources.Image("[Conv2D(2, 3)] [[|RandomCrop(2, 2)|]]"),
        "RandomCrop lets no gradient through; it must stand before the first layer with weights, in a network without InputGradient; given is Conv2D before it");

    [Fact]
    public Task NG0227_limits_of_brightness_are_those_of_the_pixels() => Rule.Finds(
        RuleId.ContrastLimits,
        Sources.Image("[Rescaling(1.0 / 255)] [[|RandomBrightness(0.2)|]]"),
        "RandomBrightness cuts off at 0 and 255, and Rescaling makes 0 to 1 of such pixels before it; MinValue and MaxValue should say so");

    /// <summary>Pixels of five bits and fewer are far below the limit; those of six bits may be dark photographs.</summary>
    [Fact]
    public async Task NG0227_a_range_of_32_is_still_taken_for_a_mistake()
    {
        await Rule.Finds(
            RuleId.ContrastLimits,
            Sources.Image("[Rescaling(32.0 / 255)] [[|RandomBrightness(0.2)|]]"),
            "RandomBrightness cuts off at 0 and 255, and Rescaling makes 0 to 32 of such pixels before it; MinValue and MaxValue should say so");
        await Rule.Silent(Sources.Image("[Rescaling(33.0 / 255)] [RandomBrightness(0.2)]"));
    }
}
