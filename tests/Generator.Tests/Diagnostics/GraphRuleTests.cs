using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about which layer reads which.</summary>
public class GraphRuleTests
{
    private const string Same = "Padding = Padding.Same";
    private const string Image = "1 or -3 for rows, 2 or -2 for columns, 3 or -1 for channels";
    private const string SameSizes = ": 'same' padding keeps rows and columns, and strides must be equal on both ways";
    private const string OneByOne = ": a convolution of 1x1 brings one to the channels of the other";

    [Theory]
    [InlineData("[Dense(2, Input = [|\"stam\"|])]", "stam", "did you mean 'stem'?")]
    [InlineData("[Dense(2, Input = [|\"STEM\"|])]", "STEM", "did you mean 'stem'?")]
    [InlineData("[Dense(2, Input = [|\"inptu\"|])]", "inptu", "did you mean 'input'?")]
    [InlineData("[Dense(2, Input = [|\"elsewhere\"|])]", "elsewhere", "there are input, stem, dense")]
    [InlineData("[Add([|\"dense_1\"|])] [Dropout(0.1)] [Add(\"stem\")]", "dense_1", "did you mean 'dense'?")]
    [InlineData("[Add(\"stem\", [|\"den\"|])]", "den", "there are input, stem, dense")]
    [InlineData("[Add(new[] { \"stem\", [|\"dance\"|] })]", "dance", "did you mean 'dense'?")]
    [InlineData("[Add([\"stem\", [|\"\"|]])]", "", "there are input, stem, dense")]
    [InlineData("[Add(layers: [|\"stam\"|])]", "stam", "did you mean 'stem'?")]
    public Task NG0114_a_name_is_that_of_a_layer_above(string layer, string name, string hint) => Rule.Finds(
        RuleId.UnknownInput,
        $"[Network(4)] [Dense(4, Name = \"stem\", Activation = Activation.ReLU)] [Dense(4, Activation = Activation.ReLU)] {layer} public partial class Net;",
        $"No layer is called '{name}'; a layer must name one that stands above it, or the network's 'input': {hint}");

    [Fact]
    public Task NG0114_is_silent_for_given_and_default_names_and_the_input() => Rule.Silent("""
        [Network(4)] [Dense(4, Name = "stem", Activation = Activation.ReLU)] [Dense(4, Activation = Activation.ReLU)] [Add("stem")]
        [Dense(4, Input = "add", Activation = Activation.ReLU)] [Add("dense", "input", "dense_1")] [Dense(2, Input = null)] public partial class Net;
        """);

    [Fact]
    public Task NG0114_is_silent_where_the_order_of_layers_is_unknown() => Rule.Finds(
        RuleId.LayersOnSeveralDeclarations,
        "[Network(4)] [Dense(2)] public partial class Net; [[|Dense(2, Input = \"nobody\")|]] public partial class Net;",
        "The layers of 'Net' stand on several declarations, which have no order; all layers must stand on one of them");

    [Fact]
    public Task NG0114_is_repaired_by_the_name_that_is_near() => Rule.Fixes<NameFix>(
        RuleId.UnknownInput,
        """
        [Network(4)] [Dense(4, Name = "stem", Activation = Activation.ReLU)] [Dense(4, Activation = Activation.ReLU)] [Add([|"stm"|])]
        [Dense(4, Activation = Activation.ReLU)] [Add("add", [|"dence_1"|], "stem")] [Dense(2, Input = [|"ad_1"|])] public partial class Net;
        """,
        """
        [Network(4)] [Dense(4, Name = "stem", Activation = Activation.ReLU)] [Dense(4, Activation = Activation.ReLU)] [Add("stem")]
        [Dense(4, Activation = Activation.ReLU)] [Add("add", "dense_1", "stem")] [Dense(2, Input = "add_1")] public partial class Net;
        """,
        iterations: 3);

