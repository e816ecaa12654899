using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Declaration;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The emitted class fits into the user's code, wherever that is and whatever it is called.</summary>
public class EmittedClassTests
{
    private const string Layers = "[Network(6, 6, 1)] [Conv2D(2, 3)] [Flatten] [Dense(2)]";

    /// <summary>127 letters.</summary>
    private const string LongName =
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData($"namespace A {{ {Layers} partial class Net; }} namespace B {{ {Layers} partial class Net; }}")]
    [InlineData($"{Layers} partial class Net; {Layers} partial class NET; {Layers} partial class net;")]
    [InlineData($"partial class Outer {{ {Layers} partial class Net; partial class Inner {{ {Layers} partial class Net; }} }} namespace Outer2.Net {{ {Layers} partial class Net; }}")]
    [InlineData($"partial class Outer<T, @in> where T : new() {{ partial record struct R<U> {{ {Layers} public sealed partial class Net; }} }} partial class Outer {{ {Layers} partial class Net; }}")]
    [InlineData($"partial interface I<T> {{ {Layers} internal partial class Net; }}")]
    [InlineData($"namespace @event.@record {{ partial class @struct {{ {Layers} public partial class @class; }} }} {Layers} partial class @await;")]
    [InlineData($"namespace System {{ {Layers} partial class Span; }} namespace NetGen.Execution {{ {Layers} partial class Activation; }}")]
    [InlineData($"partial class A_B {{ {Layers} partial class C; }} partial class A {{ {Layers} partial class B_C; }} namespace A_ {{ {Layers} partial class B; }}")]
    [InlineData($"{Layers} partial class Größe; {Layers} partial class 网络;")]
    [InlineData($"{Layers} sealed partial class Net {{ public Net(string file) : this(seed: 1) {{ }} public float[] Predict(float[] x) {{ var y = new float[2]; Predict(x, y); return y; }} }}")]
    [InlineData(
        "class Base { public static int Info = 1; protected string Parameters() => \"\"; "
            + $"public void Predict(System.ReadOnlySpan<float> x, System.Span<float> y) {{ }} protected int _inference = 1; public int PredictionThreads => 1; }} {Layers} partial class Net : Base;")]
    [InlineData(
        "class Base<T> { public virtual void Predict(System.ReadOnlySpan<T> x, System.Span<T> y) { } private void Info() { } int Parameters => 3; } "
            + $"class Middle<T> : Base<T> {{ public class Info<U>; }} {Layers} partial class Net : Middle<float>;")]
    [InlineData(
        "abstract class Root { public abstract int Info { get; } } class Base : Root { public override int Info => 3; public void Predict(float[] x) { } "
            + $"public void Predict<T>(System.ReadOnlySpan<float> x, System.Span<float> y) {{ }} }} {Layers} partial class Net : Base;")]
    [InlineData(
        $"class Base {{ protected Base(string s = \"\") {{ }} public Base(int x) {{ }} }} {Layers} partial class Net : Base; "
            + $"partial class Outer {{ private Outer(params int[] x) {{ }} {Layers} partial class Other : Outer; }}")]
    [InlineData(
        "class Base { public int LayerOutput = 1, _layerOutputs = 2; } [Network(4, LayerOutputs = true)] [Dense(2)] partial class Net : Base; "
            + "class Some { public float[] LayerOutput(string x, System.ReadOnlySpan<float> y) => null!; } "
            + "[Network(4, LayerOutputs = true)] [Dense(2)] partial class Other : Some;")]
    [InlineData("class Base { public int LayerOutput = 1, _layerOutputs = 2, Info = 3; } [Network(4, LayerOutputs = true)] [Dense(0)] partial class Net : Base;")]
    [InlineData(
        $"namespace NetGen {{ class System; class Math; class Span; class Vector512; class Unsafe; {Layers} partial class Net; }} "
            + $"namespace NetGen.Execution {{ class System; class NetGen; {Layers} partial class Net; }}")]
    [InlineData($"{Layers} sealed partial class Net {{ public string Path {{ get; }} public Net(string path) : this() {{ Path = path; }} public required object Owner {{ get; init; }} }}")]
    [InlineData("[Network(4, LayerOutputs = true)] [Dense(2)] [Activation(Activation.ReLU, Name = \"" + LongName + "\")] [Dense(2, Name = \"" + LongName + "x\")] partial class Net;")]
    [InlineData(
        "namespace A" + LongName + ".B" + LongName + ".C" + LongName + " { partial class D" + LongName + " { " + Layers + " partial class E" + LongName + "; "
            + Layers + " partial class F" + LongName + "; } }")]
    public void It_compiles_without_a_warning(string source)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true, warningLevel: 9999);
        CSharpCompilation generated = NetworkCompilation.Of(options, source).Generated().Compilation;

        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsAboutNames(diagnostic)));

        // Some limits show only when an assembly is written.
        Assert.Empty(generated.Emit(System.IO.Stream.Null).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Static_members_of_the_user_may_ask_for_its_shapes()
    {
        const string Source = """
            [Network(4)] [Dense(3)]
            public sealed partial class Net
            {
                public static readonly float[] Buffer = new float[Info.OutputSize];
                public static readonly Net Shared = new Net(seed: 1);
            }
            """;
        using var image = new System.IO.MemoryStream();
        Assert.True(NetworkCompilation.Of(Source).Generated().Compilation.Emit(image).Success);
        System.Type type = System.Reflection.Assembly.Load(image.ToArray()).GetType("Net")!;

        Assert.Equal(3, ((float[])type.GetField("Buffer")!.GetValue(null)!).Length);
        Assert.NotNull(type.GetField("Shared")!.GetValue(null));
    }

    [Fact]
    public void Coverage_counts_the_members_of_the_user_alone()
    {
        const string Source = "[Network(4, LayerOutputs = true)] [Dense(3)] public sealed partial class Net { public int Mine() => 3; public Net(string file) : this() { } }";
        Compilation compilation = NetworkCompilation.Of(Source).Generated().Compilation;
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Net")!;

        Assert.DoesNotContain(type.GetAttributes(), IsNotCounted);
        Assert.Equal(
            ["Mine()", "Net(string)"],
            type.GetMembers()
                .Where(member => !member.IsImplicitlyDeclared && member is IMethodSymbol or IPropertySymbol && !NotCounted(member).Any(IsNotCounted))
                .Select(member => member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat).Replace("Net.", "", System.StringComparison.Ordinal)));
        INamespaceSymbol emitted = compilation.Assembly.GlobalNamespace.GetNamespaceMembers().Single(part => part.Name == "NetGen").GetNamespaceMembers().Single();
        Assert.NotEmpty(emitted.GetTypeMembers());
        Assert.All(emitted.GetTypeMembers(), made => Assert.Contains(made.GetAttributes(), IsNotCounted));

        static IEnumerable<AttributeData> NotCounted(ISymbol member) => member.GetAttributes().Concat((member as IMethodSymbol)?.AssociatedSymbol?.GetAttributes() ?? []);

        static bool IsNotCounted(AttributeData attribute) => attribute.AttributeClass!.Name == "ExcludeFromCodeCoverageAttribute";
    }

    [Fact]
    public void A_network_with_an_error_offers_its_members_all_the_same()
    {
        const string Use = """
            class Use
            {
                static void Main()
                {
                    var net = new Net(seed: 3);
                    INetwork network = net;
                    net.Predict(new float[4], new float[3]);
                    System.Console.WriteLine(Net.Info.Summary() + net.Parameters.Count);
                    new Trainer<Net>(net, new Adam(), Loss.MeanSquaredError).Fit(null!);
                }
            }
            """;
        CSharpCompilation generated = NetworkCompilation.Of("[Network(4)] [Dense(0)] public sealed partial class Net;", Use).Generated().Compilation;

        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [InlineData("[Network(4)] [Dense(2)] partial class Net;", false)]
    [InlineData("[Network(4)] [Dense(0)] partial class Net;", false)]
    [InlineData("[Network(4, LayerOutputs = true)] [Dense(2)] partial class Net;", true)]
    [InlineData("[Network(4, LayerOutputs = true)] [Dense(0)] partial class Net;", true)]
    [InlineData("[Network(4)] [Dense(2)] [Weights(\"no.safetensors\")] partial class Net;", false, true)]
    [InlineData("[Network(4)] [Dense(3)] [Weights(\"digits.safetensors\")] partial class Net;", false, true)]
    [InlineData("[Network(4)] [Dense(0)] [Weights(\"digits.safetensors\")] partial class Net;", false, true)]
    public void It_has_no_members_but_those_that_users_are_told_to_leave_free(string source, bool layerOutputs, bool pretrained = false)
    {
        using var weights = WeightFolder.OfPages();
        var extras = new EmittedExtras(layerOutputs, pretrained);
        INamedTypeSymbol type = NetworkCompilation.Of(source).With(weights).Generated().Compilation.GetTypeByMetadataName("Net")!;
        IEnumerable<string> members = type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null } && !member.Name.Contains('.'))
            .Select(member => member.Name);

        Assert.Equal(pretrained, members.Contains("Pretrained"));
        Assert.Subset(new HashSet<string>([.. EmittedMembers.Names(extras), .. EmittedMembers.Methods(extras).Select(method => method.Name), ".ctor"]), members.ToHashSet());
    }

    [Theory]
    [InlineData("[Network(64, 64, 16)] [Conv2D(32, 3)] [MaxPooling2D(2)] [Flatten] [Dense(2)] partial class Net;", true)]
    [InlineData("[Network(28, 28, 1)] [Conv2D(32, 3)] [MaxPooling2D(2)] [Flatten] [Dense(2)] partial class Net;", false)]
    [InlineData("[Network(10, 10, 32)] [Conv2D(256, 3)] [Flatten] [Dense(2)] partial class Net;", true)]
    [InlineData("[Network(512)] [Dense(512)] [Dense(2)] partial class Net;", true)]
    [InlineData("[Network(511)] [Dense(512)] [Dense(2)] partial class Net;", false)]
    [InlineData("[Network(9000)] [Dense(255)] [Dense(2)] partial class Net;", false)]
    public void Its_samples_can_be_shared_by_threads_where_a_layer_is_large(string source, bool isShared)
    {
        INamedTypeSymbol pass = NetworkCompilation.Of(source).Generated().Compilation.GetTypeByMetadataName("NetGen.Compiled.Net_InferencePass")!;

        Assert.Equal(isShared, pass.GetMembers("RunJob").Length == 1);
    }

    /// <summary>The sources above name types in lower case on purpose.</summary>
    private static bool IsAboutNames(Diagnostic diagnostic) => diagnostic.Id is "CS8981";
}
