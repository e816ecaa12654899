using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Tool.Emission;
using NetGen.Tool.Terminal;
using NetGen.Tool.Tests.Support;
using Spectre.Console;
using Spectre.Console.Testing;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

public sealed class EmitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Networks => ["Shop.Flowers", "Shop.Models.Colours", "Shop.Models.Digits", "Shop.Outer.class"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void An_assembly_s_attributes_give_the_code_that_its_build_emitted_to_the_letter(string network)
    {
        var run = CommandRun.Of("emit", Built.Networks, "--network", network, "-o", "emitted");
        Assert.Equal((0, ""), (run.Code, run.Error));
        string hint = network.Replace("Outer.", "Outer+", StringComparison.Ordinal) + ".";
        string[] expected = [.. Directory.GetFiles(Built.EmittedCode).Where(file => Path.GetFileName(file).StartsWith(hint, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] emitted = [.. Directory.GetFiles("emitted").Order(StringComparer.Ordinal)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(Path.GetFileName), emitted.Select(Path.GetFileName));
        Assert.All(expected.Zip(emitted), pair => Assert.Equal(File.ReadAllText(pair.First), File.ReadAllText(pair.Second)));
    }

    [Fact]
    public void Without_a_layer_all_files_of_one_width_are_printed()
    {
        var run = CommandRun.Of("emit", Built.Networks, "-n", "Digits", "--bits", "256");
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] names = ["Shop.Models.Digits.g.cs", "Shop.Models.Digits.Factory.g.cs", "Shop.Models.Digits.Passes.g.cs", "Shop.Models.Digits.Vector256.g.cs"];
        Assert.Equal(string.Concat(names.Select(name => $"// {name}\n{File.ReadAllText(Path.Combine(Built.EmittedCode, name))}\n")), run.Output);
    }

    [Fact]
    public void A_layer_s_code_is_its_heading_and_its_methods()
    {
        var run = CommandRun.Of("emit", Built.Networks, "-n", "Digits", "--layer", "dense_1", "--bits", "256");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("// Dense1: Dense(10, Softmax) : 16 -> 10; 320 FLOPs forward.\n// Plan: 256-bit vectors;", run.Output, StringComparison.Ordinal);
        string[] methods = [.. Methods(run.Output)];
        Assert.Contains("Dense1Forward", methods);
        Assert.Contains("Dense1WeightGradient", methods);
        Assert.Contains("Dense1ActivationForward", methods);
        Assert.All(methods, method => Assert.StartsWith("Dense1", method, StringComparison.Ordinal));

        // The layers' methods together are those of the file, but for what several of them call.
        string[] layers = ["rescaling", "conv2d", "dropout", "dense", "dense_1"];
        string[] all = [.. layers.SelectMany(layer => Methods(CommandRun.Of("emit", Built.Networks, "-n", "Digits", "-l", layer, "--bits", "256").Output))];
        string kernels = File.ReadAllText(Path.Combine(Built.EmittedCode, "Shop.Models.Digits.Vector256.g.cs"));
        Assert.Equal(Methods(kernels).Where(method => all.Contains(method)), all);
        string[] steps = ["Rescaling", "Conv2d", "Dropout", "Dense1", "Dense"];
        Assert.Equal(
            ["Rescaling", "Conv2d", "Dropout", "Dense", "Dense1"],
            all.Select(method => steps.First(step => method.StartsWith(step, StringComparison.Ordinal))).Distinct());
    }

    [Fact]
    public void A_layer_that_is_fused_shows_what_it_is_fused_with()
    {
        var pooling = CommandRun.Of("emit", Built.Networks, "-n", "Digits", "--layer", "max_pooling2d");
        var convolution = CommandRun.Of("emit", Built.Networks, "-n", "Digits", "--layer", "conv2d");
        Assert.Equal(convolution.Output, pooling.Output);
        Assert.Equal((0, ""), (convolution.Code, convolution.Error));
        Assert.Equal((0, "netgen: warning: max_pooling2d has no code of its own: what it does, if anything, is part of conv2d, which follows.\n"), (pooling.Code, pooling.Error));
    }

    [Fact]
    public void A_source_file_needs_no_project()
    {
        File.WriteAllText("Net.cs", "namespace Mine; [Network(6, 6, 1), Conv2D(2, 3), Flatten, Dense(2)] public partial class Net { Unknown? _other; }");
        var run = CommandRun.Of("emit", "Net.cs", "-l", "conv2d", "--bits", "128");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("// Conv2d: Conv2D(2, 3x3) : 6x6x1 -> 4x4x2; 576 FLOPs forward.\n// Plan: 128-bit vectors", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_file_with_errors_is_told_them_with_their_places()
    {
        File.WriteAllText("Net.cs", "using NetGen;\n[Network(6, 6, 1)]\n[Conv2D(2, 9)]\n[Flatten]\n[Dense(Classes)]\npublic partial class Net;\n");
        var run = CommandRun.Of("emit", "Net.cs");
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("Net.cs(3,12): error NG0303: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Net.cs(5,8): error CS0103: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("Empty.cs", "Empty.cs declares no networks: no class has [Network].")]
    [InlineData("nowhere.cs", "Could not find file")]
    [InlineData("nowhere.dll", "There is no file nowhere.dll.")]
    public void Without_networks_there_is_nothing_to_emit(string path, string message)
    {
        File.WriteAllText("Empty.cs", "class Empty;");
        var run = CommandRun.Of("emit", path);
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith("netgen: error: " + message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_is_not_there_is_an_error_that_lists_them()
    {
        var run = CommandRun.Of("emit", Built.Networks, "-n", "Digits", "-l", "conv3d");
        Assert.Equal(
            (1, "netgen: error: Shop.Models.Digits has no layer conv3d; it has rescaling, conv2d, max_pooling2d, flatten, dropout, dense, dense_1.\n"), (run.Code, run.Error));
    }

    [Fact]
    public void Several_networks_must_be_chosen_from_and_widths_are_three()
    {
        Assert.Equal(1, CommandRun.Of("emit", Built.Networks).Code);
        Assert.Equal(2, CommandRun.Of("emit", Built.Networks, "-n", "Digits", "--bits", "64").Code);
    }

    [Fact]
    public void Widths_that_the_project_leaves_out_are_not_emitted()
    {
        const string Source = "using NetGen; [Network(8), Dense(4)] public partial class Net;";
        SourceAssembly.Write("Narrow.dll", Source, widths: [256, 128]);
        Assert.Equal(0, CommandRun.Of("emit", "Narrow.dll", "-o", "emitted").Code);
        Assert.Equal(
            ["Net.Factory.g.cs", "Net.Passes.g.cs", "Net.Vector128.g.cs", "Net.Vector256.g.cs", "Net.g.cs"],
            Directory.GetFiles("emitted").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Vector512", File.ReadAllText("emitted/Net.Passes.g.cs"), StringComparison.Ordinal);
        var run = CommandRun.Of("emit", "Narrow.dll", "--bits", "512");
        Assert.Equal((1, "netgen: error: Net is compiled for vectors of 256 and 128 bits alone (NetGenVectorBits); there is no code for 512.\n"), (run.Code, run.Error));
        Assert.DoesNotContain("Vector512<", CommandRun.Of("emit", "Narrow.dll").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_assembly_runs()
    {
        SourceAssembly.Write(
            "Loud.dll",
            "using NetGen; [Network(2), Dense(1)] partial class Net { static Net() => System.IO.File.WriteAllText(\"ran\", \"\"); "
            + "[System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => System.IO.File.WriteAllText(\"ran\", \"\"); }");
        Assert.Equal(0, CommandRun.Of("emit", "Loud.dll").Code);
        Assert.False(File.Exists("ran"));
    }

    [Fact]
    public void A_terminal_gets_the_same_code_in_colours_and_a_file_gets_none()
    {
        using TestConsole terminal = new TestConsole().Width(20).EmitAnsiSequences();
        using TestConsole errors = new();
        string[] arguments = ["emit", Built.Networks, "-n", "Digits", "-l", "dense"];
        Assert.Equal(0, NetGenCommand.Run(arguments, new ConsoleOutput(terminal, errors)));
        string plain = CommandRun.Of(arguments).Output;
        Assert.DoesNotContain('\u001b', plain);
        Assert.Contains("\u001b[", terminal.Output, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(terminal.Output, "\u001b\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Colours_leave_no_letter_out()
    {
        IEnumerable<string> files = Directory.GetFiles(Built.EmittedCode).Append(Built.Sources);
        Assert.All(files, file => Assert.Equal(File.ReadAllText(file), string.Concat(CodeColors.Of(File.ReadAllText(file)).Select(span => span.Text))));
    }

    [Fact]
    public void Keywords_comments_numbers_types_and_methods_differ()
    {
        var styles = CodeColors.Of("// why\nint Twice(Vector128<float> x) => Unsafe.Add(x, 2) + \"a\";")
            .Where(span => span.Text.Trim().Length > 0)
            .ToLookup(span => span.Text, span => span.Style.Foreground);
        Color[] colors = [.. ((string[])["// why", "int", "2", "\"a\"", "Vector128", "Twice", "x"]).Select(text => styles[text].First())];
        Assert.Equal(colors.Length, colors.Distinct().Count());
        Assert.Equal(styles["Twice"].First(), styles["Add"].First());
        Assert.Equal(styles["Vector128"].First(), styles["Unsafe"].First());
    }

    private static IEnumerable<string> Methods(string code) =>
        System.Text.RegularExpressions.Regex.Matches(code, @"static \w+ (\w+)\(").Select(match => match.Groups[1].Value);
}