    [Theory]
    [InlineData("[Dense(4, Name = \"me\", Input = [|\"me\"|])] [Dense(2)]", "me", "is the layer itself")]
    [InlineData("[Dense(4, Input = [|\"dense_1\"|])] [Dense(2)]", "dense_1", "stands further down")]
    [InlineData("[Dense(4)] [Add([|\"last\"|])] [Dense(2, Name = \"last\")]", "last", "stands further down")]
    public Task NG0115_a_layer_reads_what_stands_above_it(string layers, string name, string why) => Rule.Finds(
        RuleId.LaterInput,
        $"[Network(4)] {layers} public partial class Net;",
        $"'{name}' {why}; a layer must name one that stands above it, or the network's 'input'");

    [Fact]
    public Task NG0115_is_silent_for_a_layer_above() => Rule.Silent("[Network(4)] [Dense(4, Name = \"me\")] [Add(\"input\")] public partial class Net;");

    [Fact]
    public Task NG0116_every_layer_leads_to_the_output() => Rule.Finds(
        RuleId.UnreadLayer,
        "[Network(4)] [Dense(4, Name = \"stem\", Activation = Activation.ReLU)] [[|Dense(3)|]] [Dense(2, Input = \"stem\")] public partial class Net;",
        "No layer reads 'dense', for 'dense_1' behind it names others; every layer must lead to the output, so one must name it or it must go");

    [Fact]
    public Task NG0116_is_silent_where_a_later_layer_names_it() => Rule.Silent(
        "[Network(4)] [Dense(4, Name = \"stem\")] [Dense(3)] [Dense(3, Input = \"stem\")] [Add(\"dense\")] public partial class Net;");

    [Theory]
    [InlineData("Add")]
    [InlineData("Add()")]
    [InlineData("Add(null)")]
    [InlineData("Add(new string[0])")]
    public Task NG0117_a_merging_layer_names_another(string layer) => Rule.Finds(
        RuleId.NothingToMerge,
        $"[Network(4)] [Dense(4)] [[|{layer}|]] public partial class Net;",
        "Add names no layer; it must name one to join with the layer above, or several to join with each other");

    [Fact]
    public Task NG0117_is_silent_for_one_name() => Rule.Silent("[Network(4)] [Dense(4)] [Add(\"input\")] public partial class Net;");

    [Theory]
    [InlineData("[Add([|\"dense\"|])]", "dense")]
    [InlineData("[Add(\"input\", \"dense\", [|\"input\"|])]", "input")]
    [InlineData("[Add([|\"input\"|], Input = \"input\")] [Add(\"dense\")]", "input")]
    public Task NG0118_a_layer_is_merged_with_another(string layers, string name) => Rule.Finds(
        RuleId.MergedWithItself,
        $"[Network(4)] [Dense(4)] {layers} public partial class Net;",
        $"Add joins '{name}' with itself; the names should be those of different layers");

    [Theory]
    [InlineData("[Add(\"input\")]")]
    [InlineData("[Multiply(\"dense\")] [Add(\"input\")]")]
    [InlineData("[Multiply(\"dense\", \"dense\")] [Add(\"input\")]")]
    public Task NG0118_is_silent_for_different_layers_and_for_squares(string layers) => Rule.Silent($"[Network(4)] [Dense(4)] {layers} public partial class Net;");

    [Fact]
    public Task NG0118_speaks_of_every_layer_that_joins_others() => Rule.Finds(
        RuleId.MergedWithItself,
        "[Network(4)] [Dense(4)] [Concatenate([|\"dense\"|], Axis = 1)] public partial class Net;",
        "Concatenate joins 'dense' with itself; the names should be those of different layers");

    [Theory]
    [InlineData("\"dense\", \"input\", [|\"dense_1\"|]", "3")]
    [InlineData("\"dense\", \"input\", [|\"dense_1\"|], \"dropout\"", "4")]
    public Task NG0119_a_difference_is_of_two(string names, string count) => Rule.Finds(
        RuleId.SubtractOfMany,
        $"[Network(4)] [Dropout(0.1)] [Dense(4, Input = \"input\")] [Dense(4, Input = \"dropout\")] [Subtract({names})] public partial class Net;",
        $"Subtract names {count} layers; it must name one, to be subtracted from the layer above, or two, of which the second is subtracted from the first");

    [Theory]
    [InlineData("[Subtract(\"input\")]")]
    [InlineData("[Subtract(\"input\", \"dense\")]")]
    [InlineData("[Dense(4, Input = \"input\")] [Average(\"dense\", \"dense_1\", \"input\")]")]
    public Task NG0119_is_silent_for_two_and_for_other_layers(string layers) => Rule.Silent($"[Network(4)] [Dense(4)] {layers} public partial class Net;");

