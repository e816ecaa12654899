using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about a network's members and base class.</summary>
public class MemberRuleTests
{
    [Theory]
    [InlineData("int [|_inference|];", "_inference")]
    [InlineData("public static int [|Info|]() => 1;", "Info")]
    [InlineData("class [|Parameters|];", "Parameters")]
    [InlineData("public int [|PredictionThreads|] { get; set; }", "PredictionThreads")]
    [InlineData("public event System.Action [|Predict|];", "Predict")]
    [InlineData("public void [|Predict|](System.ReadOnlySpan<float> x, System.Span<float> y) { }", "Predict")]
    [InlineData("public [|Net|](int x) { }", "Net(int)")]
    public Task NG0107_members_keep_out_of_the_networks_way(string member, string name) => Rule.Finds(
        RuleId.MemberCollision,
        $"[Network(4)] [Dense(2)] partial class Net {{ {member} }}",
        $"'{name}' stands in the way of a member that the network adds to 'Net'; the class must leave free _inference, Info, Parameters, PredictionThreads, "
        + "Predict(ReadOnlySpan<float>, Span<float>) and its constructor (int seed = 0), and have no primary constructor");

    [Fact]
    public Task NG0107_a_primary_constructor_is_in_the_way() => Rule.Finds(
        RuleId.MemberCollision,
        "[Network(4)] [Dense(2)] partial class [|Net|](string name) { }",
        "'Net(string)' stands in the way of a member that the network adds to 'Net'; the class must leave free _inference, Info, Parameters, PredictionThreads, "
        + "Predict(ReadOnlySpan<float>, Span<float>) and its constructor (int seed = 0), and have no primary constructor");

    [Theory]
    [InlineData("int [|_layerOutputs|];", "_layerOutputs")]
    [InlineData("int [|LayerOutput|] => 3;", "LayerOutput")]
    [InlineData("public float[] [|LayerOutput|](string name, System.ReadOnlySpan<float> x) => null!;", "LayerOutput")]
    public Task NG0107_members_keep_out_of_the_way_of_layers_that_are_asked_for(string member, string name) => Rule.Finds(
        RuleId.MemberCollision,
        $"[Network(4, LayerOutputs = true)] [Dense(2)] partial class Net {{ {member} }}",
        $"'{name}' stands in the way of a member that the network adds to 'Net'; the class must leave free _inference, _layerOutputs, Info, Parameters, PredictionThreads, "
        + "Predict(ReadOnlySpan<float>, Span<float>), LayerOutput(string, ReadOnlySpan<float>), LayerOutput(string, ReadOnlySpan<float>, Span<float>) "
        + "and its constructor (int seed = 0), and have no primary constructor");

    [Fact]
    public Task NG0107_is_silent_on_layers_that_nobody_asks_for() => Rule.Silent(
        "[Network(4)] [Dense(2)] partial class Net { int _layerOutputs; int LayerOutput { get; set; } }\n"
        + "[Network(4, LayerOutputs = true)] [Dense(2)] partial class Other { void LayerOutput(string name) { } }");

    [Fact]
    public Task NG0107_is_silent_on_overloads_and_other_members() => Rule.Silent(
        "[Network(4)] [Dense(2)] partial class Net { public Net(string file) : this() { } public float[] Predict(float[] x) => x; int Seed { get; set; } }");

    [Fact]
    public void NG0107_is_silent_on_the_emitted_members_themselves() => Assert.Empty(NetworkCompilation.Of(Sources.Small).Generated().Analyze());

    [Theory]
    [InlineData("class Base { public Base(string name) { } }")]
    [InlineData("class Base { private Base() { } public Base(string name) { } }")]
    [InlineData("class Base { protected Base(int x = 0) { } protected Base(string name = null) { } }")]
    public Task NG0110_a_base_class_needs_a_constructor_to_call(string source) => Rule.Finds(
        RuleId.BaseConstructor,
        source + " [Network(4)] [Dense(2)] partial class [|Net|] : Base;",
        "The constructor that is added to 'Net' calls its base class's; 'Base' must have one without parameters that the network can call, or one of optional parameters alone");

    [Theory]
    [InlineData("class Base { protected Base() { } protected Base(int x = 0) { } }")]
    [InlineData("class Base { protected internal Base(int x = 0, params string[] y) { } public Base(int x, int y) { } }")]
    [InlineData("interface Base { }")]
    [InlineData("class Base { }")]
    public Task NG0110_is_silent_where_there_is_one(string source) => Rule.Silent(
        source + " [Network(4)] [Dense(2)] partial class Net : Base; [Network(4)] [Dense(2)] partial class Unknown : Nobody;");

