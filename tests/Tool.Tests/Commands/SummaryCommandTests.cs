using System;
using System.IO;
using System.Linq;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

public sealed class SummaryCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_network_of_an_assembly_has_Keras_s_table()
    {
        var run = CommandRun.Of("summary", Built.Networks);
        string tables = string.Join("\n\n", AssemblyNetworks.Load(Built.Networks).Networks.Select(network => network.Info.Summary(88)));
        Assert.Equal((0, tables + "\n", ""), (run.Code, run.Output, run.Error));
        Assert.Equal(["Flowers", "Colours", "Digits", "class"], Models(run.Output));
        Assert.Contains("│ max_pooling2d (MaxPooling2D)         │ (None, 6, 6, 8)             │               0 │", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Digits", "Digits")]
    [InlineData("Shop.Models.Digits", "Digits")]
    [InlineData("Models.Digits", "Digits")]
    [InlineData("Outer.class", "class")]
    public void A_network_is_chosen_by_its_name_or_the_end_of_it(string name, string model) =>
        Assert.Equal([model], Models(CommandRun.Of("summary", Built.Networks, "--network", name).Output));

    [Fact]
    public void A_name_that_no_network_has_is_an_error_that_lists_them()
    {
        var run = CommandRun.Of("summary", Built.Networks, "-n", "igits");
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal("netgen: error: NetGen.Tool.Networks.dll has no network igits; it has Shop.Flowers, Shop.Models.Colours, Shop.Models.Digits, Shop.Outer.class.\n", run.Error);
    }

    [Fact]
    public void A_name_that_several_networks_have_is_an_error_that_names_these()
    {
        SourceAssembly.Write("Twins.dll", "using NetGen; namespace A { [Network(2), Dense(1)] partial class Net; } namespace B { [Network(2), Dense(1)] partial class Net; }");
        var run = CommandRun.Of("summary", "Twins.dll", "-n", "Net");
        Assert.Equal((1, "netgen: error: Twins.dll has 2 networks called Net, A.Net, B.Net: give the whole name.\n"), (run.Code, run.Error));
        Assert.Equal(0, CommandRun.Of("summary", "Twins.dll", "-n", "B.Net").Code);
    }

    [Fact]
    public void A_weights_file_is_shown_tensor_by_tensor()
    {
        Save("weights.safetensors", "Flowers");
        var run = CommandRun.Of("summary", "weights.safetensors");
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] lines = [.. run.Output.Split('\n').Select(line => string.Join(' ', line.Split((char[])['│', ' '], StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal("Weights: weights.safetensors", lines[0]);
        Assert.Contains("normalization/mean (4) F32 4 16.00 B", lines);
        Assert.Contains("dense/kernel (4, 3) F32 12 48.00 B", lines);
        Assert.Contains("dense/bias (3) F32 3 12.00 B", lines);
        Assert.Contains("4 tensors, 23 values (92.00 B)", lines);
    }

    [Fact]
    public void Weights_of_any_type_are_shown_and_their_names_steer_no_terminal()
    {
        WriteSafetensors("half.safetensors", """{"a\u001b[31m":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]}}""", 12);
        var run = CommandRun.Of("summary", "half.safetensors");
        Assert.Equal(0, run.Code);
        Assert.Contains(@"a\u001b[31m", run.Output, StringComparison.Ordinal);
        Assert.Contains("F16", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public void Weights_that_fit_are_said_to()
    {
        Save("weights.safetensors", "Digits");
        var run = CommandRun.Of("summary", "weights.safetensors", Built.Networks, "--network", "Digits");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.EndsWith("\nweights.safetensors fits Shop.Models.Digits.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_fit_one_network_of_several_do()
    {
        Save("weights.safetensors", "Digits");
        var run = CommandRun.Of("summary", Built.Networks, "weights.safetensors");
        Assert.Equal(0, run.Code);
        Assert.Contains("weights.safetensors fits Shop.Models.Digits.", run.Output, StringComparison.Ordinal);
        Assert.Contains("weights.safetensors does not fit Shop.Flowers:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_weights_that_do_not_fit_every_tensor_says_why()
    {
        WriteSafetensors(
            "other.safetensors",
            """
            {"normalization/mean":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]},
             "normalization/variance":{"dtype":"I32","shape":[4],"data_offsets":[8,24]},
             "dense/kernel":{"dtype":"F32","shape":[3,4],"data_offsets":[24,72]},
             "dense_1/bias":{"dtype":"F32","shape":[3],"data_offsets":[72,84]}}
            """,
            84);
        var run = CommandRun.Of("summary", Built.Networks, "other.safetensors", "-n", "Flowers");
        Assert.Equal((1, ""), (run.Code, run.Error));
        string[] rows = [.. run.Output[run.Output.IndexOf("does not fit", StringComparison.Ordinal)..].Split('\n')
            .Where(line => line.StartsWith('│')).Skip(1).Select(line => string.Join('|', line.Split('│', StringSplitOptions.TrimEntries)[1..^1]))];
        Assert.Equal(
            [
                "normalization/mean|(4)|(4)|",
                "normalization/variance|(4)|(4)|I32 where F32, F16, BF16 and F64 are read",
                "dense/kernel|(4, 3)|(3, 4)|another shape",
                "dense/bias|(3)|-|missing in the file",
                "dense_1/bias|-|(3)|not the network's",
            ],
            rows);
    }

    [Theory]
    [InlineData("nowhere.dll", "There is no file nowhere.dll.")]
    [InlineData("folder", "folder is a folder. Build the project and give the assembly: bin/Release/net10.0/App.dll.")]
    [InlineData("App.csproj", "App.csproj is no .NET assembly. Build the project and give the assembly: bin/Release/net10.0/App.dll.")]
    [InlineData("native.exe", "native.exe is no .NET assembly. Give the .dll of a build; programs that are compiled ahead of time or published as a single file hold none.")]
    [InlineData("short.safetensors", "short.safetensors is no safetensors file: it has 3 bytes, the length of the header alone takes 8.")]
    public void What_is_neither_an_assembly_nor_weights_is_refused(string path, string message)
    {
        Directory.CreateDirectory("folder");
        File.WriteAllText("App.csproj", "<Project />");
        File.WriteAllText("native.exe", "MZ and no more");
        File.WriteAllText("short.safetensors", "abc");
        var run = CommandRun.Of("summary", path);
        Assert.Equal((1, "", $"netgen: error: {message}\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public void Weights_that_are_cut_short_are_refused()
    {
        WriteSafetensors("cut.safetensors", """{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", 12);
        WriteSafetensors("long.safetensors", """{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", 17);
        Assert.Equal("netgen: error: cut.safetensors is cut short: its tensors have 16 bytes, 12 are there.\n", CommandRun.Of("summary", "cut.safetensors").Error);
        Assert.Equal("netgen: error: long.safetensors goes on after the 16 bytes of its tensors: 17 are there.\n", CommandRun.Of("summary", "long.safetensors").Error);
    }

    [Fact]
    public void Two_files_of_a_kind_are_refused()
    {
        Save("weights.safetensors", "Digits");
        File.Copy("weights.safetensors", "others.safetensors");
        Assert.Equal("netgen: error: One assembly and one weights file can be looked at together.\n", CommandRun.Of("summary", "weights.safetensors", "others.safetensors").Error);
        Assert.Equal(1, CommandRun.Of("summary", Built.Networks, Built.Networks).Code);
        Assert.Equal("netgen: error: --network chooses a network of an assembly; there is none.\n", CommandRun.Of("summary", "weights.safetensors", "-n", "Digits").Error);
    }

    private static void Save(string path, string network) => AssemblyNetworks.Load(Built.Networks).One(network).Create().Save(path);

    private static void WriteSafetensors(string path, string header, int bytes)
    {
        using var writer = new BinaryWriter(File.Create(path));
        byte[] json = System.Text.Encoding.UTF8.GetBytes(header);
        writer.Write((long)json.Length);
        writer.Write(json);
        writer.Write(new byte[bytes]);
    }

    private static string[] Models(string output) => [.. output.Split('\n').Where(line => line.StartsWith("Model: ", StringComparison.Ordinal)).Select(line => line.Split('"')[1])];
}
