using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about layers that make images larger by their pixels alone.</summary>
public class ResamplingRuleTests
{
    [Theory]
    [InlineData("[UpSampling2D([|0|])]", "size")]
    [InlineData("[UpSampling2D(2, [|0|])]", "width")]
    [InlineData("[UpSampling2D(height: [|0|], width: 2)]", "height")]
    public Task NG0201_an_image_keeps_its_pixels(string layers, string argument) =>
        Rule.Finds(RuleId.BelowOne, Sources.Image(layers), $"{argument} of UpSampling2D is 0; it must be at least 1");

    [Fact]
    public Task NG0213_between_pixels_is_what_the_enum_knows() => Rule.Finds(
        RuleId.UndefinedMember, Sources.Image("[UpSampling2D(2, Interpolation = [|(Interpolation)2|])]"), "Interpolation of UpSampling2D is (Interpolation)2; it must be a member of Interpolation");

    [Fact]
    public Task NG0304_pixels_are_those_of_an_image() => Rule.Finds(
        RuleId.ImageLayerOnVector, Sources.Image("[Flatten] [[|UpSampling2D|]] [Dense(2)]"), "UpSampling2D needs an image (height, width, channels); a vector of 128 values arrives here");

    [Fact]
    public Task NG0307_an_image_fits_an_array() => Rule.Finds(
        RuleId.TooManyValues,
        Sources.Image("[[|UpSampling2D(100000)|]]"),
        "The output of UpSampling2D has too many values; 2,147,483,647 are the most that fit; given is 800000x800000x2");

    [Theory]
    [InlineData("[UpSampling2D]")]
    [InlineData("[UpSampling2D(1)]")]
    [InlineData("[UpSampling2D(1, 3, Interpolation = Interpolation.Bilinear)]")]
    [InlineData("[DepthwiseConv2D(3, Pad = 1, PadTop = 0)] [SeparableConv2D(2, 3, PadRight = 2)]")]
    public Task Images_are_enlarged_without_a_word(string layers) => Rule.Silent(Sources.Image(layers));
}
