using System;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

/// <summary>What text in CSV files is and is not: encodings, blanks, what is missing, what is too long.</summary>
public class CsvTextTests
{
    private static readonly CsvOptions ByName = new() { Target = CsvTarget.ClassName };

    [Theory]
    [InlineData("a,b,y\n1,2,cat\n3,4,\n", 3)]
    [InlineData("a,b,y\n1,2,\"\"\n", 2)]
    [InlineData("a,b,y\n1,2,  \n", 2)]
    [InlineData("a,b,y\n1,2,\" \"\n", 2)]
    public void A_class_that_is_missing_is_an_error(string text, int line)
    {
        AssertWrong($"line {line}, column 3 (y): '", text, ByName);
        AssertWrong("names no class", text, ByName);
        AssertWrong("names no class", text, new CsvOptions { Target = CsvTarget.ClassName, ClassNames = ["cat", "dog"] });
    }

    [Fact]
    public void Blanks_around_a_field_do_not_belong_to_it_and_those_in_quotes_do()
    {
        CsvDataset data = Load(" x ,\ty \n1,cat\n2, cat\n3,cat \n 4 , \"cat\" \n5,\u00A0cat\t\n6,\" cat\"\n7,big cat\n", ByName);
        Assert.Equal(["x"], data.FeatureNames);
        Assert.Equal(["y"], data.TargetNames);
        Assert.Equal([" cat", "big cat", "cat"], data.ClassNames);
        Assert.Equal([2, 2, 2, 2, 2, 0, 1], Samples.ReadAll(data).Targets);
    }

    [Fact]
    public void A_delimiter_that_is_blank_is_a_delimiter()
    {
        CsvDataset data = Load("x\ty\n1\t a \n2\tb", new CsvOptions { Target = CsvTarget.ClassName, Delimiter = '\t' });
        Assert.Equal(["a", "b"], data.ClassNames);
        AssertWrong("names no class", "x\ty\n1\t\n", new CsvOptions { Target = CsvTarget.ClassName, Delimiter = '\t' });
    }

    [Fact]
    public void Lines_of_blanks_are_passed_over() => Assert.Equal(2, Load("x,y\n   \n1,a\n\t\r\n2,b\n  ", ByName).Count);

