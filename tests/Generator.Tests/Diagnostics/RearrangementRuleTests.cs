using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about layers that give values another shape, or their axes another order.</summary>
public class RearrangementRuleTests
{
    [Theory]
    [InlineData("[Reshape([|0|])]", "features of Reshape is 0; it must be at least 1, or -1 for one that follows from the others")]
    [InlineData("[Reshape(4, [|-2|])]", "features of Reshape is -2; it must be at least 1, or -1 for one that follows from the others")]
    [InlineData("[Reshape(-1, [|-1|])]", "features of Reshape is -1; rows is left open already")]
    [InlineData("[Reshape(-1, 4, [|-1|])]", "channels of Reshape is -1; height is left open already")]
    public Task NG0243_sizes_count_something(string layers, string message) => Rule.Finds(RuleId.TargetShape, Sources.Image(layers), message);

    [Theory]
    [InlineData("[Permute([|0|], 1, 2)]", "0, 1, 2", "3")]
    [InlineData("[Permute(2, 1, [|4|])]", "2, 1, 4", "3")]
    [InlineData("[Permute(1, 2, [|2|])]", "1, 2, 2", "3")]
    [InlineData("[Permute(2, [|3|])]", "2, 3", "2")]
    public Task NG0244_every_axis_is_named_once(string layers, string axes, string most) => Rule.Finds(
        RuleId.NoPermutation, Sources.Image(layers), $"Permute has the axes {axes}; each from 1 to {most} must be named once, for they are counted from 1");

    [Theory]
    [InlineData("[[|Reshape(100)|]]", "100", "100", "an image of 8x8x2")]
    [InlineData("[[|Reshape(3, -1, 2)|]]", "3x?x2", "a multiple of 6", "an image of 8x8x2")]
    [InlineData("[Flatten] [[|Reshape(8, 8)|]]", "8x8", "64", "a vector of 128 values")]
    [InlineData("[Reshape(16, 8)] [[|Reshape(4, 4)|]]", "4x4", "16", "a matrix of 16x8")]
    [InlineData("[[|Reshape(100000, 100000)|]]", "100000x100000", "too many", "an image of 8x8x2")]
    public Task NG0315_no_value_is_lost_or_added(string layers, string sizes, string values, string arriving) => Rule.Finds(
        RuleId.ReshapedSizes, Sources.Image(layers), $"Reshape makes {sizes} of {values} values, and {arriving} arrives here, which has 128; no value may be lost or added");

    [Theory]
    [InlineData("[[|Permute(2, 1)|]]", "2", "an image of 8x8x2", "3")]
    [InlineData("[Reshape(4, 32)] [[|Permute(2, 1, 3)|]]", "3", "a matrix of 4x32", "2")]
    [InlineData("[Flatten] [[|Permute(2, 1)|]]", "2", "a vector of 128 values", "1")]
    public Task NG0316_all_axes_are_named(string layers, string named, string arriving, string axes) => Rule.Finds(
        RuleId.PermutedAxes, Sources.Image(layers), $"Permute names {named} axes, and {arriving} arrives here, with {axes}; each axis must be named once");

    [Theory]
    [InlineData("[Reshape(-1, 16)] [[|MaxPooling2D|]]", "MaxPooling2D needs an image (height, width, channels); a matrix of 8x16 arrives here")]
    public Task NG0304_a_matrix_is_no_image(string layers, string message) => Rule.Finds(RuleId.ImageLayerOnVector, Sources.Image(layers), message);

    [Fact]
    public Task NG0305_a_matrix_is_no_vector() => Rule.Finds(
        RuleId.DenseOnImage, Sources.Image("[Reshape(-1, 16)] [[|Dense(2)|]]"), "Dense needs a vector; a matrix of 8x16 arrives here: [Flatten] must stand before it");

    [Fact]
    public Task NG0311_a_matrix_has_two_axes() => Rule.Finds(
        RuleId.AxisOutOfRange,
        Sources.Image("[Reshape(8, 16, Name = \"a\")] [Activation(Activation.ReLU)] [Concatenate(\"a\", Axis = [|3|])]"),
        "Concatenate cannot join along the axis 3; it must be 1 or -2 for rows, 2 or -1 for the values of each");

    [Theory]
    [InlineData("[Reshape(-1)] [Dense(2)]")]
    [InlineData("[Reshape(4, 32)] [Permute(2, 1)] [BatchNormalization] [Activation(Activation.ReLU)] [Flatten] [Dense(2)]")]
    [InlineData("[Flatten] [Dense(64, Activation = Activation.ReLU)] [Reshape(4, -1, 2)] [Conv2D(2, 3, Activation = Activation.ReLU)] [Flatten] [Dense(2)]")]
    [InlineData("[Permute(3, 1, 2)] [Permute(2, 3, 1)] [Flatten] [Dense(2)]")]
    public Task Values_are_rearranged_without_a_word(string layers) => Rule.Silent(Sources.Image(layers));
}
