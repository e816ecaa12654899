using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The rules about groups of a convolution.</summary>
public class GroupRuleTests
{
    [Theory]
    [InlineData("Groups = [|3|]", 3)]
    [InlineData("Padding = Padding.Same, Groups = [|16|]", 16)]
    public Task NG0234_groups_divide_the_filters(string argument, int groups) => Rule.Finds(
        RuleId.GroupsOfFilters,
        Network($"[Conv2D(8, 3, {argument})]"),
        $"8 filters of Conv2D do not fall into {groups} groups of equally many; Groups must divide the number of filters");

    [Fact]
    public Task NG0314_groups_divide_the_channels() => Rule.Finds(
        RuleId.GroupsOfChannels,
        Network("[Conv2D(8, 3, Groups = [|4|])]"),
        "6 channels arrive at Conv2D, which do not fall into 4 groups of equally many; Groups must divide their number");

    [Theory]
    [InlineData("[Conv2D(8, 3, Groups = 2)]")]
    [InlineData("[Conv2D(12, 3, Groups = 6)]")]
    public Task Groups_that_divide_both_are_silent(string layer) => Rule.Silent(Network(layer));

    [Fact]
    public Task NG0201_there_is_a_group() => Rule.Finds(RuleId.BelowOne, Network("[Conv2D(8, 3, Groups = [|0|])]"), "Groups of Conv2D is 0; it must be at least 1");

    private static string Network(string layer) => $"[Network(9, 9, 6)] {layer} [Activation(Activation.ReLU)] [Flatten] [Dense(2)] public partial class Net;";
}
