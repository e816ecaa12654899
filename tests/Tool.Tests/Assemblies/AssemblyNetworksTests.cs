using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Assemblies;

public sealed class AssemblyNetworksTests : IDisposable
{
    private const string Network = "[NetGen.Network(2), NetGen.Dense(1)] public partial class Net";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Networks_of_the_assembly_are_networks_to_the_tool()
    {
        INetwork network = AssemblyNetworks.Load(Built.Networks).One("Digits").Create();
        Assert.Equal(10, network.Predict(new float[144]).Length);
        Assert.NotSame(typeof(AssemblyNetworksTests).Assembly, network.GetType().Assembly);
    }

    [Fact]
    public void The_program_is_not_started()
    {
        SourceAssembly.Write("App.dll", $$"""{{Network}}; class Program { public static void Main() => System.IO.File.WriteAllText("ran", ""); }""");
        Assert.Equal(0, CommandRun.Of("summary", "App.dll").Code);
        Assert.False(File.Exists("ran"));
    }

    [Fact]
    public void What_the_assembly_needs_is_found_beside_it()
    {
        SourceAssembly.Write("Helper.dll", "public static class Helper { public static int Seed => 7; }");
        SourceAssembly.Write("App.dll", Network + " { static readonly int Seed = Helper.Seed; static Net() => System.GC.KeepAlive(Seed); }", references: ["Helper.dll"]);
        Assert.Equal(0, CommandRun.Of("summary", "App.dll").Code);
    }

    [Fact]
    public void What_is_missing_beside_the_assembly_is_named()
    {
        SourceAssembly.Write("Helper.dll", "public static class Helper { public static int Seed => 7; }");
        SourceAssembly.Write("App.dll", Network + " { static readonly int Seed = Helper.Seed; static Net() => System.GC.KeepAlive(Seed); }", references: ["Helper.dll"]);
        File.Delete("Helper.dll");
        var run = CommandRun.Of("summary", "App.dll");
        Assert.Equal(
            (1, "", "netgen: error: Net cannot be made: it needs Helper, Version=0.0.0.0, Culture=neutral, PublicKeyToken=null, which does not lie beside its assembly.\n"),
            (run.Code, run.Output, run.Error));
    }

    [Fact]
    public void Classes_beside_a_network_may_lack_what_they_need()
    {
        SourceAssembly.Write("Helper.dll", "public class Helper;");
        SourceAssembly.Write("App.dll", Network + "; public class Other : Helper;", references: ["Helper.dll"]);
        File.Delete("Helper.dll");
        Assert.Equal((0, ""), (CommandRun.Of("summary", "App.dll").Code, CommandRun.Of("summary", "App.dll").Error));
    }

    [Fact]
    public void An_exception_of_the_network_s_class_is_a_line()
    {
        SourceAssembly.Write("App.dll", Network + """ { static Net() => throw new System.InvalidOperationException("no settings"); }""");
        var run = CommandRun.Of("summary", "App.dll");
        Assert.Equal((1, "", "netgen: error: Net cannot be made: InvalidOperationException: no settings\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public void What_an_assembly_says_steers_no_terminal()
    {
        SourceAssembly.Write("App.dll", Network + """ { static Net() => throw new System.InvalidOperationException("\u001b[2Jgone"); }""");
        string error = CommandRun.Of("summary", "App.dll").Error;
        Assert.DoesNotContain('\u001b', error);
        Assert.EndsWith("[2Jgone\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_of_NetGen_is_told_from_this_one()
    {
        Version own = typeof(INetwork).Assembly.GetName().Version!;
        string other = new Version(own.Major, own.Minor + 1, 0).ToString();
        Directory.CreateDirectory("other");
        SourceAssembly.Write(
            "other/NetGen.dll",
            $$"""[assembly: System.Reflection.AssemblyVersion("{{other}}")] namespace NetGen { public class NetworkAttribute : System.Attribute { public NetworkAttribute(int features) { } } }""");
        SourceAssembly.Write("App.dll", "[NetGen.Network(2)] public class Net;", references: ["other/NetGen.dll"]);
        var run = CommandRun.Of("summary", "App.dll");
        Assert.Equal(
            (1, $"netgen: error: App.dll was compiled with NetGen {other}; this is the tool of NetGen {own.ToString(3)}. "
                + $"Take that version's: dotnet tool update --global NetGen.Tool --version {other}\n"),
            (run.Code, run.Error));
    }

    [Fact]
    public void Without_networks_the_assemblies_that_may_have_them_are_named()
    {
        SourceAssembly.Write("Models.dll", Network + ";");
        SourceAssembly.Write("App.dll", "public class App { public Net? Net; }", references: ["Models.dll"]);
        SourceAssembly.Write("Alone.dll", "public class Alone;");
        Assert.Equal(
            (1, "netgen: error: App.dll declares no networks: no class has [Network]. Of what it uses, Models.dll is compiled with NetGen: give that assembly.\n"),
            (CommandRun.Of("summary", "App.dll").Code, CommandRun.Of("summary", "App.dll").Error));
        Assert.Equal("netgen: error: Alone.dll declares no networks: no class has [Network].\n", CommandRun.Of("bench", "Alone.dll").Error);
        Assert.Equal("netgen: error: Alone.dll declares no networks: no class has [Network].\n", CommandRun.Of("emit", "Alone.dll").Error);
    }

    [Fact]
    public void A_class_without_the_generator_s_part_is_no_network()
    {
        var compilation = CSharpCompilation.Create(
            "Bare",
            [CSharpSyntaxTree.ParseText("[NetGen.Network(2), NetGen.Dense(1)] public partial class Net;")],
            Emission.NetworkCompilation.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(compilation.Emit("Bare.dll").Success);
        Assert.Equal("netgen: error: Bare.dll declares no networks: no class has [Network].\n", CommandRun.Of("summary", "Bare.dll").Error);
    }

    [Fact]
    public void The_file_that_starts_a_program_leads_to_its_assembly()
    {
        SourceAssembly.Write("App.dll", Network + ";");
        File.WriteAllText("App", "\u007fELF");
        File.WriteAllText("App.exe", "MZ");
        Assert.Equal("netgen: error: App is no .NET assembly. The assembly of that program is App.dll.\n", CommandRun.Of("draw", "App").Error);
        Assert.Equal("netgen: error: App.exe is no .NET assembly. The assembly of that program is App.dll.\n", CommandRun.Of("summary", "App.exe").Error);
    }

    [Fact]
    public void An_abstract_class_cannot_be_created()
    {
        var network = new LoadedNetwork(typeof(Half));
        Assert.Equal($"{typeof(Half).FullName!.Replace('+', '.')} cannot be created: the class is abstract.", Assert.Throws<ToolException>(network.Create).Message);
    }

    [Fact]
    public void A_class_that_takes_no_seed_cannot_be_created()
    {
        var network = new LoadedNetwork(typeof(Demanding));
        Assert.EndsWith(
            "Demanding cannot be created: it has no constructor that takes a seed alone, as the one that NetGen emits does.",
            Assert.Throws<ToolException>(network.Create).Message,
            StringComparison.Ordinal);
    }

    private abstract class Half;

    private sealed class Demanding(string path)
    {
        public string Path { get; } = path;
    }
}
