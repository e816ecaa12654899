using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Rules about files of weights, each said at the path that the attribute gives.</summary>
public sealed class WeightRuleTests : IDisposable
{
    private const string Network = "[Network(4)] [Dense(3)]";

    private readonly WeightFolder _folder = WeightFolder.OfPages();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_fits_is_no_word_worth() =>
        Assert.Empty(Analyze($"{Network} [Weights(\"digits.safetensors\")] partial class Net; {Network} [Weights(@\"digits.safetensors\")] partial class Other;"));

    [Theory]
    [InlineData("F16", 2)]
    [InlineData("BF16", 2)]
    [InlineData("F64", 8)]
    [InlineData("F32", 4)]
    public void A_file_may_be_of_any_type_that_is_read(string type, int size)
    {
        string Tensor(string name, string shape, int begin, int end) => $"\"{name}\":{{\"data_offsets\":[{begin * size},{end * size}],\"shape\":[{shape}],\"dtype\":\"{type}\"}}";
        _folder.Write("a.safetensors", $"{{{Tensor("dense/bias", "3", 12, 15)},\"__metadata__\":{{\"x\":[1,{{\"y\":null}}]}},{Tensor("dense/kernel", "4,3", 0, 12)}}}   ", 15 * size);

        Assert.Empty(Analyze($"{Network} [Weights(\"a.safetensors\")] partial class Net;"));
    }

    [Fact]
    public void Parameters_of_every_kind_of_layer_are_known_by_name_and_shape()
    {
        _folder.Write("a.safetensors", """
            {"normalization/mean":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"normalization/variance":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},
             "conv2d/kernel":{"dtype":"F32","shape":[3,2,2,1],"data_offsets":[16,64]},
             "last/kernel":{"dtype":"F32","shape":[6,1],"data_offsets":[64,88]},"last/bias":{"dtype":"F32","shape":[1],"data_offsets":[88,92]}}
            """, 92);

        Assert.Empty(Analyze(
            "[Network(4, 4, 2)] [Normalization] [Conv2D(1, 3, KernelWidth = 2, UseBias = false, Activation = Activation.ReLU)] [Flatten] "
            + "[Dense(1, Name = \"last\")] [Weights(\"a.safetensors\")] partial class Net;"));
    }

    [Fact]
    public void NG0701_a_file_that_is_not_there_is_an_error_that_says_where_it_was_looked_for()
    {
        Finds("NG0701", $"{Network} [Weights([|\"digit.safetensors\"|])] partial class Net;", $"The build has no file of weights at {_folder.PathOf("digit.safetensors")}; [Weights] must name");
        Finds("NG0701", $"{Network} [Weights(path: [|\"a/../b/digits.safetensors\"|])] partial class Net;", $" at {_folder.PathOf("b/digits.safetensors")};");
        Finds("NG0701", $"static class Files {{ public const string Digits = \"no\"; }} {Network} [Weights([|Files.Digits|])] partial class Net;", $" at {_folder.PathOf("no")};");
        Finds("NG0701", $"{Network} [Weights([|null!|])] partial class Net;", "");
    }