    [Fact]
    public void A_blank_is_no_name_to_give_a_class() => Assert.Contains(
        "The name of class 1 is blank",
        Assert.Throws<ArgumentException>("options", () => Load("x,y\n1,a\n", new CsvOptions { Target = CsvTarget.ClassName, ClassNames = ["a", " "] })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(16 * 1024 - 20)]
    [InlineData(100_000)]
    public void Bytes_that_are_no_UTF8_are_refused_with_their_line(int before)
    {
        string filler = string.Concat(Enumerable.Repeat("1,cat\n", before / 6));
        using var folder = new TemporaryFolder();
        string path = folder["latin.csv"];
        File.WriteAllText(path, $"x,y\n{filler}1,pâté\n2,pâtè\n", Encoding.Latin1);
        string message = Assert.Throws<InvalidDataException>(() => CsvDataset.Load(path, ByName)).Message;
        Assert.StartsWith($"{path}, line {2 + (before / 6)} cannot be decoded: 0xE2 ", message, StringComparison.Ordinal);
        Assert.Contains("is no utf-8. Say in CsvOptions.Encoding", message, StringComparison.Ordinal);

        var latin = new CsvOptions { Target = CsvTarget.ClassName, ClassNames = ["cat", "pâté", "pâtè"], Encoding = Encoding.Latin1 };
        Assert.Equal([1, 2], Samples.ReadAll(CsvDataset.Load(path, latin)).Targets[(before / 6)..]);
        Assert.Equal([1, 2], CsvDataset.ReadSamples(path, latin).Skip(before / 6).Select(sample => (int)sample.Target[0]));
        Assert.Throws<InvalidDataException>(() => CsvDataset.ReadSamples(path, new CsvOptions { Target = CsvTarget.ClassName, ClassNames = ["cat"] }).Count());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_before_what_cannot_be_decoded_are_counted_whatever_ends_them(string end)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["latin.csv"], $"x,y{end}1,cat{end}2,pâté{end}", Encoding.Latin1);
        string message = Assert.Throws<InvalidDataException>(() => CsvDataset.Load(folder["latin.csv"], ByName)).Message;
        Assert.StartsWith($"{folder["latin.csv"]}, line 3 cannot be decoded: 0xE2 ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void A_byte_order_mark_decides_and_what_follows_must_keep_to_it(string encoding)
    {
        using var folder = new TemporaryFolder();
        string path = folder["marked.csv"];
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i},😀é{i % 3}\n"));
        File.WriteAllText(path, text, Encoding.GetEncoding(encoding));
        CsvDataset data = CsvDataset.Load(path, new CsvOptions { Target = CsvTarget.ClassName, Encoding = Encoding.Latin1 });
        Assert.Equal((5_000, "x"), (data.Count, data.FeatureNames[0]));
        Assert.Equal(["😀é0", "😀é1", "😀é2"], data.ClassNames);

        // Behind the mark a lone byte, or half a surrogate pair.
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. bytes, .. Encoding.GetEncoding(encoding).GetBytes("7,x"), 0xD8]);
        Assert.Contains("line 5002 cannot be decoded", Assert.Throws<InvalidDataException>(() => CsvDataset.Load(path, ByName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_name_is_refused() => Assert.Throws<ArgumentException>("path", () => CsvDataset.Load(""));

    [Fact]
    public void Files_that_end_within_their_mark_are_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["short.csv"], [0xEF]);
        Assert.Contains("line 1 cannot be decoded: 0xEF", Assert.Throws<InvalidDataException>(() => CsvDataset.Load(folder["short.csv"])).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder["mark.csv"], [0xEF, 0xBB, 0xBF]);
        Assert.Contains("is empty", Assert.Throws<InvalidDataException>(() => CsvDataset.Load(folder["mark.csv"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_in_text_that_is_decoded_is_no_part_of_the_first_name()
    {
        Assert.Equal(["x"], Load("\uFEFFx,y\n1,0\n").FeatureNames);
        AssertWrong("is empty", "\uFEFF");
    }

    [Fact]
    public void A_class_that_a_decoder_has_spoilt_is_refused() =>
        AssertWrong("line 2, column 2 (y): 'p\uFFFDt\uFFFD' holds U+FFFD", "x,y\n1,p\uFFFDt\uFFFD\n", ByName);

    [Fact]
    public void A_scale_that_makes_a_number_infinite_is_an_error()
    {
        var options = new CsvOptions { Scale = 1e30f, Delimiter = ';' };
        AssertWrong("line 2, column 2 (b): '30000000002' is no finite number once it is multiplied by 1E+30", "a;b;c\n1;30000000002;0\n", options);
        Assert.Equal([1e30f, 3 * 1e30f], Samples.ReadAll(Load("a;b;c\n1;3;0\n", options)).Inputs);
    }

    [Fact]
    public void Fields_are_escaped_and_cut_in_messages()
    {
        AssertWrong("column 1 (\\u001b[2J): '\\u001b]0;\\u0007' is no finite number", "\u001b[2J,y\n\u001b]0;\u0007,0\n");
        AssertWrong($"'{new string('9', 80)}... (5,000 characters)' is no finite number", $"x,y\n{new string('9', 5_000)},0\n");
        string header = string.Join(',', Enumerable.Range(0, 800).Select(i => $"p{i}"));
        Assert.Contains(
            "it has 800 columns: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 790 more.",
            Assert.Throws<ArgumentException>(() => Load(header + "\n", new CsvOptions { TargetColumns = ["label"] })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy,0\n", 2)]
    [InlineData("1,2\n3,4\n,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n", 3)]
    [InlineData("\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", 1)]
    public void A_record_that_never_ends_is_refused_at_the_limit(string text, int line)
    {
        using var reader = new CsvReader(new StringReader(text), "big.csv", ',', longestRecord: 32);
        string message = Assert.Throws<InvalidDataException>(() =>
        {
            while (reader.Read())
            {
                Assert.Equal(2, reader.FieldCount);
            }
        }).Message;
        Assert.StartsWith($"big.csv, line {line} begins a record of more than 32 characters", message, StringComparison.Ordinal);
    }

    private static CsvDataset Load(string text, CsvOptions? options = null) => CsvDataset.Load(new StringReader(text), options);

    private static void AssertWrong(string message, string text, CsvOptions? options = null) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(text, options)).Message, StringComparison.Ordinal);
}
