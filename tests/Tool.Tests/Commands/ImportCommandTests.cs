using System;
using System.IO;
using NetGen.Generator.Tests;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private const float Third = 1 / 3f;

    private readonly TemporaryFolder _folder = new();

    public ImportCommandTests() => File.WriteAllBytes("my-digits.onnx", OnnxBytes.Digits());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_class_and_its_weights_are_written()
    {
        var run = CommandRun.Of("import", "my-digits.onnx", "--namespace", "Shop.Models", "-o", "models");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("my-digits.onnx: ONNX", run.Output, StringComparison.Ordinal);
        Assert.Contains("dense (Dense)", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            """
            using NetGen;

            namespace Shop.Models;

            [Network(4)]
            [Weights("MyDigits.safetensors")]
            [Dense(3, Activation = Activation.Softmax)]
            public sealed partial class MyDigits;

            """,
            File.ReadAllText("models/MyDigits.cs"));
        Assert.Contains("2 tensors, 15 values", CommandRun.Of("summary", "models/MyDigits.safetensors").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_class_is_held_to_what_the_network_computed_elsewhere()
    {
        NumpyFile.Write("in.npy", [2, 4], 1, 2, 3, 4, 5, 6, 7, 8);
        NumpyFile.Write("out.npy", [2, 3], Third, Third, Third, Third, Third, Third);
        var run = CommandRun.Of("import", "my-digits.onnx", "--check", "in.npy=out.npy");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("out.npy: the largest difference is ", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists("MyDigits.cs"));
    }

    [Fact]
    public void Nothing_is_written_where_the_class_computes_something_else()
    {
        NumpyFile.Write("in.npy", [1, 4], 1, 2, 3, 4);
        NumpyFile.Write("out.npy", [1, 3], 0.5f, 0.25f, 0.25f);
        var run = CommandRun.Of("import", "my-digits.onnx", "--check", "in.npy=out.npy");
        Assert.Equal(1, run.Code);
        Assert.Contains("does not compute what the file's network did, and nothing was written. out.npy: the largest difference is 1.7e-1", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("MyDigits.cs"));
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 5), }", 20, "the network's input is (4)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 4), }", 15, "its header says 4 values of 4 bytes, and 15 bytes follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 4), }", 16, "column by column")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1, 4), }", 32, "type '<c8'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, -4), }", 16, "a size of '-4'")]
    [InlineData("{'shape': (1, 4), }", 16, "its header names no type, order and shape")]
    public void An_array_that_does_not_fit_is_refused(string header, int length, string complaint)
    {
        NumpyFile.Write("in.npy", header, new byte[length]);
        NumpyFile.Write("out.npy", [1, 3], Third, Third, Third);
        var run = CommandRun.Of("import", "my-digits.onnx", "--check", "in.npy=out.npy");
        Assert.Equal(1, run.Code);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_there_already_is_replaced_on_demand_alone()
    {
        File.WriteAllText("MyDigits.cs", "by hand");
        var run = CommandRun.Of("import", "my-digits.onnx");
        Assert.Equal((1, "by hand"), (run.Code, File.ReadAllText("MyDigits.cs")));
        Assert.Contains("MyDigits.cs is there already; --force replaces it.", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("import", "my-digits.onnx", "--force").Code);
        Assert.NotEqual("by hand", File.ReadAllText("MyDigits.cs"));
    }

    [Fact]
    public void A_refusal_lists_every_obstacle()
    {
        File.WriteAllBytes("sequence.onnx", OnnxBytes.Sequence());
        var run = CommandRun.Of("import", "sequence.onnx");
        Assert.Equal(1, run.Code);
        Assert.Contains("LSTM '/rnn/LSTM'", run.Error, StringComparison.Ordinal);
        Assert.Contains("Erf '/rnn/Erf'", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("Sequence.cs"));
    }

    [Fact]
    public void A_refusal_of_what_is_left_open_names_the_options_that_say_it()
    {
        File.WriteAllBytes("open.onnx", OnnxBytes.Open());
        File.WriteAllBytes("two.onnx", OnnxBytes.TwoOutputs());

        Assert.Contains("--height and --width say the size of its images.", CommandRun.Of("import", "open.onnx").Error, StringComparison.Ordinal);
        Assert.Contains("--output-name says which output to compute.", CommandRun.Of("import", "two.onnx").Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("import", "open.onnx", "--height", "8", "--width", "9").Code);
        Assert.Equal(0, CommandRun.Of("import", "two.onnx", "--output-name", "logits").Code);
    }

    [Fact]
    public void A_size_that_the_file_does_not_leave_open_is_refused()
    {
        var run = CommandRun.Of("import", "my-digits.onnx", "--height", "64");
        Assert.Equal(1, run.Code);
        Assert.Contains("Input 'input' takes no images", run.Error, StringComparison.Ordinal);
        Assert.Contains("--height and --width are for files that take images of any size.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("MyDigits.cs"));
    }

    [Theory]
    [InlineData("--class", "my digits", "'my digits' is no name of a class")]
    [InlineData("--class", "class", "'class' is no name of a class")]
    [InlineData("--namespace", "A..B", "'A..B' is no name of a namespace")]
    public void Names_are_those_of_CSharp(string option, string name, string complaint)
    {
        var run = CommandRun.Of("import", "my-digits.onnx", option, name);
        Assert.Equal(1, run.Code);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--check", "in.npy")]
    [InlineData("--height", "0")]
    public void A_wrong_option_is_a_wrong_command_line(string option, string value) => Assert.Equal(2, CommandRun.Of("import", "my-digits.onnx", option, value).Code);

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    public void A_broken_file_is_said_in_a_line(byte[] content)
    {
        File.WriteAllBytes("broken.onnx", content);
        var run = CommandRun.Of("import", "broken.onnx");
        Assert.Equal(1, run.Code);
        Assert.Contains("broken.onnx", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_file_that_names_a_model_is_emitted_as_its_layers_would_be()
    {
        File.WriteAllText("Digits.cs", "using NetGen; [Network(\"my-digits.onnx\")] public sealed partial class Digits;");
        File.WriteAllText("Layers.cs", "using NetGen; [Network(4)] [Dense(3, Activation = Activation.Softmax)] public sealed partial class Digits;");
        var named = CommandRun.Of("emit", "Digits.cs", "--layer", "dense");
        Assert.Equal((0, ""), (named.Code, named.Error));
        Assert.Equal(CommandRun.Of("emit", "Layers.cs", "--layer", "dense").Output, named.Output);
    }
}
