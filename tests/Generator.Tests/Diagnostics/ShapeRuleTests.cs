using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

public class ShapeRuleTests
{
    [Theory]
    [InlineData("[Network([|0|], 8, 1)]", "height is 0")]
    [InlineData("[Network(8, 8, channels: [|-3|])]", "channels is -3")]
    [InlineData("[Network([|0|])]", "features is 0")]
    public Task NG0301_an_input_has_values(string network, string wrong) =>
        Rule.Finds(RuleId.InputBelowOne, network + " [Flatten] [Dense(2)] partial class Net;", $"The input's {wrong}; it must be at least 1");

    [Fact]
    public Task NG0301_is_silent_from_1_on() => Rule.Silent("[Network(1, 1, 1)] [Flatten] [Dense(2)] partial class Net;");

    [Theory]
    [InlineData("[Conv2D(2, [|17|], Padding = Padding.Same)]", "Conv2D", "17x17", "8x8", "64", "289")]
    [InlineData("[Conv2D(2, KernelHeight = 3, KernelWidth = [|5|], Dilation = 5, Padding = Padding.Same)]", "Conv2D", "11x21", "8x8", "6", "15")]
    [InlineData("[MaxPooling2D([|10|], Padding = Padding.Same)]", "MaxPooling2D", "10x10", "8x8", "36", "100")]
    [InlineData("[MaxPooling2D(8)] [Conv2D(2, [|3|], Padding = Padding.Same)]", "Conv2D", "3x3", "1x1", "8", "9")]
    [InlineData("[MaxPooling2D(2)] [Conv2D(2, [|7|], 4, Padding = Padding.Same)]", "Conv2D", "7x7", "4x4", "33", "49")]
    public Task NG0302_every_cell_of_a_window_should_lie_on_a_pixel_once(string layers, string layer, string window, string arriving, string unused, string cells) => Rule.Finds(
        RuleId.UnusedCells,
        Sources.Image(layers),
        $"The window of {layer} is {window}, and {arriving} arrives here; {unused} of its {cells} cells never lie on a pixel, wherever it stands: it should be smaller");

    [Fact]
    public Task NG0302_is_silent_on_a_window_of_the_inputs_size() => Rule.Silent(Sources.Image(
        "[Conv2D(2, 7, Padding = Padding.Same)] [Activation(Activation.Softplus)] [MaxPooling2D(8, Padding = Padding.Same)]"));

    [Fact]
    public Task NG0302_is_silent_on_larger_windows_whose_cells_all_see_pixels() => Rule.Silent(Sources.Image(
        "[Conv2D(2, 15, Padding = Padding.Same)] [Activation(Activation.ReLU)] [MaxPooling2D(4)] [Conv2D(4, 3, Padding = Padding.Same)] "
            + "[Activation(Activation.ReLU)] [MaxPooling2D(3, 1, Padding = Padding.Same)]"));

    [Theory]
    [InlineData("[Conv2D(2, [|9|])]", "Conv2D", "9x9", "8x8", "9x9")]
    [InlineData("[MaxPooling2D(2)] [Conv2D(2, KernelHeight = 3, KernelWidth = [|5|])]", "Conv2D", "3x5", "4x4", "6x10")]
    [InlineData("[Conv2D(2, 3)] [MaxPooling2D(2)] [Conv2D(2, 3)] [MaxPooling2D([|2|])]", "MaxPooling2D", "2x2", "1x1", "10x10")]
    [InlineData("[Conv2D(2, 3, Strides = 2, Padding = Padding.Same)] [Conv2D(2, [|3|], Dilation = 2)]", "Conv2D", "5x5", "4x4", "9x9")]
    [InlineData("[Conv2D(2, 1, Strides = int.MaxValue)] [Conv2D(2, [|3|])]", "Conv2D", "3x3", "1x1", "larger than any array")]
    public Task NG0303_at_least_one_window_fits(string layers, string layer, string window, string arriving, string smallest) => Rule.Finds(
        RuleId.NoOutput,
        Sources.Image(layers),
        $"The window of {layer} is {window}, and {arriving} arrives here; not one window fits, and the smallest input of the network that works is {smallest}");

