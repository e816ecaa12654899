using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about windows: their sizes, strides and what they see.</summary>
public class WindowRuleTests
{
    [Theory]
    [InlineData("[Conv2D(2, [|4|], Padding = Padding.Same)]", "kernelSize is 4")]
    [InlineData("[Conv2D(2, 3, KernelWidth = [|2|], Padding = Padding.Same)]", "KernelWidth is 2")]
    public Task NG0202_same_padding_asks_for_an_odd_kernel(string layers, string given) => Rule.Finds(
        RuleId.EvenKernel,
        Sources.Image(layers),
        "An even kernel has no centre, and Padding.Same pads (size - 1) / 2 pixels on each side; the size must be odd, or the padding Padding.Valid; " + given);

    [Fact]
    public Task NG0202_is_silent_on_odd_kernels_and_without_padding() =>
        Rule.Silent(Sources.Image("[Conv2D(2, 3, KernelWidth = 5, Padding = Padding.Same)] [Activation(Activation.ReLU)] [Conv2D(2, 2)] [MaxPooling2D(2, Padding = Padding.Same)]"));

    [Fact]
    public Task NG0202_is_repaired_by_the_next_odd_size() => Rule.Fixes<EvenKernelFix>(
        RuleId.EvenKernel,
        Sources.Image("[Conv2D(2, [|4|], Padding = Padding.Same)] [MaxPooling2D(1)] [Conv2D(2, KernelHeight = [|2|], KernelWidth = [|6|], Padding = Padding.Same)]"),
        Sources.Image("[Conv2D(2, 5, Padding = Padding.Same)] [MaxPooling2D(1)] [Conv2D(2, KernelHeight = 3, KernelWidth = 7, Padding = Padding.Same)]"),
        iterations: 3);

    [Fact]
    public Task NG0202_is_repaired_by_no_padding() => Rule.Fixes<EvenKernelFix>(
        RuleId.EvenKernel,
        Sources.Image("[Conv2D(2, [|4|], Padding = Padding.Same)] [MaxPooling2D(1)] [Conv2D(2, [|2|], Padding = NetGen.Padding.Same, Name = \"last\")]"),
        Sources.Image("[Conv2D(2, 4, Padding = Padding.Valid)] [MaxPooling2D(1)] [Conv2D(2, 2, Padding = NetGen.Padding.Valid, Name = \"last\")]"),
        choice: 1,
        iterations: 2);

    [Theory]
    [InlineData("[Conv2D(2, 3, Strides = 2, Dilation = [|2|])]", "2x2", "2x2")]
    [InlineData("[Conv2D(2, 3, StrideHeight = 2, DilationWidth = [|3|])]", "2x1", "1x3")]
    public Task NG0203_strides_and_dilation_exclude_each_other(string layers, string strides, string dilation) => Rule.Finds(
        RuleId.StridesWithDilation,
        Sources.Image(layers),
        $"Strides above 1 cannot be combined with dilation above 1; one of them must be 1; given are strides {strides} and dilation {dilation}");

    [Fact]
    public Task NG0203_is_silent_on_one_of_them() => Rule.Silent(Sources.Image("[Conv2D(2, 1, Strides = 2)] [MaxPooling2D(1)] [Conv2D(2, 2, Dilation = 2)]"));

    [Theory]
    [InlineData("[MaxPooling2D(2, Strides = [|3|])]", "2 rows and 2 columns", "2x2", "3x3")]
    [InlineData("[MaxPooling2D(2, [|5|], Padding = Padding.Same)]", "4 rows and 4 columns", "2x2", "5x5")]
    [InlineData("[AveragePooling2D(2, PoolWidth = 3, StrideHeight = 2, StrideWidth = [|5|])]", "0 rows and 2 columns", "2x3", "2x5")]
    [InlineData("[MaxPooling2D(1, [|2|])]", "4 rows and 4 columns", "1x1", "2x2")]
    [InlineData("[Conv2D(2, 3, [|5|])]", "2 rows and 2 columns", "3x3", "5x5")]
    [InlineData("[Conv2D(2, 1, KernelWidth = 2, Strides = [|3|])]", "0 rows and 2 columns", "1x2", "3x3")]
    [InlineData("[Conv2D(2, 2, StrideHeight = [|100|])]", "6 rows and 0 columns", "2x2", "100x1")]
    public Task NG0210_windows_should_see_every_pixel(string layers, string skipped, string window, string strides) => Rule.Finds(
        RuleId.StrideBeyondWindow,
        Sources.Image(layers),
        $"{layers[1..layers.IndexOf('(', System.StringComparison.Ordinal)]} skips {skipped} that no window sees; strides should not be larger than the "
            + $"window; given are strides {strides} and a window of {window}");

    [Fact]
    public Task NG0210_is_silent_on_overlapping_windows() => Rule.Silent(Sources.Image("[MaxPooling2D(2, Strides = 1)] [MaxPooling2D(7)]"));

    [Theory]
    [InlineData("[MaxPooling2D(8, Strides = 9)]")]
    [InlineData("[MaxPooling2D(4)] [MaxPooling2D(2, 3)]")]
    [InlineData("[MaxPooling2D(3, 3, Padding = Padding.Same)] [AveragePooling2D(3, 5)] [MaxPooling2D(1, 5)]")]
    [InlineData("[Conv2D(2, 8, 9)]")]
    [InlineData("[Conv2D(2, 1, 2)]")]
    public Task NG0210_is_silent_where_the_windows_see_everything(string layers) => Rule.Silent(Sources.Image(layers));

    [Fact]
    public Task NG0211_pooling_may_drop_cells() => Rule.Finds(
        RuleId.PoolDropsCells,
        Sources.Image("[[|MaxPooling2D(3, StrideWidth = 2, PoolWidth = 2)|]]"),
        "MaxPooling2D drops 2 rows and 0 columns that fill no window: 8x8 -> 2x4; Padding.Same would keep them");

    [Fact]
    public Task NG0211_is_silent_where_all_cells_count() =>
        Rule.Silent(Sources.Image("[MaxPooling2D(3, Padding = Padding.Same)] [MaxPooling2D(3)]"));

    [Theory]
    [InlineData("[[|Conv2D(8)|]]", "Conv2D", "size")]
    [InlineData("[[|Conv2D(8, KernelHeight = 3)|]]", "Conv2D", "width")]
    [InlineData("[[|Conv2D(8, KernelWidth = 3, Padding = Padding.Same)|]]", "Conv2D", "height")]
    [InlineData("[[|DepthwiseConv2D|]]", "DepthwiseConv2D", "size")]
    [InlineData("[[|DepthwiseConv2D(KernelWidth = 3)|]]", "DepthwiseConv2D", "height")]
    public Task NG0219_a_kernel_has_a_size(string layers, string layer, string missing) => Rule.Finds(
        RuleId.NoKernelSize,
        Sources.Image(layers),
        $"{layer} has no kernel {missing}; kernelSize must be given, or KernelHeight and KernelWidth");

    [Fact]
    public Task NG0219_is_silent_on_both_sides() => Rule.Silent(Sources.Image("[Conv2D(2, KernelHeight = 1, KernelWidth = 3)] [Conv2D(2, 3, KernelWidth = 1)]"));
}
