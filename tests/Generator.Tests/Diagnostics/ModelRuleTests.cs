using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about files that declare networks, each said at the path that the attribute gives.</summary>
public sealed class ModelRuleTests : IDisposable
{
    private readonly WeightFolder _folder = WeightFolder.OfPages();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_that_can_be_compiled_is_no_word_worth() => Assert.Empty(Analyze("[Network(\"digits.onnx\")] public sealed partial class Net;"));

    [Fact]
    public void NG0801_a_file_that_is_not_there_is_an_error_that_says_where_it_was_looked_for()
    {
        Finds("NG0801", "[Network([|\"digit.onnx\"|])] partial class Net;", $"The build has no model at {_folder.PathOf("digit.onnx")}; [Network] must name");
        Finds("NG0801", "[Network(path: [|\"a/../b/digits.onnx\"|])] partial class Net;", $" at {_folder.PathOf("b/digits.onnx")};");
        Finds("NG0801", "[Network([|\"\"|])] partial class Net;", "");
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x08, 0x08, 0x3A })]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04 })]
    [InlineData(new byte[] { 0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A })]
    [InlineData(new byte[] { 0x76, 0x65, 0x72, 0x73, 0x69, 0x6F, 0x6E })]
    public void NG0802_a_broken_file_is_an_error(byte[] content)
    {
        _folder.Write("broken.onnx", content);

        Finds("NG0802", "[Network([|\"broken.onnx\"|])] partial class Net;", "'broken.onnx' cannot be read: ");
        Assert.Equal(2, Analyze("[Network(\"broken.onnx\")] partial class Net;").Single().GetMessage(CultureInfo.InvariantCulture).Split("cannot be read").Length);
    }

    [Fact]
    public void NG0803_every_obstacle_is_an_error_of_its_own()
    {
        Diagnostic[] found = Analyze("[Network(\"sequence.onnx\")] partial class Net;");

        Assert.Equal(["NG0803", "NG0803"], found.Select(diagnostic => diagnostic.Id));
        Assert.Contains(found, diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("'sequence.onnx' cannot be compiled as it says: LSTM '/rnn/LSTM'", StringComparison.Ordinal));
        Assert.Contains(found, diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("Erf '/rnn/Erf'", StringComparison.Ordinal));
        Assert.All(found, diagnostic => Assert.Equal("\"sequence.onnx\"", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)));
    }

    [Fact]
    public void NG0804_layers_beside_a_file_are_an_error() =>
        Finds("NG0804", "[Network([|\"digits.onnx\"|])] [Dense(3)] partial class Net;", "'Net' has layers, and 'digits.onnx' declares layers too");

    [Theory]
    [InlineData("[Network(\"open.onnx\", InputHeight = 8, InputWidth = 10)] partial class Net;")]
    [InlineData("[Network(\"two.onnx\", Output = \"logits\")] partial class Net;")]
    [InlineData("[Network(\"two.onnx\", Output = \"scores\", LayerOutputs = true)] partial class Net;")]
    [InlineData("[Network(\"digits.onnx\", Output = \"y\")] partial class Net;")]
    [InlineData("[Network(\"digits.onnx\", Output = null)] partial class Net;")]
    public void What_a_file_leaves_open_the_attribute_says(string source) => Assert.Empty(Analyze(source));

    [Theory]
    [InlineData("[Network([|\"open.onnx\"|])] partial class Net;", "InputHeight and InputWidth of [Network] say which")]
    [InlineData("[Network([|\"open.onnx\"|], InputHeight = 8)] partial class Net;", "InputHeight and InputWidth of [Network] say which")]
    [InlineData("[Network([|\"two.onnx\"|])] partial class Net;", "has 2 outputs, 'logits' of Gemm, 'scores' of Gemm; Output of [Network] says which of them to compute")]
    public void NG0803_what_is_left_open_and_not_said_is_an_error_that_names_the_argument(string source, string message) => Finds("NG0803", source, message);

    [Theory]
    [InlineData("[Network(\"open.onnx\", InputHeight = [|0|], InputWidth = 8)] partial class Net;", "InputHeight of Network is 0")]
    [InlineData("[Network(\"open.onnx\", InputHeight = 8, InputWidth = [|-8|])] partial class Net;", "InputWidth of Network is -8")]
    public void NG0201_a_size_below_one_is_an_error(string source, string message) => Finds("NG0201", source, message);

    [Theory]
    [InlineData("[Network(8, 8, 1, InputHeight = [|8|])] [Flatten] [Dense(3)] partial class Net;", "InputHeight says what a model's file leaves open")]
    [InlineData("[Network(4, Output = [|\"dense\"|])] [Dense(3)] partial class Net;", "Output says what a model's file leaves open")]
    public void NG0805_an_option_of_models_without_a_model_is_an_error(string source, string message) => Finds("NG0805", source, message);

    [Theory]
    [InlineData("[Network(\"digits.onnx\", InputHeight = [|8|])] partial class Net;", "InputHeight is 8, and 'digits.onnx' takes no images")]
    [InlineData("[Network(\"fixed.onnx\", InputHeight = 6, InputWidth = [|8|])] partial class Net;", "InputWidth is 8, and 'fixed.onnx' takes images with a width of 7")]
    public void NG0806_another_size_than_the_files_is_an_error(string source, string message)
    {
        _folder.Write("fixed.onnx", OnnxBytes.Open(height: 6, width: 7));

        Finds("NG0806", source, message);
    }

    [Fact]
    public void NG0807_an_output_that_is_not_there_is_an_error_that_lists_those_that_are() =>
        Finds("NG0807", "[Network(\"two.onnx\", Output = [|\"score\"|])] partial class Net;", "the file has 'logits' of Gemm, 'scores' of Gemm");

    [Fact]
    public void A_budget_is_kept_by_a_file_too() =>
        Finds("NG0503", "[Network(\"digits.onnx\", MaxParameters = [|3|])] partial class Net;", "15 parameters");

    private Diagnostic[] Analyze(string source) => [.. NetworkCompilation.Of(source).With(_folder).GeneratedWithoutBodies().Analyze()];

    /// <summary>The one finding, at what stands between brackets.</summary>
    private void Finds(string id, string marked, string message)
    {
        int begin = marked.IndexOf("[|", StringComparison.Ordinal);
        string source = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        Diagnostic found = Assert.Single(Analyze(source));
        Assert.Equal(id, found.Id);
        Assert.Contains(message, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        string text = marked[(begin + 2)..marked.IndexOf("|]", StringComparison.Ordinal)];
        Assert.Equal(text, found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
    }
}
