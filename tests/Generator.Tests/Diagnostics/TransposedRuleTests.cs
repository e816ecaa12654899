using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The rules about transposed convolutions.</summary>
public class TransposedRuleTests
{
    [Theory]
    [InlineData("[Conv2DTranspose(4, 3, 2, OutputPadding = [|2|])]", "OutputPadding", 2, 2)]
    [InlineData("[Conv2DTranspose(4, 3, OutputPaddingWidth = [|1|])]", "OutputPaddingWidth", 1, 1)]
    [InlineData("[Conv2DTranspose(4, 3, 2, OutputPadding = [|-1|])]", "OutputPadding", -1, 2)]
    public Task NG0235_an_output_padding_is_below_the_strides(string layer, string argument, int value, int strides) => Rule.Finds(
        RuleId.OutputPadding, Network(layer), $"{argument} of Conv2DTranspose is {value}; it must be at least 0 and below the strides, {strides}");

    [Fact]
    public Task NG0236_an_even_kernel_has_no_output_padding_of_0() => Rule.Finds(
        RuleId.OutputPaddingOfEvenKernel,
        Network("[Conv2DTranspose(4, 4, 2, Padding = Padding.Same, OutputPadding = [|0|])]"),
        "A kernel over 4 pixels, an even number, with Padding.Same and OutputPadding = 0 gives other sizes with each of Keras's backends; OutputPadding must be left out or at least 1");

    [Theory]
    [InlineData("[Conv2DTranspose(4, 4, 2, Padding = Padding.Same)]")]
    [InlineData("[Conv2DTranspose(4, 4, 2, Padding = Padding.Same, OutputPadding = 1)]")]
    [InlineData("[Conv2DTranspose(4, 4, 2, OutputPadding = 0)]")]
    [InlineData("[Conv2DTranspose(4, 3, Padding = Padding.Same, OutputPadding = 0)]")]
    [InlineData("[Conv2DTranspose(4, 3, 3, Padding = Padding.Same, OutputPadding = 0)]")]
    public Task Sizes_that_all_agree_on_are_silent(string layer) => Rule.Silent(Network(layer));

    [Theory]
    [InlineData("[Conv2DTranspose(4, [|3|], 2)]", "3x3", "2x2", "kernelSize")]
    [InlineData("[Conv2DTranspose(4, [|1|], Strides = 2, Padding = Padding.Same)]", "1x1", "2x2", "kernelSize")]
    [InlineData("[Conv2DTranspose(4, [|2|], StrideHeight = 3)]", "2x2", "3x1", "kernelSize")]
    [InlineData("[Conv2DTranspose(4, KernelHeight = 4, KernelWidth = [|5|], Strides = 2)]", "4x5", "2x2", "KernelWidth")]
    [InlineData("[Conv2DTranspose(4, KernelHeight = [|5|], KernelWidth = 3, Strides = 2)]", "5x3", "2x2", "KernelHeight")]
    [InlineData("[Conv2DTranspose(4, 2, KernelHeight = [|3|], Strides = 2)]", "3x2", "2x2", "KernelHeight")]
    public Task NG0255_a_kernel_is_a_multiple_of_the_strides(string layer, string kernel, string strides, string argument) => Rule.Finds(
        RuleId.UnevenOverlap,
        Network(layer),
        $"Kernels of {kernel} at strides of {strides} meet some pixels of the output more often than others, which shows as a checkerboard; "
            + $"{argument} should be a multiple of the strides");

    [Theory]
    [InlineData("[Conv2DTranspose(4, 5)]")]
    [InlineData("[Conv2DTranspose(4, 2, 2)]")]
    [InlineData("[Conv2DTranspose(4, 6, StrideHeight = 2, StrideWidth = 3)]")]
    [InlineData("[Conv2DTranspose(4, 3, Dilation = 2)]")]
    public Task NG0255_is_silent_where_every_pixel_is_met_equally_often(string layer) => Rule.Silent(Network(layer));

    [Fact]
    public Task NG0203_strides_and_dilation_exclude_each_other() => Rule.Finds(
        RuleId.StridesWithDilation,
        Network("[Conv2DTranspose(4, 3, 2, Dilation = [|2|])]"),
        "Strides above 1 cannot be combined with dilation above 1; one of them must be 1; given are strides 2x2 and dilation 2x2");

    [Fact]
    public Task NG0307_the_output_can_be_counted() => Rule.Finds(
        RuleId.TooManyValues,
        Network("[[|Conv2DTranspose(4, 3, 2000000000)|]]"),
        "The output of Conv2DTranspose has too many values; 2,147,483,647 are the most that fit; given is an input of 9x9x6");

    private static string Network(string layer) => $"[Network(9, 9, 6)] {layer} [Activation(Activation.ReLU)] [Flatten] [Dense(2)] public partial class Net;";
}
