using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The rules about convolutions, for layers that convolve every channel for itself.</summary>
public class DepthwiseRuleTests
{
    [Theory]
    [InlineData("[DepthwiseConv2D([|0|])]", "kernelSize of DepthwiseConv2D is 0; it must be at least 1")]
    [InlineData("[DepthwiseConv2D(3, DepthMultiplier = [|0|])]", "DepthMultiplier of DepthwiseConv2D is 0; it must be at least 1")]
    [InlineData("[DepthwiseConv2D(3, [|-1|])]", "strides of DepthwiseConv2D is -1; it must be at least 1")]
    public Task NG0201_sizes_are_at_least_1(string layer, string message) => Rule.Finds(RuleId.BelowOne, Sources.Image(layer), message);

    /// <summary>What comes behind has its own limits; channels are counted up to the largest number that an int holds.</summary>
    [Theory]
    [InlineData(1, 2147483647, true)]
    [InlineData(2, 1073741824, false)]
    public void NG0307_channels_are_counted_up_to_the_largest_number(int channels, int multiplier, bool fits)
    {
        CheckedNetwork result = Networks.Build($"[Network(1, 1, {channels})] [DepthwiseConv2D(1, DepthMultiplier = {multiplier}, UseBias = false)] partial class Net;");

        Finding finding = Assert.Single(result.Findings, finding => finding.Id == RuleId.TooManyValues);
        Assert.Equal(!fits, finding.Site.Argument == "DepthMultiplier");
    }

    [Fact]
    public Task NG0203_is_silent_where_Keras_takes_strides_and_dilation() => Rule.Silent(Sources.Image("[DepthwiseConv2D(3, 2, Dilation = 2)] [Activation(Activation.ReLU)]"));

    [Fact]
    public Task NG0221_is_silent_where_kernels_of_channels_and_of_pixels_share_the_work() =>
        Rule.Silent(Sources.Image("[DepthwiseConv2D(3)] [Conv2D(8, 1, Activation = Activation.ReLU)]"));
}
