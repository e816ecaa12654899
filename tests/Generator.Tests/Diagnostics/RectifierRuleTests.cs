using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about rectifiers as layers.</summary>
public class RectifierRuleTests
{
    [Theory]
    [InlineData("[ReLU(MaxValue = [|-1|])]", "MaxValue of ReLU is -1; it must be a finite number of at least 0")]
    [InlineData("[ReLU(NegativeSlope = [|-0.5|])]", "NegativeSlope of ReLU is -0.5; it must be a finite number of at least 0")]
    [InlineData("[ReLU(Threshold = [|double.NaN|])]", "Threshold of ReLU is NaN; it must be a finite number of at least 0")]
    [InlineData("[LeakyReLU([|-0.3|])]", "negativeSlope of LeakyReLU is -0.3; it must be a finite number of at least 0")]
    [InlineData("[ELU([|double.NaN|])]", "alpha of ELU is NaN; it must be a finite number")]
    public Task NG0214_numbers_of_rectifiers_are_not_negative(string layers, string message) => Rule.Finds(RuleId.NumberOutOfRange, Sources.Image(layers), message);

    [Theory]
    [InlineData("[ReLU(MaxValue = [|1|], Threshold = 1)]", "1", "1")]
    [InlineData("[ReLU(MaxValue = [|0|])]", "0", "0")]
    public Task NG0246_some_values_pass(string layers, string most, string threshold) => Rule.Finds(
        RuleId.NothingPasses,
        Sources.Image(layers),
        $"MaxValue of ReLU is {most}, and Threshold is {threshold}; no value passes unchanged, for it would have to lie between the two");

    [Fact]
    public Task NG0245_slopes_of_an_image_are_many() => Rule.Finds(
        RuleId.SlopeForEachValue,
        Sources.Image("[[|PReLU|]]"),
        "PReLU learns 128 slopes, one for every value of the image; SharedAxes = new[] { 1, 2 } makes them 2, one for each channel");

    [Theory]
    [InlineData("[PReLU(SharedAxes = new[] { 1, [|0|] })]", "0", "3", "an image of 8x8x2")]
    [InlineData("[PReLU(SharedAxes = new[] { [|-1|] })]", "-1", "3", "an image of 8x8x2")]
    [InlineData("[Flatten] [PReLU(SharedAxes = new[] { [|2|] })] [Dense(2)]", "2", "1", "a vector of 128 values")]
    public Task NG0317_axes_are_counted_from_1(string layers, string axis, string most, string arriving) => Rule.Finds(
        RuleId.SharedAxisOutOfRange,
        Sources.Image(layers),
        $"PReLU cannot share slopes along the axis {axis}; it must be from 1 to {most}, for {arriving} arrives here and 0 would be the batch");

    [Theory]
    [InlineData("[Conv2D(2, 3)] [ReLU(MaxValue = double.PositiveInfinity)]")]
    [InlineData("[Conv2D(2, 3)] [ReLU(MaxValue = 6, NegativeSlope = 0.1, Threshold = 1)]")]
    [InlineData("[Conv2D(2, 3)] [PReLU(SharedAxes = new[] { 1, 2 })]")]
    [InlineData("[Flatten] [Dense(4)] [PReLU(AlphaInitializer = Initializer.Constant, AlphaConstant = 0.25, AlphaL2 = 0.01)] [Dense(2)]")]
    [InlineData("[Conv2D(2, 3)] [LeakyReLU] [Conv2D(2, 3)] [ELU] [Conv2D(2, 3)] [ELU(-0.5)]")]
    public Task Rectifiers_are_taken_without_a_word(string layers) => Rule.Silent(Sources.Image(layers));
}
