using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

public class CsvDatasetTests
{
    private static readonly CsvOptions ByName = new() { Target = CsvTarget.ClassName };

    [Fact]
    public void A_plain_file_has_a_header_and_class_indices_in_the_last_column()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["data.csv"], "a,b,label\n1,2.5,0\n-3e2, 4 ,2\n");
        CsvDataset data = CsvDataset.Load(folder["data.csv"]);
        Assert.Equal((2, 2, TargetKind.Classes, 1), (data.Count, data.InputSize, data.TargetKind, data.TargetSize));
        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal(["label"], data.TargetNames);
        Assert.Empty(data.ClassNames);
        Assert.Equal([1, 2.5f, -300, 4], Inputs(data));
        Assert.Equal([0, 2], Targets(data));
    }

    [Fact]
    public void Class_names_are_numbered_by_their_sorted_order_whatever_the_order_of_the_records()
    {
        CsvDataset data = Load("x,species\n1,virginica\n2,Setosa\n3,versicolor\n4,virginica\n", ByName);
        Assert.Equal(["Setosa", "versicolor", "virginica"], data.ClassNames);
        Assert.Equal([2, 0, 1, 2], Targets(data));
    }

    [Fact]
    public void Given_class_names_keep_their_indices_and_refuse_others()
    {
        var options = new CsvOptions { Target = CsvTarget.ClassName, ClassNames = ["dog", "cat", "bird"] };
        CsvDataset data = Load("x,y\n1,cat\n2,dog\n", options);
        Assert.Equal(["dog", "cat", "bird"], data.ClassNames);
        Assert.Equal([1, 0], Targets(data));
        AssertWrong("The CSV text, line 3, column 2 (y): 'Dog' is none of the classes: dog, cat, bird", "x,y\n1,cat\n2,Dog\n", options);
    }

    [Fact]
    public void Columns_are_chosen_by_name_or_place_and_come_in_the_order_asked_for()
    {
        var options = new CsvOptions { Target = CsvTarget.Value, TargetColumns = ["price", 0], FeatureColumns = [^1, "b"] };
        CsvDataset data = Load("a,b,price,c\n1,2,3,4\n5,6,7,8\n", options);
        Assert.Equal(["c", "b"], data.FeatureNames);
        Assert.Equal(["price", "a"], data.TargetNames);
        Assert.Equal([4, 2, 8, 6], Inputs(data));
        Assert.Equal((TargetKind.Values, 2), (data.TargetKind, data.TargetSize));
        Assert.Equal([3, 1, 7, 5], Targets(data));
    }

    [Fact]
    public void Without_a_header_the_first_record_is_data()
    {
        CsvDataset data = Load("1;2;0\n3;4;1", new CsvOptions { HasHeader = false, Delimiter = ';', Scale = 0.5f });
        Assert.Equal([0.5f, 1, 1.5f, 2], Inputs(data));
        Assert.Equal(["column 1", "column 2"], data.FeatureNames);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_end_in_every_way_and_are_counted_so(string end)
    {
        CsvDataset data = Load($"x,y{end}1,0{end}2,1{end}");
        Assert.Equal([1, 2], Inputs(data));
        Assert.Equal([0, 1], Targets(data));
        AssertWrong("The CSV text, line 4, column 1 (x): 'two'", $"x,y{end}1,0{end}{end}two,1{end}");
        AssertWrong("The CSV text, line 2, column 2: 'one'", $"1,0{end}2,one{end}", new CsvOptions { HasHeader = false });
    }

    /// <summary>Only the first character of a text is a mark; the reader fills its buffer many times here, and none of them may begin with one.</summary>
    [Fact]
    public void A_mark_within_a_text_stays()
    {
        string name = "a" + new string('\uFEFF', 40_000);
        CsvDataset data = Load($"\uFEFFx,y\n1,{name}\n2,b\n", ByName);
        Assert.Equal(["x"], data.FeatureNames);
        Assert.Equal([name, "b"], data.ClassNames);
    }

    [Fact]
    public void What_is_missing_is_named_and_columns_may_be_left_to_the_rest()
    {
        Assert.Throws<ArgumentNullException>("path", () => CsvDataset.Load((string)null!));
        Assert.Throws<ArgumentException>("path", () => CsvDataset.Load(""));
        Assert.Throws<ArgumentNullException>("text", () => CsvDataset.Load((TextReader)null!));
        Assert.Throws<ArgumentException>("path", () => CsvDataset.ReadSamples(""));
        Assert.Throws<ArgumentNullException>("Encoding", () => new CsvOptions { Encoding = null! });
        Assert.Throws<ArgumentNullException>("name", () => CsvColumn.FromString(null!));
        Assert.Throws<ArgumentNullException>("TargetColumns", () => new CsvOptions { TargetColumns = null! });
        Assert.Equal([1, 2], Inputs(Load("a,b,y\n1,2,0\n", new CsvOptions { FeatureColumns = null })));
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, true)]
    [InlineData(new[] { 6, 1 }, true)]
    [InlineData(new[] { -2, -3 }, false)]
    [InlineData(new[] { 2, -3 }, false)]
    [InlineData(new[] { 6, -1, -1 }, false)]
    [InlineData(new[] { 2, 2 }, false)]
    [InlineData(new[] { 6, 0 }, false)]
    public void Features_may_have_a_shape_that_holds_them(int[] shape, bool fits)
    {
        var options = new CsvOptions { InputShape = shape };
        const string Text = "a,b,c,d,e,f,y\n1,2,3,4,5,6,0\n";
        if (fits)
        {
            Assert.Equal(shape, Load(Text, options).InputShape);
        }
        else
        {
            Assert.Contains("There are 6 features, which the shape", Assert.Throws<ArgumentException>("options", () => Load(Text, options)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(CsvTarget.ClassIndex, TargetKind.Classes)]
    [InlineData(CsvTarget.Value, TargetKind.Values)]
    public void Samples_that_are_read_one_by_one_have_the_same_targets(CsvTarget target, TargetKind kind)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["data.csv"], "a,b,y\n1,2,3\n4,5,6\n");
        Sample[] samples = [.. CsvDataset.ReadSamples(folder["data.csv"], new CsvOptions { Target = target })];
        Assert.Equal([kind, kind], samples.Select(sample => sample.TargetKind));
        Assert.Equal(6, samples[1].Target[0]);
    }

    [Fact]
    public void Quotes_are_those_of_RFC_4180()
    {
        CsvDataset data = Load("\"x, y\",\"a \"\"name\"\"\"\r\n\"1\",\"two\nlines, \"\"quoted\"\"\"\r\n\r\n2,\" \"\"\"\r\n3,plain\r\n", ByName);
        Assert.Equal(["x, y"], data.FeatureNames);
        Assert.Equal(["a \"name\""], data.TargetNames);
        Assert.Equal([" \"", "plain", "two\nlines, \"quoted\""], data.ClassNames);
        Assert.Equal([2, 0, 1], Targets(data));
    }

    [Fact]
    public void Long_files_are_read_across_the_reader_s_buffer()
    {
        var text = new StringBuilder("value,label\r\n");
        for (int i = 0; i < 5_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{i}\",{i % 10}\r\n");
        }

        CsvDataset data = Load(text.ToString());
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (float)i), Inputs(data));
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (float)(i % 10)), Targets(data));
    }

    [Fact]
    public void Numbers_have_a_point_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal([1.5f], Inputs(Load("x,y\n1.5,0\n")));
            AssertWrong("line 2, column 1 (x): '1,5' is no finite number", "x;y\n1,5;0\n", new CsvOptions { Delimiter = ';' });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("x,y\n1,0\nabc,0\n", "line 3, column 1 (x): 'abc' is no finite number")]
    [InlineData("x,y\n,0\n", "line 2, column 1 (x): '' is no finite number")]
    [InlineData("x,y\nNaN,0\n", "line 2, column 1 (x): 'NaN' is no finite number")]
    [InlineData("x,y\n1e99,0\n", "line 2, column 1 (x): '1e99' is no finite number")]
    [InlineData("x,y\n1,0.5\n", "line 2, column 2 (y): '0.5' is no class index")]
    [InlineData("x,y\n1,-1\n", "line 2, column 2 (y): '-1' is no class index")]
    [InlineData("x,y\n\"1\n\",0\n\n1,x\n", "line 5, column 2 (y): 'x' is no finite number")]
    [InlineData("x,y\n1,0\n1\n", "line 3 has 1 columns; the first has 2")]
    [InlineData("x,y\n1,0,2\n", "line 2 has 3 columns; the first has 2")]
    [InlineData("x,y\n1,\"0\n2,0\n", "line 2, column 2 begins with a quote that is never closed")]
    [InlineData("x,y\n1,\"0\"1\n", "line 2, column 2 goes on after its closing quote")]
    [InlineData("x,y\n1\"2,0\n", "line 2, column 1 has a quote in a field that does not begin with one")]
    [InlineData("x,y\n", "has a header but no records")]
    [InlineData("", "is empty")]
    public void What_is_wrong_is_named_with_its_line_and_column(string text, string message) => AssertWrong(message, text);

    [Fact]
    public void The_file_is_named_too()
    {
        using var folder = new TemporaryFolder();
        string path = folder["data.csv"];
        File.WriteAllText(path, "x,y\n1,zero\n");
        Assert.StartsWith($"{path}, line 2, column 2 (y): 'zero'", Assert.Throws<InvalidDataException>(() => CsvDataset.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_are_not_there_or_fit_nothing_are_refused()
    {
        const string Text = "a,b,b\n1,2,0\n";
        Refused("has no one column 'c'; it has 3 columns: a, b, b", new CsvOptions { TargetColumns = ["c"] });
        Refused("has no one column 'b'", new CsvOptions { TargetColumns = ["b"] });
        Refused("has no one column 3", new CsvOptions { TargetColumns = [3] });
        Refused("has no one column ^4", new CsvOptions { TargetColumns = [^4] });
        Refused("has 3 columns and no header", new CsvOptions { HasHeader = false, TargetColumns = ["a"] });
        Refused("column 3 (b) cannot be both a feature and a target", new CsvOptions { FeatureColumns = ["a", 2] });
        Refused("A class is one column; there are 2 target columns", new CsvOptions { TargetColumns = [1, 2] });
        Refused("no column besides the targets", new CsvOptions { Target = CsvTarget.Value, TargetColumns = [0, 1, 2] });
        Refused("need CsvTarget.ClassName as the target; it is ClassIndex", new CsvOptions { ClassNames = ["a"] });
        Refused("'a' is named twice", new CsvOptions { Target = CsvTarget.ClassName, ClassNames = ["a", "a"] });
        Refused("There are 2 features, which the shape (2, 2) does not hold", new CsvOptions { InputShape = [2, 2] });
        Assert.Throws<ArgumentException>("TargetColumns", () => new CsvOptions { TargetColumns = [] });
        Assert.Throws<ArgumentException>("FeatureColumns", () => new CsvOptions { FeatureColumns = [] });
        Assert.Throws<ArgumentOutOfRangeException>("Delimiter", () => new CsvOptions { Delimiter = '"' });
        Assert.Throws<ArgumentOutOfRangeException>("Scale", () => new CsvOptions { Scale = float.NaN });

        static void Refused(string message, CsvOptions options) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(nameof(options), () => Load(Text, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_of_images_take_the_shape_of_images()
    {
        CsvDataset data = Load("label,p1,p2,p3,p4\n3,0,51,102,255\n", new CsvOptions { TargetColumns = ["label"], InputShape = [2, 2], Scale = 1 / 255f });
        Assert.Equal([2, 2], data.InputShape);
        Assert.Equal([0, 0.2f, 0.4f, 1], Inputs(data).Select(value => MathF.Round(value, 6)));
    }

    private static CsvDataset Load(string text, CsvOptions? options = null) => CsvDataset.Load(new StringReader(text), options);

    private static void AssertWrong(string message, string text, CsvOptions? options = null) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(text, options)).Message, StringComparison.Ordinal);

    private static float[] Inputs(Dataset data) => Samples.ReadAll(data).Inputs;

    private static float[] Targets(Dataset data) => Samples.ReadAll(data).Targets;
}