    [Fact]
    public void NG0701_names_the_place_beside_the_source_first()
    {
        const string Source = "using NetGen; [Network(4)] [Dense(3)] [Weights(\"digits.safetensors\")] partial class Net;";
        NetworkCompilation In(string folder) => NetworkCompilation.At(Path.Combine(folder, "Net.cs"), Source);
        string elsewhere = Path.Combine(_folder.Path, "sub");

        Assert.Empty(In(elsewhere).With(_folder).Analyze());
        Assert.Empty(In(_folder.Path).With(_folder).With("ProjectDir", elsewhere).Analyze());
        Assert.Contains(
            $" at {Path.Combine(elsewhere, "digits.safetensors")} or {Path.Combine(elsewhere, "project", "digits.safetensors")};",
            Assert.Single(In(elsewhere).With(_folder).With("ProjectDir", Path.Combine(elsewhere, "project")).Analyze()).GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], "it ends before its header")]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, 1 }, "it claims a header of 9 bytes where at most 1 are possible")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "it claims a header of 18446744073709551615 bytes")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFE }, "")]
    public void NG0702_content_that_is_no_safetensors_is_an_error(byte[] content, string complaint)
    {
        _folder.Write("a.safetensors", content);

        Finds("NG0702", $"{Network} [Weights([|\"a.safetensors\"|])] partial class Net;", $"'a.safetensors' cannot be read: {complaint}");
    }

    [Theory]
    [InlineData("[]", 0, "its header is no object")]
    [InlineData("{", 0, "a name is missing, at character 1 of its JSON")]
    [InlineData("{} x", 0, "text follows it")]
    [InlineData("{\"a\":7}", 0, "'a' has not dtype, shape and data_offsets")]
    [InlineData("{\"a\":{\"dtype\":3,\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "'a' has no proper dtype")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}", 4, "'a' has no proper shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "'a' has a shape or offset that is no whole number from 0 on")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "'a' has 1 data_offsets instead of 2")]
    [InlineData("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8, "'a' is in I64")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "'a' has not as many bytes as F32 of shape (2)")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}", 4, "'a' has not as many bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "'a' does not begin where the tensor before it ends")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{}}", 4, "it has 'a' twice")]
    [InlineData("{\"\\u001b[2J\":7}", 0, "'\\u001b[2J' has not dtype")]
    [InlineData(WeightFolder.Digits, WeightFolder.DigitsLength - 1, "59 bytes follow its header, and its tensors have 60")]
    [InlineData(WeightFolder.Digits, WeightFolder.DigitsLength + 1, "61 bytes follow its header, and its tensors have 60")]
    public void NG0702_a_broken_header_is_an_error(string header, int dataLength, string complaint)
    {
        _folder.Write("a.safetensors", header, dataLength);

        Finds("NG0702", $"{Network} [Weights([|\"a.safetensors\"|])] partial class Net;", $"'a.safetensors' cannot be read: {complaint}");
    }

    [Fact]
    public void NG0702_deep_nesting_costs_no_stack()
    {
        _folder.Write("a.safetensors", $"{{\"__metadata__\":{new string('[', 100_000)}", 0);

        Finds("NG0702", $"{Network} [Weights([|\"a.safetensors\"|])] partial class Net;", "'a.safetensors' cannot be read: its values are nested too deeply");
    }

    [Fact]
    public void NG0703_parameters_that_the_file_lacks_are_listed() => Finds(
        "NG0703",
        "[Network(4)] [Dense(3, Activation = Activation.ReLU)] [Dense(2)] [Weights([|\"digits.safetensors\"|])] partial class Net;",
        "'digits.safetensors' lacks dense_1/kernel, dense_1/bias; a file of weights must hold every parameter of 'Net'");

    [Fact]
    public void NG0704_tensors_that_the_network_lacks_are_listed() => Finds(
        "NG0704",
        "[Network(4)] [Dense(3, UseBias = false)] [Weights([|\"digits.safetensors\"|])] partial class Net;",
        "'digits.safetensors' holds dense/bias, which 'Net' has not; a file of weights must hold the network's parameters alone");

    [Fact]
    public void NG0704_long_lists_and_names_are_cut()
    {
        string tensors = string.Join(",", Enumerable.Range(0, 20).Select(i => $"\"{new string((char)('a' + i), 200)}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[60,60]}}"));
        _folder.Write("a.safetensors", $"{WeightFolder.Digits[..^1]},{tensors}}}", WeightFolder.DigitsLength);

        string message = Finds("NG0704", $"{Network} [Weights([|\"a.safetensors\"|])] partial class Net;", "'a.safetensors' holds aaaa");
        Assert.Contains("jjj... and 10 more, which 'Net' has not", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 0, 1200);
    }

    [Fact]
    public void NG0705_shapes_that_differ_are_listed_with_what_they_must_be() => Finds(
        "NG0705",
        "[Network(2, 2, 1)] [Flatten] [Dense(5)] [Weights([|\"digits.safetensors\"|])] partial class Net;",
        "'digits.safetensors' does not fit 'Net': dense/kernel is (4, 3) and must be (4, 5), dense/bias is (3) and must be (5); a file of weights must have the shapes of the network's parameters");

    [Fact]
    public void NG0706_weights_without_a_network_are_an_error()
    {
        Finds("NG0706", "[Weights([|\"digits.safetensors\"|])] partial class Net;", "'Net' has [Weights] and no network; the class must have [Network] and layers too");
        Assert.Equal(["NG0105"], Analyze("[Dense(3)] [Weights(\"digits.safetensors\")] partial class Net;").Select(found => found.Id));
    }

    [Fact]
    public void NG0707_required_members_stay_unset() => Finds(
        "NG0707",
        $"class Base {{ public required int Size {{ get; init; }} }} {Network} [Weights([|\"digits.safetensors\"|])] partial class Net : Base;",
        "'Net' has required members, and Pretrained() cannot know their values;");

    [Fact]
    public void Weights_of_a_network_with_an_error_are_not_judged() =>
        Assert.Equal(["NG0201"], Analyze("[Network(4)] [Dense(0)] [Weights(\"cut.safetensors\")] partial class Net;").Select(found => found.Id));

    [Fact]
    public void NG0107_Pretrained_is_a_name_of_the_networks_where_it_has_weights()
    {
        const string Member = "{ public static int Pretrained() => 1; public static int Pretrained(int x) => x; }";
        const string Weights = "[Weights(\"digits.safetensors\")]";

        Diagnostic found = Assert.Single(Analyze($"{Network} {Weights} partial class Net {Member}"));
        Assert.Equal("NG0107", found.Id);
        Assert.Contains("'Pretrained' stands in the way", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(", Pretrained() and its constructor", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(["NG0112"], Analyze($"{Network} {Weights} partial class Pretrained;").Select(error => error.Id));
        Assert.Empty(Analyze($"{Network} partial class Net {Member} {Network} partial class Pretrained; {Network} {Weights} partial class Other {{ public static int Pretrained(int x) => x; }}"));
    }

    /// <summary>One finding and no other, at [|...|]. The message begins so or, behind a space, says so.</summary>
    private string Finds(string id, string marked, string said)
    {
        Diagnostic found = Assert.Single(Analyze(marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)));
        string message = found.GetMessage(CultureInfo.InvariantCulture);

        Assert.Equal((id, DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.Equal(marked.Split("[|")[1].Split("|]")[0], found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        return message;
    }

    private System.Collections.Immutable.ImmutableArray<Diagnostic> Analyze(string source) => NetworkCompilation.Of(source).With(_folder).Analyze();
}
