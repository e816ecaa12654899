using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about a network's class, attributes and names.</summary>
public class StructureRuleTests
{
    [Fact]
    public Task NG0101_a_network_must_be_partial() => Rule.Finds(
        RuleId.NotPartial,
        "[Network(4)] [Dense(2)] public sealed class [|Net|];",
        "'Net' is not partial; a network must be a partial class, so that its members can be added");

    [Fact]
    public Task NG0101_is_silent_where_another_part_is_partial() =>
        Rule.Silent("[Network(4)] [Dense(2)] public class Net; public partial class Net;");

    [Fact]
    public Task NG0101_is_repaired_by_the_word() => Rule.Fixes<MakePartialFix>(
        RuleId.NotPartial,
        """
        [Network(4)] [Dense(2)] public sealed class [|Net|];
        [Network(4)] [Dense(2)] class [|Other|] { }
        """,
        """
        [Network(4)] [Dense(2)] public sealed partial class Net;
        [Network(4)] [Dense(2)] partial class Other { }
        """,
        iterations: 2);

    [Fact]
    public Task NG0102_a_type_around_a_network_must_be_partial() => Rule.Finds(
        RuleId.ContainingTypeNotPartial,
        "partial class Outer { public struct [|Middle|] { [Network(4)] [Dense(2)] partial class Net; } }",
        "'Net' lies in a type that is not partial; every containing type must be, here as 'partial struct Middle'");

    [Fact]
    public Task NG0102_is_silent_where_all_are_partial() =>
        Rule.Silent("partial class Outer { public partial struct Middle { [Network(4)] [Dense(2)] partial class Net; } }");

    [Fact]
    public Task NG0102_is_repaired_by_the_word() => Rule.Fixes<MakePartialFix>(
        RuleId.ContainingTypeNotPartial,
        "static class [|Outer|] { public readonly ref struct [|Middle|] { [Network(4)] [Dense(2)] partial class Net; } }",
        "static partial class Outer { public readonly ref partial struct Middle { [Network(4)] [Dense(2)] partial class Net; } }",
        iterations: 2);

    [Theory]
    [InlineData("static partial class [|Net|];", "static")]
    [InlineData("abstract partial class [|Net|];", "abstract")]
    [InlineData("partial class [|Net|]<T>;", "generic")]
    [InlineData("partial record [|Net|];", "a record")]
    [InlineData("file partial class [|Net|];", "local to its file")]
    [InlineData("static class [|Net|];", "static")]
    public Task NG0103_only_an_ordinary_class_can_be_a_network(string type, string words) => Rule.Finds(
        RuleId.UnsupportedClass,
        "[Network(4)] [Dense(2)] " + type,
        $"'Net' is {words}; a network must be an ordinary class: not static, abstract, generic, a record or local to its file");

    [Fact]
    public Task NG0103_a_class_within_one_that_is_local_to_its_file_is_local_to_it_too() => Rule.Finds(
        RuleId.UnsupportedClass,
        "file partial class Outer { [Network(4)] [Dense(2)] partial class [|Net|]; }",
        "'Net' is local to its file; a network must be an ordinary class: not static, abstract, generic, a record or local to its file");

    [Theory]
    [InlineData("[Network(4)] [Dense(2)] internal partial class Net;")]
    [InlineData("partial class Outer<T> { [Network(4)] [Dense(2)] private sealed partial class Net; }")]
    [InlineData("[Network(4)] [Dense(2)] partial struct Net;")] // The compiler says that the attributes are for classes.
    public Task NG0103_is_silent_elsewhere(string source) => Rule.Silent(source);

    [Fact]
    public Task NG0104_a_network_needs_layers() => Rule.Finds(
        RuleId.NoLayers,
        "[[|Network(4)|]] partial class Net;",
        "'Net' has no layers; a network must have at least one layer attribute next to [Network]");

    [Fact]
    public Task NG0104_is_silent_where_the_layers_stand_on_another_part() =>
        Rule.Silent("[Network(4)] partial class Net; [Dense(2)] partial class Net;");

    [Fact]
    public Task NG0105_layers_need_a_network() => Rule.Finds(
        RuleId.MissingNetwork,
        "[[|Conv2D(4, 3)|]] [Flatten] partial class Net;",
        "'Net' has layers but no [Network]; the shape of the input must be given: [Network(height, width, channels)] or [Network(features)]");

    [Fact]
    public Task NG0105_is_silent_where_the_network_stands_on_another_part() =>
        Rule.Silent("[Dense(2)] partial class Net; [Network(4)] partial class Net;");

