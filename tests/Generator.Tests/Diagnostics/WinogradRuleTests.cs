using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The rule about convolutions that are to be computed by Winograd's algorithm.</summary>
public class WinogradRuleTests
{
    [Theory]
    [InlineData("Conv2D(8, 7, Convolution = [|Convolution.Winograd|])", "7x7", "1x1", "1x1", 1)]
    [InlineData("Conv2D(8, 4, Convolution = [|Convolution.Winograd|])", "4x4", "1x1", "1x1", 1)]
    [InlineData("Conv2D(8, KernelHeight = 5, KernelWidth = 3, Convolution = [|Convolution.Winograd|])", "5x3", "1x1", "1x1", 1)]
    [InlineData("Conv2D(8, 5, 2, Convolution = [|Convolution.Winograd|])", "5x5", "2x2", "1x1", 1)]
    [InlineData("Conv2D(8, KernelHeight = 3, KernelWidth = 1, Convolution = [|Convolution.Winograd|])", "3x1", "1x1", "1x1", 1)]
    [InlineData("Conv2D(8, 3, 2, Convolution = [|Convolution.Winograd|])", "3x3", "2x2", "1x1", 1)]
    [InlineData("Conv2D(8, 3, DilationWidth = 2, Convolution = [|Convolution.Winograd|])", "3x3", "1x1", "1x2", 1)]
    [InlineData("Conv2D(8, 3, Groups = 2, Convolution = [|Convolution.Winograd|])", "3x3", "1x1", "1x1", 2)]
    public Task NG0256_kernels_are_3x3_or_5x5_and_slide_pixel_by_pixel(string layer, string kernel, string strides, string dilation, int groups) => Rule.Finds(
        RuleId.NoWinograd,
        Network("", layer),
        $"Convolution.Winograd computes kernels of 3x3 and 5x5 at strides of 1x1 with a dilation of 1x1 in 1 group; given are {kernel}, {strides}, {dilation} and {groups}");

    [Theory]
    [InlineData("", "Conv2D(8, 3, Convolution = Convolution.Winograd)")]
    [InlineData("", "Conv2D(8, 5, Convolution = Convolution.Winograd)")]
    [InlineData("", "Conv2D(8, 7, Convolution = Convolution.Direct)")]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 7)")]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 3, 2)")]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 3, Groups = 2)")]
    public Task NG0256_is_silent_where_it_can_be_and_where_the_network_asks(string network, string layer) => Rule.Silent(Network(network, layer));

    [Fact]
    public Task NG0213_a_way_of_computing_is_one_of_three() => Rule.Finds(
        RuleId.UndefinedMember, Network(", Convolution = [|(Convolution)7|]", "Conv2D(8, 3)"), "Convolution of Network is (Convolution)7; it must be a member of Convolution");

    private static string Network(string network, string layer) =>
        $"[Network(12, 12, 2{network})] [{layer}] [Activation(Activation.ReLU)] [Flatten] [Dense(2, Activation = Activation.Softmax)] partial class Net;";
}