    [Theory]
    [InlineData("partial class [|Net|] : Base;")]
    [InlineData("partial class [|Net|] : Middle;")]
    public Task NG0111_a_network_holds_one_network(string type) => Rule.Finds(
        RuleId.DerivesFromNetwork,
        "[Network(4)] [Dense(2)] partial class Base; class Middle : Base; [Network(4)] [Dense(2)] " + type,
        $"'Net' derives from '{(type.Contains("Middle", System.StringComparison.Ordinal) ? "Middle" : "Base")}', which is a network itself; a network must "
            + "hold its own layers alone, and can have another as a member");

    [Fact]
    public Task NG0111_is_silent_on_ordinary_classes_on_either_side() =>
        Rule.Silent("class Base; [Network(4)] [Dense(2)] partial class Net : Base { readonly Other _other = null!; } class Derived : Net; [Network(4)] [Dense(2)] partial class Other;");

    [Theory]
    [InlineData("Info")]
    [InlineData("Parameters")]
    [InlineData("Predict")]
    [InlineData("_inference")]
    public Task NG0112_a_class_is_not_called_like_a_member_of_its_own(string name) => Rule.Finds(
        RuleId.ClassNamedAsMember,
        $"[Network(4)] [Dense(2)] partial class [|{name}|];",
        $"'{name}' is also a member that the network adds to the class, and a member cannot be called like its class; the name must be another than "
        + "_inference, Info, Parameters, PredictionThreads, Predict(ReadOnlySpan<float>, Span<float>)");

    [Fact]
    public Task NG0112_knows_the_members_that_are_asked_for() => Rule.Finds(
        RuleId.ClassNamedAsMember,
        "[Network(4, LayerOutputs = true)] [Dense(2)] partial class [|LayerOutput|];",
        "'LayerOutput' is also a member that the network adds to the class, and a member cannot be called like its class; the name must be another than _inference, _layerOutputs, "
        + "Info, Parameters, PredictionThreads, Predict(ReadOnlySpan<float>, Span<float>), LayerOutput(string, ReadOnlySpan<float>), LayerOutput(string, ReadOnlySpan<float>, Span<float>)");

    [Fact]
    public Task NG0112_is_silent_on_members_that_nobody_asks_for() =>
        Rule.Silent("[Network(4)] [Dense(2)] partial class LayerOutput; partial class Info { [Network(4)] [Dense(2)] partial class Net; }");

    [Theory]
    [InlineData("public [|Net|](string path) { }", "Net(string)")]
    [InlineData("[|Net|]() { }", "Net()")]
    [InlineData("Net(string x) : this(3) { } internal [|Net|](string path, int size) : base() { }", "Net(string, int)")]
    public Task NG0113_a_constructor_begins_with_the_added_one(string member, string name) => Rule.Finds(
        RuleId.UnchainedConstructor,
        $"[Network(4)] [Dense(2)] partial class Net {{ {member} }}",
        $"'{name}' does not make the parts of the network; a constructor of 'Net' must begin with the added one: {name} : this() or : this(seed)");

    [Fact]
    public Task NG0113_is_silent_where_it_does() =>
        Rule.Silent("[Network(4)] [Dense(2)] partial class Net { public Net(string path) : this() { } Net(float x) : this(\"\") { } static Net() { } ~Net() { } class Inner { Inner(int x) { } } }");

    [Fact]
    public Task NG0113_is_repaired_by_the_call() => Rule.Fixes<ChainConstructorFix>(
        RuleId.UnchainedConstructor,
        """
        [Network(4)] [Dense(2)]
        partial class Net
        {
            readonly string _path;

            public [|Net|](string path) => _path = path;

            // From two parts.
            public [|Net|](string folder, string name)
            {
                _path = folder + name;
            }
        }
        """,
        """
        [Network(4)] [Dense(2)]
        partial class Net
        {
            readonly string _path;

            public Net(string path) : this() => _path = path;

            // From two parts.
            public Net(string folder, string name) : this()
            {
                _path = folder + name;
            }
        }
        """,
        iterations: 2);

    [Fact]
    public Task NG0107_an_abstract_member_of_a_base_class_is_in_the_way() => Rule.Finds(
        RuleId.MemberCollision,
        "abstract class Base { public abstract NetworkInfo Info { get; } } [Network(4)] [Dense(2)] partial class [|Net|] : Base;",
        "'Base.Info' stands in the way of a member that the network adds to 'Net'; the class must leave free _inference, Info, Parameters, PredictionThreads, "
        + "Predict(ReadOnlySpan<float>, Span<float>) and its constructor (int seed = 0), and have no primary constructor");
}
