using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about rows and columns at the sides of an image.</summary>
public class BorderRuleTests
{
    [Theory]
    [InlineData("[ZeroPadding2D([|-1|])]", "padding of ZeroPadding2D is -1; it must be at least 0, and Cropping2D cuts pixels off")]
    [InlineData("[ZeroPadding2D(1, [|-2|])]", "width of ZeroPadding2D is -2; it must be at least 0, and Cropping2D cuts pixels off")]
    [InlineData("[ZeroPadding2D(Left = [|-3|])]", "Left of ZeroPadding2D is -3; it must be at least 0, and Cropping2D cuts pixels off")]
    [InlineData("[Cropping2D([|-2|])]", "cropping of Cropping2D is -2; it must be at least 0")]
    [InlineData("[Conv2D(2, 3, Pad = [|-1|])]", "Pad of Conv2D is -1; it must be at least 0")]
    [InlineData("[DepthwiseConv2D(3, PadTop = [|-1|])]", "PadTop of DepthwiseConv2D is -1; it must be at least 0")]
    [InlineData("[MaxPooling2D(2, Pad = 1, PadRight = [|-1|])]", "PadRight of MaxPooling2D is -1; it must be at least 0")]
    public Task NG0240_numbers_of_rows_and_columns_are_not_negative(string layers, string message) =>
        Rule.Finds(RuleId.NegativeBorder, Sources.Image(layers), message);

    [Theory]
    [InlineData("[Conv2D(2, 3, Padding = Padding.Same, Pad = [|1|])]", "Conv2D", "Pad")]
    [InlineData("[SeparableConv2D(2, 3, Padding = Padding.Same, PadLeft = [|1|])]", "SeparableConv2D", "PadLeft")]
    [InlineData("[AveragePooling2D(2, PadBottom = [|0|], Padding = Padding.Same)]", "AveragePooling2D", "PadBottom")]
    public Task NG0241_same_padding_counts_by_itself(string layers, string kind, string argument) => Rule.Finds(
        RuleId.PaddedTwice,
        Sources.Image(layers),
        $"{kind} has both Padding.Same and {argument}; one of them must go: Padding.Same counts its padding itself");

    [Theory]
    [InlineData("[MaxPooling2D(2, Pad = [|2|])]", "MaxPooling2D", "2x2", "2")]
    [InlineData("[AveragePooling2D(3, Strides = 2, PadLeft = [|3|])]", "AveragePooling2D", "3x3", "top 0, bottom 0, left 3, right 0")]
    [InlineData("[MaxPooling2D(2, Strides = 1, PadBottom = [|2|])]", "MaxPooling2D", "2x2", "top 0, bottom 2, left 0, right 0")]
    public Task NG0242_windows_hold_pixels(string layers, string kind, string window, string padding) => Rule.Finds(
        RuleId.WindowOfPadding,
        Sources.Image(layers),
        $"{kind} has windows that hold padding alone; every window must hold a pixel; given are windows of {window} and a padding of {padding}");

    [Theory]
    [InlineData("[[|Cropping2D(4)|]]", "4")]
    [InlineData("[[|Cropping2D(Left = 5, Right = 3)|]]", "top 0, bottom 0, left 5, right 3")]
    [InlineData("[[|Cropping2D(2147483647, 0)|]]", "top 2147483647, bottom 2147483647, left 0, right 0")]
    public Task NG0320_something_is_left_of_an_image(string layers, string cropping) => Rule.Finds(
        RuleId.NothingLeft,
        Sources.Image(layers),
        $"Cropping2D cuts off all rows or columns; it must leave at least one of each; given is a cropping of {cropping}, and 8x8x2 arrives here");

    [Theory]
    [InlineData("[ZeroPadding2D]")]
    [InlineData("[Cropping2D]")]
    [InlineData("[Cropping2D(3, 2, Bottom = 4)]")]
    [InlineData("[ZeroPadding2D(0, 2)]")]
    [InlineData("[Conv2D(2, 1, Pad = 3, Padding = Padding.Valid)]")]
    [InlineData("[MaxPooling2D(3, Strides = 1, Pad = 2)]")]
    [InlineData("[AveragePooling2D(2, Strides = 1, Pad = 5, CountIncludePad = true)]")]
    [InlineData("[AveragePooling2D(2, Padding = Padding.Same, CountIncludePad = true)]")]
    public Task Padding_is_taken_without_a_word(string layers) => Rule.Silent(Sources.Image(layers));

    [Theory]
    [InlineData("PadTop", "200000008x8x2")]
    [InlineData("PadBottom", "200000008x8x2")]
    [InlineData("PadLeft", "8x200000008x2")]
    [InlineData("PadRight", "8x200000008x2")]
    public Task NG0307_an_image_fits_an_array_with_the_padding_of_each_side(string side, string padded) => Rule.Finds(
        RuleId.TooManyValues,
        Sources.Image($"[[|Conv2D(2, 3, {side} = 200_000_000)|]]"),
        $"The padded input of Conv2D has too many values; 2,147,483,647 are the most that fit; given is {padded}");

    [Fact]
    public Task NG0206_padding_that_is_not_there_is_not_counted() => Rule.Finds(
        RuleId.WithoutEffect,
        Sources.Image("[AveragePooling2D(2, CountIncludePad = [|true|])]"),
        "CountIncludePad has no effect: there is no padding to be counted; given is Padding.Valid");

    [Fact]
    public Task NG0303_counts_padding() => Rule.Finds(
        RuleId.NoOutput,
        Sources.Image("[Conv2D(2, [|11|], Pad = 1)]"),
        "The window of Conv2D is 11x11, and 10x10 with its padding arrives here; not one window fits, and the smallest input of the network that works is 9x9");

    [Fact]
    public Task NG0304_zeros_are_put_around_an_image() => Rule.Finds(
        RuleId.ImageLayerOnVector, Sources.Image("[Flatten] [[|ZeroPadding2D|]] [Dense(2)]"), "ZeroPadding2D needs an image (height, width, channels); a vector of 128 values arrives here");
}