    [Fact]
    public Task NG0105_is_repaired_by_an_image_to_be_filled_in() => Rule.Fixes<AddNetworkFix>(
        RuleId.MissingNetwork,
        """
        namespace Shop
        {
            // The layers.
            [[|Conv2D(4, 3)|]]
            [Flatten]
            partial class Net;
        }
        """,
        """
        namespace Shop
        {
            // The layers.
            [Network(height: {|NG0301:0|}, width: {|NG0301:0|}, channels: {|NG0301:0|})]
            [Conv2D(4, 3)]
            [Flatten]
            partial class Net;
        }
        """);

    [Fact]
    public Task NG0105_is_repaired_by_a_vector_before_a_dense_layer() => Rule.Fixes<AddNetworkFix>(
        RuleId.MissingNetwork,
        "[[|Dense(4)|], Dense(2)] partial class Net;",
        "[Network(features: {|NG0301:0|}), Dense(4), Dense(2)] partial class Net;");

    [Fact]
    public Task NG0106_layers_must_stand_on_one_declaration() => Rule.Finds(
        RuleId.LayersOnSeveralDeclarations,
        "[Network(4)] [Dense(2)] partial class Net; [[|Dense(3)|]] partial class Net;",
        "The layers of 'Net' stand on several declarations, which have no order; all layers must stand on one of them");

    [Fact]
    public Task NG0106_leaves_nothing_to_say_about_shapes() => Rule.Finds(
        RuleId.LayersOnSeveralDeclarations,
        "[Network(4, 4, 1)] [Dense(2)] [Dropout(0.5)] partial class Net; [[|Flatten|]] [MaxPooling2D(9)] partial class Net;",
        "The layers of 'Net' stand on several declarations, which have no order; all layers must stand on one of them");

    [Fact]
    public Task NG0106_is_silent_where_all_stand_on_one_of_several() =>
        Rule.Silent("partial class Net { int x; } [Network(4)] [Dense(3, Activation = Activation.ReLU)] [Dense(2)] partial class Net; partial class Net { int y; }");

    [Theory]
    [InlineData("[Network(4)] [Dense(2, Name = \"a\")] [Dense(2, Name = [|\"a\"|])] partial class Net;", "a")]
    [InlineData("[Network(4)] [Dense(2, Name = [|\"dense\"|])] [Dense(2)] partial class Net;", "dense")]
    public Task NG0108_names_must_be_unique(string source, string name) => Rule.Finds(
        RuleId.DuplicateName, source, $"Two layers are called '{name}'; a name must be unique in its network, and unnamed layers have names too");

    [Fact]
    public Task NG0108_is_silent_on_names_that_differ() =>
        Rule.Silent(
            "[Network(4)] [Dense(2, Name = \"a\")] [Activation(Activation.ReLU)] [Dense(2, Name = \"A\")] [Activation(Activation.ReLU)] [Dense(2)] "
                + "partial class Net; [Network(4)] [Dense(2, Name = \"a\")] partial class Other;");

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("_a")]
    [InlineData("a\\n")]
    public Task NG0109_a_name_must_be_a_name(string name) => Rule.Finds(
        RuleId.InvalidName,
        $"[Network(4)] [Dense(2, Name = [|\"{name}\"|])] partial class Net;",
        $"'{name.Replace("\\n", "\n", System.StringComparison.Ordinal)}' cannot be the name of a layer; a name must begin with a letter or digit and hold at "
            + "most 128 characters: letters, digits, '_', '-' and '.'");

    [Theory]
    [InlineData("block1-conv_2.a")]
    [InlineData("2nd")]
    [InlineData("größe")]
    public Task NG0109_is_silent_on_names(string name) =>
        Rule.Silent($"[Network(4)] [Dense(2, Name = \"{name}\")] [Activation(Activation.ReLU)] [Dense(2, Name = null)] [Activation(Activation.ReLU)] [Dense(2)] partial class Net;");

    [Fact]
    public Task NG0109_a_name_has_its_limit() => Rule.Finds(
        RuleId.InvalidName,
        $"[Network(4)] [Dense(2, Name = [|\"{new string('a', 129)}\"|])] [Dense(2, Name = \"{new string('b', 128)}\")] partial class Net;",
        $"'{new string('a', 129)}' cannot be the name of a layer; a name must begin with a letter or digit and hold at most 128 characters: letters, digits, '_', '-' and '.'");
}