    [Theory]
    [InlineData("[Conv2D(4, 3)] [Add([|\"input\"|])]", "conv2d", "4x6x4", "input", "6x8x4", SameSizes)]
    [InlineData("[Conv2D(3, 1)] [Add([|\"input\"|])]", "conv2d", "6x8x3", "input", "6x8x4", OneByOne)]
    [InlineData("[Flatten] [Add([|\"input\"|])]", "flatten", "192", "input", "6x8x4", ": [Flatten] makes the image a vector")]
    [InlineData("[Flatten] [Dense(3)] [Add([|\"input\"|])]", "dense", "3", "input", "6x8x4", "")]
    [InlineData("[Flatten] [Dense(3)] [Dense(3)] [Dense(2)] [Add(\"dense\", \"dense_1\", [|\"dense_2\"|])]", "dense", "3", "dense_2", "2", "")]
    [InlineData("[Conv2D(1, 1)] [Conv2D(2, 1)] [Add(\"input\", \"conv2d\", [|\"conv2d_1\"|])]", "input", "6x8x4", "conv2d_1", "6x8x2", OneByOne)]
    public Task NG0310_shapes_that_are_merged_fit(string layers, string one, string shape, string other, string otherShape, string hint) => Rule.Finds(
        RuleId.ShapesDoNotFit,
        $"[Network(6, 8, 4)] {layers} public partial class Net;",
        $"Add cannot join '{one}', {shape}, with '{other}', {otherShape}; each size must be equal to its counterpart or 1, counted from the right{hint}");

    [Theory]
    [InlineData("[Conv2D(4, 3, " + Same + ")] [Add(\"input\")] [Flatten] [Dense(2)]")]
    [InlineData("[Conv2D(1, 3, " + Same + ")] [Add(\"input\")] [Flatten] [Dense(2)]")]
    [InlineData("[Flatten] [Dense(4)] [Add(\"input\")] [Flatten] [Dense(2)]")]
    [InlineData("[Flatten] [Dense(1, Activation = Activation.ReLU)] [Dense(3)] [Add(\"dense\")]")]
    public Task NG0310_is_silent_where_sizes_are_equal_or_1(string layers) => Rule.Silent($"[Network(6, 8, 4)] {layers} public partial class Net;");

    [Fact]
    public Task NG0310_names_the_layer_that_joins() => Rule.Finds(
        RuleId.ShapesDoNotFit,
        "[Network(6, 8, 4)] [Conv2D(4, 3)] [Maximum([|\"input\"|])] public partial class Net;",
        "Maximum cannot join 'conv2d', 4x6x4, with 'input', 6x8x4; each size must be equal to its counterpart or 1, counted from the right" + SameSizes);

    [Theory]
    [InlineData("[Conv2D(4, 1)] [Concatenate(\"input\", Axis = [|0|])]", "0", Image, ": 0 is the batch, whose samples are not joined")]
    [InlineData("[Conv2D(4, 1)] [Concatenate(\"input\", Axis = [|-4|])]", "-4", Image, ": 0 is the batch, whose samples are not joined")]
    [InlineData("[Conv2D(4, 1)] [Concatenate(\"input\", Axis = [|4|])]", "4", Image, "")]
    [InlineData("[Conv2D(4, 1)] [Concatenate(\"input\", Axis = [|int.MinValue|])]", "-2147483648", Image, "")]
    [InlineData("[Flatten] [Dense(2)] [Concatenate(\"flatten\", Axis = [|3|])]", "3", "1 or -1 for the values of a vector", "")]
    [InlineData("[Flatten] [Dense(2)] [Concatenate(\"flatten\", Axis = [|-2|])]", "-2", "1 or -1 for the values of a vector", ": 0 is the batch, whose samples are not joined")]
    public Task NG0311_the_axis_of_a_concatenation_is_one_of_a_sample(string layers, string axis, string allowed, string hint) => Rule.Finds(
        RuleId.AxisOutOfRange,
        $"[Network(6, 8, 4)] {layers} public partial class Net;",
        $"Concatenate cannot join along the axis {axis}; it must be {allowed}{hint}");

