using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about blocks, and where the other rules speak of what stands in one.</summary>
public class BlockRuleTests
{
    /// <summary>A block with a constant and an argument of nearly the same name, behind its layers.</summary>
    private const string ClassOfFilters = "public sealed class Features : BlockAttribute { private const int Filters = 1; public Features(int filters) { } }";

    private const string End = "[Flatten] [Dense(2)] public partial class Net;";

    private const string Features = """
        [Conv2D(Filters, Size, Padding = Padding.Same, Activation = Activation.ReLU)]
        public sealed class Features : BlockAttribute { private const int Filters = 1, Size = 3; public Features(int filters, int size = Size) { } }
        """;

    [Fact]
    public async Task NG0122_a_block_is_declared_in_the_project()
    {
        using var library = new MemoryStream();
        CSharpCompilation blocks = CSharpCompilation.Create(
            "Shapes", [CSharpSyntaxTree.ParseText("using NetGen; " + Features)], NetworkCompilation.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(blocks.Emit(library).Success);
        MetadataReference reference = MetadataReference.CreateFromImage(library.ToArray());
        CSharpCompilation network = CSharpCompilation.Create(
            "App",
            [CSharpSyntaxTree.ParseText($"using NetGen; [Network(8, 8, 1)] [Features(4)] {End}")],
            [.. NetworkCompilation.References, reference],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        Diagnostic finding = Assert.Single(await network.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync());
        Assert.Equal(
            "'Features' is compiled in 'Shapes', where its layers' arguments are numbers and no longer expressions; a block must be declared in the project that uses it",
            finding.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task NG0123_a_parameter_has_a_constant() => Rule.Finds(
        RuleId.ParameterWithoutConstant,
        $$"""[Conv2D(4, 3)] public sealed class Features : BlockAttribute { private const int Count = 1; public Features(int filters) { } } [Network(8, 8, 1)] [[|Features(4)|]] {{End}}""",
        "Block 'Features' has no constant for the parameter 'filters' of its constructor; the class must have one of the same name, which its layers can use");

    [Fact]
    public Task NG0124_a_block_does_not_use_itself() => Rule.Finds(
        RuleId.BlockUsesItself,
        $"[B] public sealed class A : BlockAttribute; [Conv2D(4, 3)] [A] public sealed class B : BlockAttribute; [Network(8, 8, 1)] [[|A|]] {End}",
        "A block uses itself: A -> B -> A; blocks must end in layers, and what repeats must say so with Repeat (in the block's layer 'a_b_A')");

    [Theory]
    [InlineData("Filters << 1")]
    [InlineData("1 + (Filters | 2)")]
    public Task NG0125_an_argument_can_be_computed_for_every_use(string argument) => Rule.Finds(
        RuleId.UnreadableArgument,
        $"[Conv2D([|{argument}|], 3)] {ClassOfFilters} [Network(8, 8, 1)] [Features(4)] {End}",
        $"'{(argument.Contains('(', System.StringComparison.Ordinal) ? "Filters | 2" : argument)}' cannot be computed for every use of the block; "
            + "an argument must be made of constants, numbers, + - * / %, comparisons, && || !, casts and ?: (in the block's layer 'features_Conv2D')");

    [Theory]
    [InlineData("8 / Filters", "0", "is divided by zero")]
    [InlineData("2000000000 * Filters", "2", "is beyond what an int holds")]
    public Task NG0126_an_argument_has_a_value(string argument, string given, string what) => Rule.Finds(
        RuleId.IncomputableArgument,
        $"[Conv2D({argument}, 3)] {ClassOfFilters} [Network(8, 8, 1)] [Features([|{given}|])] {End}",
        $"'filters' of Conv2D {what} in this use of the block; its hyperparameters and its input must give a number that an int holds (in the block's layer 'features_Conv2D')");

    /// <summary>The largest numbers on the way to an argument, of both signs, are numbers that an int holds.</summary>
    [Theory]
    [InlineData("Filters + 2147483647 - 2147483647")]
    [InlineData("Filters - 2147483647 + 2147483647")]
    [InlineData("2147483647 * Filters / 2147483647")]
    public Task NG0126_is_silent_up_to_the_largest_number(string argument) => Rule.Silent(
        $"[Conv2D(({argument}) + 3, 3, Activation = Activation.ReLU)] {ClassOfFilters} [Network(8, 8, 1)] [Features({(argument.Contains('*', System.StringComparison.Ordinal) ? 1 : 0)})] {End}");

    /// <summary>Beside blocks the network's own layers are named and found as without them.</summary>
    [Fact]
    public async Task NG0114_names_beside_blocks_are_those_of_layers_above_and_of_the_input()
    {
        await Rule.Silent($"{Features} [Network(8, 8, 4)] [Features(4)] [Add(\"features\", \"input\")] {End}");
        await Rule.Finds(
            RuleId.UnknownInput,
            $"{Features} [Network(8, 8, 4)] [Features(4)] [Add(\"features\", [|\"inputs\"|])] {End}",
            "No layer is called 'inputs'; a layer must name one that stands above it, or the network's 'input': did you mean 'input'?");
    }

    [Fact]
    public Task NG0127_a_block_has_layers() => Rule.Finds(
        RuleId.EmptyBlock,
        $"public sealed class Nothing : BlockAttribute; [Network(8, 8, 1)] [[|Nothing|]] {End}",
        "Block 'Nothing' has no layers; its class must carry the attributes of at least one");

    /// <summary>A digit too many, blocks that multiply with and without a number, and uses that come to no layer at all: all end at once.</summary>
    [Theory]
    [InlineData("[Twice]", "[Outer(Repeat = [|100663045|])]", "")]
    [InlineData("[Twice(Repeat = [|10|])]", "[Outer(Repeat = 1000)]", " (in the block's layer 'outer_100_Twice')")]
    [InlineData("[Twice(OnlyIf = false, Repeat = [|2000000000|])]", "[Outer]", " (in the block's layer 'outer_Twice')")]
    public Task NG0128_blocks_end(string inside, string use, string place) => Rule.Finds(
        RuleId.TooManyLayers,
        "[Conv2D(2, 1, Activation = Activation.ReLU), Conv2D(2, 1, Activation = Activation.ReLU)] public sealed class Twice : BlockAttribute; "
            + $"{inside} public sealed class Outer : BlockAttribute; [Network(8, 8, 1)] {use} {End}",
        $"With this the network's blocks come to more than 4000 layers and uses of blocks, which is all that is unfolded; Repeat and blocks in blocks multiply{place}");

    [Fact]
    public Task Blocks_that_nobody_uses_and_blocks_without_mistakes_are_left_alone() => Rule.Silent(
        $"{Features} [Dropout(7.0)] public sealed class Unused : BlockAttribute; [Network(8, 8, 1)] [Features(4)] [Features(4, size: 1, Repeat = 2)] {End}");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public Task A_block_stands_at_least_once_in_a_row(string repeat) => Rule.Finds(
        RuleId.BelowOne,
        $"{Features} [Network(8, 8, 1)] [Features(4, Repeat = [|{repeat}|])] {End}",
        $"Repeat of Features is {repeat}; it must be at least 1");

    [Fact]
    public Task A_wrong_hyperparameter_is_found_where_the_use_gives_it() => Rule.Finds(
        RuleId.BelowOne,
        $"{Features} [Network(8, 8, 1)] [Features(4)] [Features([|0|])] {End}",
        "filters of Conv2D is 0; it must be at least 1 (in the block's layer 'features_1_conv2d')");

    [Fact]
    public Task A_mistake_that_is_the_same_in_all_uses_is_found_in_the_block_once() => Rule.Finds(
        RuleId.BelowOne,
        $"[Conv2D([|0|], 3)] public sealed class Features : BlockAttribute; [Network(8, 8, 1)] [Features] {End}",
        "filters of Conv2D is 0; it must be at least 1 (in the block's layer 'features_conv2d')");

    [Fact]
    public Task A_shape_that_does_not_fit_is_found_at_the_use() => Rule.Finds(
        RuleId.ShapesDoNotFit,
        "[Conv2D(4, 3, Name = \"a\", Activation = Activation.ReLU)] [Conv2D(5, 3, Padding = Padding.Same)] [Add([|\"a\"|])] "
            + $"public sealed class Features : BlockAttribute; [Network(8, 8, 1)] [Features] {End}",
        "Add cannot join 'features_conv2d', 6x6x5, with 'features_a', 6x6x4; each size must be equal to its counterpart or 1, counted from the right: "
            + "a convolution of 1x1 brings one to the channels of the other (in the block's layer 'features_add')");

    [Fact]
    public Task A_block_knows_its_own_layers_and_what_comes_in() => Rule.Finds(
        RuleId.UnknownInput,
        $"[Conv2D(4, 3, Activation = Activation.ReLU)] [Conv2D(4, 3, Input = [|\"block_imput\"|])] public sealed class Features : BlockAttribute; [Network(8, 8, 1)] [Features] {End}",
        "No layer is called 'block_imput'; a layer must name one that stands above it, or the network's 'input': did you mean 'block_input'? (in the block's layer 'features_Conv2D')");

    /// <summary>What is wrong in a block can be repaired there.</summary>
    [Fact]
    public async Task The_name_that_is_near_goes_with_a_finding_in_a_block()
    {
        CSharpCompilation network = CSharpCompilation.Create(
            "App",
            [
                CSharpSyntaxTree.ParseText(
                    "using NetGen; [Conv2D(4, 3, Activation = Activation.ReLU)] [Conv2D(4, 3, Input = \"block_imput\")] "
                        + $"public sealed class Features : BlockAttribute; [Network(8, 8, 1)] [Features] {End}"),
            ],
            NetworkCompilation.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        Diagnostic finding = Assert.Single(await network.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync());
        Assert.Equal(RuleId.UnknownInput, finding.Id);
        Assert.Equal("block_input", finding.Properties[NetworkAnalyzer.Repair]);
    }
}