    /// <summary>What the message promises holds to the pixel, through every kind of layer that changes a size: that input works, and one row or column less does not.</summary>
    [Theory]
    [InlineData("[ZeroPadding2D(Top = 1, Bottom = 2, Left = 4, Right = 7)]")]
    [InlineData("[Cropping2D(Top = 1, Bottom = 2, Left = 3, Right = 5)]")]
    [InlineData("[UpSampling2D(2, 3)]")]
    [InlineData("[Conv2D(2, KernelHeight = 3, KernelWidth = 5, StrideHeight = 2, StrideWidth = 1, PadTop = 1, PadRight = 2)]")]
    [InlineData("[Conv2D(2, 5, Strides = 3, Padding = Padding.Same)]")]
    [InlineData("[Conv2DTranspose(2, KernelHeight = 3, KernelWidth = 4, StrideHeight = 2, StrideWidth = 3)]")]
    [InlineData("[Conv2DTranspose(2, 3, 2, Padding = Padding.Same)]")]
    [InlineData("[DepthwiseConv2D(KernelHeight = 3, KernelWidth = 2, StrideWidth = 2)]")]
    [InlineData("[SeparableConv2D(2, KernelHeight = 2, KernelWidth = 3, StrideHeight = 2)]")]
    [InlineData("[MaxPooling2D(PoolHeight = 2, PoolWidth = 3)]")]
    [InlineData("[AveragePooling2D(PoolHeight = 3, PoolWidth = 2, Padding = Padding.Same)]")]
    [InlineData("[ZeroPadding2D(Top = 1, Bottom = 3)] [MaxPooling2D(2)] [Cropping2D(Left = 1, Right = 2)]")]
    public void NG0303_names_the_smallest_input_that_works(string layers)
    {
        const string Promise = "the smallest input of the network that works is ";
        string[] words = [.. Findings(8, 9).Select(finding => finding.GetMessage(CultureInfo.InvariantCulture)).Where(message => message.Contains(Promise, StringComparison.Ordinal))];
        int[] smallest = [.. Assert.Single(words)[(words[0].IndexOf(Promise, StringComparison.Ordinal) + Promise.Length)..].Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture))];
        Assert.DoesNotContain(Findings(smallest[0], smallest[1]), finding => finding.Id == RuleId.NoOutput);
        Assert.Contains(Findings(smallest[0] - 1, smallest[1]), finding => finding.Id == RuleId.NoOutput);
        Assert.Contains(Findings(smallest[0], smallest[1] - 1), finding => finding.Id == RuleId.NoOutput);

        ImmutableArray<Diagnostic> Findings(int height, int width) => NetworkCompilation.Of(
            $"[Network({height}, {width}, 2)] {layers} [Conv2D(2, KernelHeight = 61, KernelWidth = 77)] [Flatten] [Dense(2)] partial class Net;").Analyze();
    }

    [Fact]
    public void NG0303_says_what_the_numbers_of_an_input_mean_where_channels_came_first() => Assert.Contains(
        NetworkCompilation.Of("[Network(1, 28, 28)] [Conv2D(2, 3)] [Flatten] [Dense(2)] partial class Net;").Analyze(),
        finding => finding.GetMessage(CultureInfo.InvariantCulture).StartsWith(
            "The window of Conv2D is 3x3, and 1x28 arrives here, of an input of 1x28x28 (height, width, channels); not one", StringComparison.Ordinal));

    [Theory]
    [InlineData("[Network(9, 9, 2)] [Conv2D(2, 3, Strides = 2, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(2, 3, Dilation = 2)] partial class Net;")]
    [InlineData("[Network(10, 10, 2)] [Conv2D(2, 3)] [MaxPooling2D(2)] [Conv2D(2, 3)] [MaxPooling2D(2)] partial class Net;")]
    public Task NG0303_is_silent_on_the_smallest_input_that_works(string source) => Rule.Silent(source);

    [Theory]
    [InlineData("[Flatten] [[|Conv2D(2, 3)|]]", "Conv2D", "128")]
    [InlineData("[Flatten] [Dense(5)] [[|MaxPooling2D|]]", "MaxPooling2D", "5")]
    [InlineData("[Flatten] [[|SpatialDropout2D(0.5)|]] [Dense(2)]", "SpatialDropout2D", "128")]
    [InlineData("[Flatten] [[|RandomFlip|]] [Dense(2)]", "RandomFlip", "128")]
    [InlineData("[Flatten] [[|RandomTranslation(0.1, 0.1)|]] [Dense(2)]", "RandomTranslation", "128")]
    [InlineData("[Flatten] [[|DepthwiseConv2D(3)|]]", "DepthwiseConv2D", "128")]
    [InlineData("[Flatten] [[|SeparableConv2D(4, 3)|]]", "SeparableConv2D", "128")]
    [InlineData("[Flatten] [[|Conv2DTranspose(4, 3)|]]", "Conv2DTranspose", "128")]
    [InlineData("[Flatten] [[|AveragePooling2D|]]", "AveragePooling2D", "128")]
    [InlineData("[Flatten] [[|GlobalMaxPooling2D|]]", "GlobalMaxPooling2D", "128")]
    [InlineData("[Flatten] [[|Cropping2D(1)|]]", "Cropping2D", "128")]
    [InlineData("[Flatten] [[|UpSampling2D|]]", "UpSampling2D", "128")]
    public Task NG0304_windows_channels_and_augmentation_need_an_image(string layers, string layer, string values) => Rule.Finds(
        RuleId.ImageLayerOnVector,
        Sources.Image(layers),
        $"{layer} needs an image (height, width, channels); a vector of {values} values arrives here");

    [Fact]
    public Task NG0304_is_silent_on_an_image() => Rule.Silent(Sources.Image("[Dropout(0.5)] [Conv2D(2, 3)] [MaxPooling2D] [Flatten] [Dropout(0.5)] [Dense(2)]"));

    [Fact]
    public Task NG0305_a_dense_layer_needs_a_vector() => Rule.Finds(
        RuleId.DenseOnImage,
        Sources.Image("[Conv2D(4, 3)] [[|Dense(5)|]] [Dense(3)]"),
        "Dense needs a vector; an image of 6x6x4 arrives here: [Flatten] must stand before it");

    [Fact]
    public Task NG0305_is_silent_on_a_vector() => Rule.Silent("[Network(6)] [Dense(5)] partial class Net;");

    [Fact]
    public Task NG0305_is_repaired_by_a_flatten_layer() => Rule.Fixes<InsertFlattenFix>(
        RuleId.DenseOnImage,
        """
        namespace Shop
        {
            [Network(8, 8, 2)]
            // The classes.
            [[|Dense(5)|]]
            partial class First;

            [Network(8, 8, 2), [|Dense(5)|]]
            partial class Second;

            [Network(8, 8, 2)] [[|Dense(5)|]] partial class Third;
        }
        """,
        """
        namespace Shop
        {
            [Network(8, 8, 2)]
            // The classes.
            [Flatten]
            [Dense(5)]
            partial class First;

            [Network(8, 8, 2), Flatten, Dense(5)]
            partial class Second;

            [Network(8, 8, 2)] [Flatten] [Dense(5)] partial class Third;
        }
        """,
        iterations: 3);

    [Fact]
    public Task NG0306_only_an_image_is_flattened() => Rule.Finds(
        RuleId.FlattenOnVector,
        Sources.Image("[Flatten] [Dense(5)] [[|Flatten|]]"),
        "Flatten has nothing to do; it takes an image; a vector of 5 values arrives here");

    [Fact]
    public Task NG0306_is_silent_on_an_image() => Rule.Silent(Sources.Image("[Flatten]"));

    [Fact]
    public Task NG0306_is_repaired_by_leaving_it_out() => Rule.Fixes<RemoveLayerFix>(
        RuleId.FlattenOnVector,
        Sources.Image("[Flatten]\n[[|Flatten|]]\n[Dense(5, Activation = Activation.ReLU), [|Flatten|]]\n[Dense(4, Activation = Activation.ReLU)] [[|Flatten|]] [Dense(3)]"),
        Sources.Image("[Flatten]\n[Dense(5, Activation = Activation.ReLU)]\n[Dense(4, Activation = Activation.ReLU)] [Dense(3)]"),
        iterations: 3);

    [Theory]
    [InlineData("[[|Network(50000, 50000, 3)|]] [Flatten] partial class Net;", "The input", "50000x50000x3")]
    [InlineData("[Network(5000, 5000, 3)] [[|Conv2D(100, 1)|]] partial class Net;", "The output of 'conv2d'", "5000x5000x100")]
    [InlineData("[Network(5000, 5000, 3)] [Flatten] [[|Dense(100)|]] partial class Net;", "The network up to 'dense/kernel'", "75000000x100")]
    [InlineData(
        "[Network(40000)] [Dense(40000)] [[|Dense(20000)|]] partial class Net;", "The network up to 'dense_1/kernel'", "40000x20000")]
    public Task NG0307_an_array_holds_it(string source, string what, string given) => Rule.Finds(
        RuleId.TooManyValues, source, $"{what} has too many values; 2,147,483,647 are the most that fit; given is {given}");

    [Fact]
    public Task NG0307_is_silent_below() => Rule.Finds(
        RuleId.LargeTraining,
        "[[|Network(40000)|]] [Dense(40000)] partial class Net;",
        "Training takes 12.0 GB at a batch size of 32 on one thread, beside the parameters and what the optimizer keeps; 'dense' has the largest share, 12.0 GB");

    [Theory]
    [InlineData("3, 224, 224", "3", "224", "224x224x3")]
    [InlineData("channels: 64, height: 4, width: 48", "4", "64", "48x64x4")]
    [InlineData("1, 32, 32", "1", "32", "32x32x1")]
    [InlineData("3, 480, 640", "3", "640", "480x640x3")]
    public Task NG0308_an_input_has_its_channels_last(string input, string rows, string channels, string right) => Rule.Finds(
        RuleId.ChannelsFirst,
        $"[[|Network({input})|]] [Flatten] [Dense(2)] partial class Net;",
        $"An input of {rows} rows and {channels} channels is meant with its channels first; the order is (height, width, channels), here {right}");

    [Theory]
    [InlineData("224, 224, 3")]
    [InlineData("28, 28, 1")]
    [InlineData("1, 5000, 12")]
    [InlineData("1, 100, 64")]
    [InlineData("4, 4, 512")]
    [InlineData("3, 3, 3")]
    [InlineData("2, 128, 8")]
    [InlineData("784")]
    public Task NG0308_is_silent_on_images_signals_and_features(string input) => Rule.Silent($"[Network({input})] [Flatten] [Dense(2)] partial class Net;".Replace(
        "[Network(784)] [Flatten]", "[Network(784)]", StringComparison.Ordinal));

    [Fact]
    public Task NG0308_is_repaired_by_the_right_order() => Rule.Fixes<ChannelOrderFix>(
        RuleId.ChannelsFirst,
        "[[|Network(3, 32, 32 + 1, LayerOutputs = true)|]] [Flatten] [Dense(2)] partial class Net; [[|Network(width: 9, channels: 8, height: 3)|]] [Flatten] [Dense(2)] partial class Other;",
        "[Network(32, 32 + 1, 3, LayerOutputs = true)] [Flatten] [Dense(2)] partial class Net; [Network(width: 8, channels: 3, height: 9)] [Flatten] [Dense(2)] partial class Other;",
        iterations: 2);

    [Theory]
    [InlineData("[[|Conv2D(2, 8, 3)|]]", "2", "8", "3")]
    [InlineData("[[|Conv2D(2, 6, 5)|]]", "2", "6", "5")]
    [InlineData("[Conv2D(4, 1, Activation = Activation.ReLU)] [[|Conv2D(4, 8, 1)|]]", "4", "8", "1")]
    public Task NG0309_filters_come_before_the_kernel(string layers, string filters, string size, string strides) => Rule.Finds(
        RuleId.ChannelsBeforeKernel,
        Sources.Image(layers),
        $"Conv2D({filters}, {size}, {strides}) has {filters} filters of {size}x{size} at strides of {strides}, and {filters} channels arrive here; the order "
            + $"is filters, kernel size, strides, and (in, out, kernel) is written Conv2D({size}, {strides})");

    [Theory]
    [InlineData("[Conv2D(2, 3, 1)]")]
    [InlineData("[Conv2D(2, 3, 2)]")]
    [InlineData("[Conv2D(2, 7, 2)]")]
    [InlineData("[Conv2D(2, 4, 2)]")]
    [InlineData("[Conv2D(2, 4, 4)]")]
    [InlineData("[Conv2D(2, 2, 1)]")]
    [InlineData("[Conv2D(2, 8)]")]
    [InlineData("[Conv2D(3, 8, 1)]")]
    public Task NG0309_is_silent_on_kernels(string layer) => Rule.Silent(Sources.Image(layer));

    [Fact]
    public Task NG0309_is_repaired_by_leaving_out_the_channels() => Rule.Fixes<ChannelOrderFix>(
        RuleId.ChannelsBeforeKernel,
        "[Network(32, 32, 3)] [[|Conv2D(3, 16, 5, Activation = Activation.ReLU)|]] [Flatten] [Dense(2)] partial class Net;",
        "[Network(32, 32, 3)] [Conv2D(16, 5, Activation = Activation.ReLU)] [Flatten] [Dense(2)] partial class Net;");
}
