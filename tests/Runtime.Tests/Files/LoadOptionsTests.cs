using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

/// <summary>What a network takes of a file that is not its own, and what the report says of the rest.</summary>
public sealed class LoadOptionsTests
{
    private static readonly Tensor Kernel = new("dense/kernel", [3, 2], [1, 2, 3, 4, 5, 6]);
    private static readonly Tensor Bias = new("dense/bias", [2], [7, 8]);
    private static readonly Tensor Counter = new("batches", [], [1], "I32");

    [Fact]
    public void What_fits_is_loaded_and_the_rest_is_told()
    {
        LinearNetwork network = Network();

        LoadReport report = network.Load(Content(Counter, Kernel, new Tensor("head/bias", [1], [9])), new LoadOptions());

        Assert.Equal(["dense/kernel"], report.Loaded);
        Assert.Equal(["dense/bias"], report.Missing);
        Assert.Equal(["batches", "head/bias"], report.Unused);
        Assert.Empty(report.Mismatched);
        Assert.Empty(report.Excluded);
        Assert.False(report.IsComplete);
        Assert.Equal([1, 2, 3, 4, 5, 6, .. Network().Parameters.Values[6..]], network.Parameters.Values.ToArray());
    }

    [Fact]
    public void Another_shape_is_told_with_both_and_its_parameter_stays()
    {
        LinearNetwork network = Network();

        LoadReport report = network.Load(Content(new Tensor("dense/kernel", [2, 3], [1, 2, 3, 4, 5, 6]), Bias), new LoadOptions());

        ShapeMismatch mismatch = Assert.Single(report.Mismatched);
        Assert.Equal(("dense/kernel", "dense/kernel"), (mismatch.Name, mismatch.NameInFile));
        Assert.Equal([3, 2], mismatch.Shape);
        Assert.Equal([2L, 3L], mismatch.ShapeInFile);
        Assert.Equal("dense/kernel (3, 2), in the file (2, 3)", mismatch.ToString());
        Assert.Equal(["dense/bias"], report.Loaded);
        Assert.Equal([.. Network().Parameters.Values[..6], 7, 8], network.Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData("", "", "dense/kernel, dense/bias")]
    [InlineData("dense", "", "dense/kernel, dense/bias")]
    [InlineData("d?nse", "", "dense/kernel, dense/bias")]
    [InlineData("dense/kernel", "", "dense/kernel")]
    [InlineData("*/bias", "", "dense/bias")]
    [InlineData("*", "*/bias", "dense/kernel")]
    [InlineData("dense/bias dense/kernel", "", "dense/kernel, dense/bias")]
    [InlineData("*/bias */bias", "", "dense/bias")]
    [InlineData("", "*/bias dense/b*", "dense/kernel")]
    [InlineData("", "dense/k*", "dense/bias")]
    public void Names_choose_parameters(string include, string exclude, string loaded)
    {
        LinearNetwork network = Network();

        LoadReport report = network.Load(Content(Kernel, Bias), new LoadOptions { Include = Names(include), Exclude = Names(exclude) });

        Assert.Equal(loaded, string.Join(", ", report.Loaded));
        Assert.Equal(network.Parameters.Select(parameter => parameter.Info.Name).Except(report.Loaded), report.Excluded);
        Assert.Equal(report.Excluded, report.Unused);
        Assert.True(report.IsComplete);
        Assert.Equal(report.Loaded.Contains("dense/kernel") ? 1 : Network().Parameters.Values[0], network.Parameters.Values[0]);
        Assert.Equal(report.Loaded.Contains("dense/bias") ? 8 : Network().Parameters.Values[7], network.Parameters.Values[7]);
    }

    [Fact]
    public void A_filter_sees_each_parameter() =>
        Assert.Equal(["dense/bias"], Network().Load(Content(Kernel, Bias), new LoadOptions { Filter = parameter => parameter.Shape.Count == 1 }).Loaded);

    [Fact]
    public void Tensors_are_taken_under_other_names()
    {
        LinearNetwork network = Network();
        var options = new LoadOptions { Rename = name => name == "skip" ? null : name.Replace("fc.", "dense/", StringComparison.Ordinal) };

        LoadReport report = network.Load(Content(Kernel with { Name = "fc.kernel" }, Bias with { Name = "skip" }, Bias with { Name = "fc.bias" }), options);

        Assert.Equal(["dense/kernel", "dense/bias"], report.Loaded);
        Assert.Equal(["skip"], report.Unused);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], network.Parameters.Values.ToArray());
    }

    [Fact]
    public void Two_tensors_of_a_name_that_no_parameter_has_are_both_unused()
    {
        LinearNetwork network = Network();
        var options = new LoadOptions { Rename = name => name.StartsWith("dense", StringComparison.Ordinal) ? name : "head" };

        LoadReport report = network.Load(Content(Kernel, Bias with { Name = "b1" }, Bias, Bias with { Name = "b2" }), options);

        Assert.Equal(["dense/kernel", "dense/bias"], report.Loaded);
        Assert.Equal(["b1", "b2"], report.Unused);
    }

    /// <summary>A stream that hands out as much as it is asked for would give what stands behind a tensor that is passed by.</summary>
    [Fact]
    public void What_is_passed_by_ends_where_it_ends_in_streams_that_cannot_seek()
    {
        foreach (int[] passed in (int[][])[[3, 0, 1], [20_000, 1, 30_000]])
        {
            using MemoryStream content = Content(Ones("a", passed[0]), Kernel, Ones("b", passed[1]), Bias, Ones("c", passed[2]));
            using var stream = new ForwardOnlyStream(content.ToArray());
            using var whole = new WholeReadStream(content.ToArray());
            LinearNetwork slowly = Network();
            LinearNetwork quickly = Network();

            Assert.Equal(["a", "b", "c"], slowly.Load(stream, new LoadOptions()).Unused);
            Assert.Equal(["a", "b", "c"], quickly.Load(whole, new LoadOptions()).Unused);

            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], slowly.Parameters.Values.ToArray());
            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], quickly.Parameters.Values.ToArray());
        }
    }

    [Fact]
    public void A_renamed_tensor_of_another_shape_is_told_under_both_names() => Assert.Equal(
        "dense/bias (2), in the file b (3)",
        Network().Load(Content(Kernel, new Tensor("b", [3], [1, 2, 3])), new LoadOptions { Rename = name => name == "b" ? "dense/bias" : name }).Mismatched.Single().ToString());

    public static TheoryData<string, LoadOptions, string> Refused() => new()
    {
        { "a name that nothing has", new LoadOptions { Include = ["conv"] }, "Include has 'conv', and no parameter of Linear is called so. Its layers with parameters are dense." },
        { "such a name left out", new LoadOptions { Exclude = ["Dense"] }, "Exclude has 'Dense'" },
        { "an empty name", new LoadOptions { Include = [""] }, "Include has ''" },
        { "no list", new LoadOptions { Exclude = null! }, "Exclude is null" },
        { "nothing left", new LoadOptions { Exclude = ["*"] }, "The options leave no parameter of Linear to be loaded" },
        { "two for one", new LoadOptions { Rename = _ => "dense/bias" }, "Rename gives 'dense/bias' two tensors, 'dense/kernel' and 'dense/bias'" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Options_that_do_not_fit_the_network_are_refused_and_nothing_changes(string what, LoadOptions options, string complaint)
    {
        Assert.NotEmpty(what);
        AssertUnchanged<ArgumentException>(options, complaint, Content(Kernel, Bias).ToArray());
    }

    [Fact]
    public void A_file_that_has_nothing_of_what_is_chosen_is_refused() => AssertUnchanged<InvalidDataException>(
        new LoadOptions(),
        "has nothing of what is to be loaded. It lacks dense/bias. Shapes differ: dense/kernel (3, 2), in the file (6). It has fc besides.",
        Content(new Tensor("dense/kernel", [6], [1, 2, 3, 4, 5, 6]), new Tensor("fc", [1], [1])).ToArray());

    [Fact]
    public void Strict_options_want_all_that_is_chosen_and_leave_the_rest_of_the_file_alone()
    {
        byte[] content = Content(Kernel, new Tensor("dense/bias", [3], [1, 2, 3]), Counter).ToArray();

        AssertUnchanged<InvalidDataException>(new LoadOptions { Strict = true }, "has not all of what is to be loaded. Shapes differ: dense/bias (2), in the file (3).", content);
        AssertUnchanged<InvalidDataException>(new LoadOptions { Strict = true }, "has not all of what is to be loaded. It lacks dense/bias.", Content(Kernel).ToArray());
        Assert.True(Network().Load(new MemoryStream(content), new LoadOptions { Strict = true, Exclude = ["dense/bias"] }).IsComplete);
    }

    [Fact]
    public void What_is_taken_must_be_of_a_type_that_is_read() =>
        AssertUnchanged<InvalidDataException>(new LoadOptions(), "'dense/bias' in I32; only F32, F16, BF16 and F64 are read", Content(Kernel, Bias with { Type = "I32" }).ToArray());

    [Fact]
    public void What_is_taken_must_have_the_bytes_that_its_shape_wants()
    {
        AssertUnchanged<InvalidDataException>(new LoadOptions(), "'dense/bias' 4 bytes; F32 of shape (2) has 8", Content(Kernel, Bias with { Values = [7] }).ToArray());
        AssertUnchanged<InvalidDataException>(new LoadOptions(), "'dense/kernel' 28 bytes; F32 of shape (3, 2) has 24", Content(Kernel with { Values = [1, 2, 3, 4, 5, 6, 7] }, Bias).ToArray());
    }

    /// <summary>What is not taken is read past, from files and streams alike, and must be there all the same.</summary>
    [Fact]
    public void A_file_cut_anywhere_is_refused_and_changes_nothing()
    {
        byte[] content = Content(new Tensor("first", [3], [1, 2, 3]), Kernel, new Tensor("last", [2], [4, 5])).ToArray();
        for (int length = 0; length < content.Length; length++)
        {
            AssertUnchanged<InvalidDataException>(new LoadOptions(), "", content[..length]);
        }

        AssertUnchanged<InvalidDataException>(new LoadOptions(), "goes on after the 44 bytes", [.. content, 0]);
    }

    [Fact]
    public void A_file_is_loaded_like_a_stream_and_all_at_once()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Content(Kernel, Counter).ToArray());
            LinearNetwork network = Network();
            int version = network.Parameters.Version;

            LoadReport report = network.Load(path, new LoadOptions());

            Assert.Equal(["dense/kernel"], report.Loaded);
            Assert.Equal(version + 1, network.Parameters.Version);
            Assert.StartsWith($"1 of 2 parameters loaded from {path}\n", report.ToString(), StringComparison.Ordinal);
            Assert.Throws<FileNotFoundException>(() => network.Load(path + ".none", new LoadOptions()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_report_is_text_for_a_log()
    {
        LoadReport report = Network().Load(Content(Kernel, new Tensor("dense/bias", [1], [1]), new Tensor("\u001b[2J", [1], [1])), new LoadOptions());

        Assert.Equal(
            "1 of 2 parameters loaded from The stream\nof another shape in the file: dense/bias (2), in the file (1)\nunused in the file: \\u001b[2J",
            report.ToString());
        Assert.Equal(
            "1 of 2 parameters loaded from The stream\nmissing in the file: dense/bias",
            Network().Load(Content(Kernel), new LoadOptions()).ToString());
        Assert.Equal(
            "1 of 2 parameters loaded from The stream\nleft out: dense/kernel\nunused in the file: dense/kernel",
            Network().Load(Content(Kernel, Bias), new LoadOptions { Exclude = ["*/kernel"] }).ToString());
        Assert.Equal("2 of 2 parameters loaded from The stream", Network().Load(Content(Kernel, Bias), new LoadOptions()).ToString());
    }

    [Fact]
    public void Nothing_is_null()
    {
        Assert.Throws<ArgumentNullException>("network", () => ((INetwork)null!).Load("x", new LoadOptions()));
        Assert.Throws<ArgumentNullException>("options", () => Network().Load("x", null!));
        Assert.Throws<ArgumentNullException>("stream", () => Network().Load((Stream)null!, new LoadOptions()));
        Assert.Throws<ArgumentNullException>("network", () => ((INetwork)null!).Load(Stream.Null, new LoadOptions()));
        Assert.Throws<ArgumentNullException>("options", () => Network().Load(Stream.Null, null!));
        Assert.Throws<ArgumentNullException>("network", () => ((INetwork)null!).Load("x"));
        Assert.Throws<ArgumentNullException>("network", () => ((INetwork)null!).Load(Stream.Null));
        Assert.Throws<ArgumentNullException>("stream", () => Network().Load((Stream)null!));
        Assert.Throws<ArgumentNullException>("network", () => ((INetwork)null!).Save("x"));
        Assert.Throws<ArgumentNullException>("network", () => ((INetwork)null!).Save(Stream.Null));
        Assert.Throws<ArgumentNullException>("stream", () => Network().Save((Stream)null!));
    }

    private static Tensor Ones(string name, int count) => new(name, [count], [.. Enumerable.Repeat(1f, count)]);

    private static LinearNetwork Network() => new(3, [2], seed: 3);

    private static string[] Names(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void AssertUnchanged<TException>(LoadOptions options, string complaint, byte[] content)
        where TException : Exception
    {
        foreach (Stream stream in (Stream[])[new MemoryStream(content), new ForwardOnlyStream(content)])
        {
            LinearNetwork network = Network();
            int version = network.Parameters.Version;

            var exception = Assert.Throws<TException>(() => network.Load(stream, options));

            Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
            Assert.Equal(version, network.Parameters.Version);
            Assert.Equal(Network().Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
        }
    }

    private static MemoryStream Content(params IReadOnlyList<Tensor> tensors)
    {
        var entries = new List<string>();
        int begin = 0;
        foreach (Tensor tensor in tensors)
        {
            int end = begin + (tensor.Values.Length * sizeof(float));
            string name = tensor.Name.Replace("\u001b", "\\u001b", StringComparison.Ordinal);
            entries.Add($"\"{name}\":{{\"dtype\":\"{tensor.Type}\",\"shape\":[{string.Join(',', tensor.Shape)}],\"data_offsets\":[{begin},{end}]}}");
            begin = end;
        }

        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        return new([.. BitConverter.GetBytes((ulong)header.Length), .. header, .. tensors.SelectMany(tensor => tensor.Values).SelectMany(BitConverter.GetBytes)]);
    }

    /// <summary>It cannot seek, and hands out all that it is asked for.</summary>
    private sealed class WholeReadStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    private sealed record Tensor(string Name, int[] Shape, float[] Values, string Type = "F32");
}
