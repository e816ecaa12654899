using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Emission.Files;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The emitted class fits into the user's code, wherever that is and whatever it is called.</summary>
public class EmittedClassTests
{
    private const string Layers = "[Network(6, 6, 1)] [Conv2D(2, 3)] [Flatten] [Dense(2)]";

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
    public void It_compiles_without_a_warning(string source)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true, warningLevel: 9999);
        CSharpCompilation generated = NetworkCompilation.Of(options, source).Generated().Compilation;

        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsAboutNames(diagnostic)));
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
    public void It_has_no_members_but_those_that_users_are_told_to_leave_free(string source, bool layerOutputs)
    {
        INamedTypeSymbol type = NetworkCompilation.Of(source).Generated().Compilation.GetTypeByMetadataName("Net")!;
        IEnumerable<string> members = type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null } && !member.Name.Contains('.'))
            .Select(member => member.Name);

        Assert.Subset(new HashSet<string>([.. EmittedMembers.Names(layerOutputs), .. EmittedMembers.Methods(layerOutputs).Select(method => method.Name), ".ctor"]), members.ToHashSet());
    }

    [Theory]
    [InlineData("[Network(64, 64, 16)] [Conv2D(32, 3)] [MaxPooling2D(2)] [Flatten] [Dense(2)] partial class Net;", true)]
    [InlineData("[Network(28, 28, 1)] [Conv2D(32, 3)] [MaxPooling2D(2)] [Flatten] [Dense(2)] partial class Net;", false)]
    public void Its_samples_can_be_shared_by_threads_where_a_convolution_is_large(string source, bool isShared)
    {
        INamedTypeSymbol pass = NetworkCompilation.Of(source).Generated().Compilation.GetTypeByMetadataName("NetGen.Compiled.Net_InferencePass")!;

        Assert.Equal(isShared, pass.GetMembers("RunJob").Length == 1);
    }

    /// <summary>The sources above name types in lower case on purpose.</summary>
    private static bool IsAboutNames(Diagnostic diagnostic) => diagnostic.Id is "CS8981";
}