    [Theory]
    [InlineData("[Concatenate(\"input\", Axis = 1)] [Flatten]")]
    [InlineData("[Concatenate(\"input\", Axis = -2)] [Flatten]")]
    [InlineData("[Concatenate(\"input\", Axis = 3)] [Flatten]")]
    [InlineData("[Flatten] [Dense(2)] [Concatenate(\"flatten\", Axis = 1)]")]
    public Task NG0311_and_NG0312_are_silent_along_every_axis(string layers) => Rule.Silent(
        $"[Network(6, 8, 4)] [Conv2D(4, 1, Activation = Activation.ReLU)] {layers} [Dense(2)] public partial class Net;");

    [Theory]
    [InlineData("[Conv2D(2, 3)] [Concatenate([|\"input\"|])]", "conv2d", "4x6x2", "input", "6x8x4", "channels", ": 'same' padding keeps rows and columns, and strides must be equal on both ways")]
    [InlineData("[Conv2D(2, 1)] [Concatenate(\"input\", [|\"conv2d\"|], Axis = 1)]", "input", "6x8x4", "conv2d", "6x8x2", "rows", ": channels are joined along axis -1")]
    [InlineData("[MaxPooling2D(2)] [Concatenate([|\"input\"|], Axis = 2)]", "max_pooling2d", "3x4x4", "input", "6x8x4", "columns", "")]
    [InlineData("[Flatten] [Dense(3)] [Concatenate(\"flatten\", \"dense\", [|\"input\"|])]", "flatten", "192", "input", "6x8x4", "values", ": [Flatten] makes an image a vector")]
    public Task NG0312_shapes_that_are_concatenated_are_equal_but_along_the_axis(
        string layers, string one, string shape, string other, string otherShape, string axis, string hint) => Rule.Finds(
        RuleId.SizesDiffer,
        $"[Network(6, 8, 4)] {layers} public partial class Net;",
        $"Concatenate cannot join '{one}', {shape}, with '{other}', {otherShape}, along the {axis}; all other sizes must be equal{hint}");

    [Fact]
    public Task NG0206_the_input_of_a_layer_that_names_all_it_reads_has_no_effect() => Rule.Finds(
        RuleId.WithoutEffect,
        "[Network(4)] [Dense(4)] [Add(\"input\", \"dense\", Input = [|\"dense\"|])] public partial class Net;",
        "Input has no effect: Add reads the layers that it names; given is 2 names");

    [Fact]
    public Task NG0109_the_name_of_the_networks_input_is_taken() => Rule.Finds(
        RuleId.InvalidName,
        "[Network(4)] [Dense(4, Name = [|\"input\"|])] public partial class Net;",
        "'input' cannot be the name of a layer; a name must begin with a letter or digit and hold at most 128 characters: letters, digits, '_', '-' and '.', "
            + "and not be 'input', which is the network's");

    [Fact]
    public Task NG0305_is_repaired_with_the_image_that_a_layer_names() => Rule.Fixes<InsertFlattenFix>(
        RuleId.DenseOnImage,
        """
        [Network(6, 6, 1)] [Conv2D(2, 3, Name = "stem")] [Flatten] [Dense(3)]
        [[|Dense(3, Input = "stem")|]]
        [Add("dense")] public partial class Net;
        """,
        """
        [Network(6, 6, 1)] [Conv2D(2, 3, Name = "stem")] [Flatten] [Dense(3)]
        [Flatten(Input = "stem")]
        [Dense(3)]
        [Add("dense")] public partial class Net;
        """);

    [Theory]
    [InlineData("[Flatten] [{|NG0306:Flatten|}] [Dense(3)] [Dense(3, Input = \"flatten_1\")] [Add(\"dense\")]")]
    public Task NG0306_is_left_alone_where_layers_are_named(string layers) => Rule.Fixes<RemoveLayerFix>(
        RuleId.FlattenOnVector,
        $"[Network(6, 6, 1)] {layers} public partial class Net;",
        $"[Network(6, 6, 1)] {layers} public partial class Net;",
        iterations: 0);
}
