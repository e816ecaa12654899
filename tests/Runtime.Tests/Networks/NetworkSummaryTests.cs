using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Xunit;

namespace NetGen.Runtime.Tests.Networks;

public class NetworkSummaryTests
{
    private const string Lecture =
        """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
        │ conv2d (Conv2D)                      │ (None, 200, 200, 32)        │             896 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ max_pooling2d (MaxPooling2D)         │ (None, 100, 100, 32)        │               0 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ conv2d_1 (Conv2D)                    │ (None, 100, 100, 64)        │          18,496 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ max_pooling2d_1 (MaxPooling2D)       │ (None, 50, 50, 64)          │               0 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ conv2d_2 (Conv2D)                    │ (None, 50, 50, 128)         │          73,856 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ max_pooling2d_2 (MaxPooling2D)       │ (None, 25, 25, 128)         │               0 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ flatten (Flatten)                    │ (None, 80000)               │               0 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ dense (Dense)                        │ (None, 5)                   │         400,005 │
        └──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
         Total params: 493,253 (1.88 MB)
         Trainable params: 493,253 (1.88 MB)
         Non-trainable params: 0 (0.00 B)
        """;

    [Fact]
    public void The_lectures_network_has_the_table_that_Keras_prints()
    {
        NetworkInfo info = LectureInfo();
        Assert.Equal(Lecture.ReplaceLineEndings("\n"), info.Summary());
        Assert.All(info.Summary().Split('\n').Where(line => line[0] is '│' or '┃' or '┏'), line => Assert.Equal(88, line.Length));
    }

    [Theory]
    [InlineData(255, "255 (1020.00 B)")]
    [InlineData(256, "256 (1.00 KB)")]
    [InlineData(896, "896 (3.50 KB)")]
    [InlineData(300_000_000, "300,000,000 (1.12 GB)")]
    public void Sizes_are_in_units_of_1024(int parameters, string expected) =>
        Assert.Contains($" Total params: {expected}\n", Info("n", Layer("dense", "Dense", [1], parameters)).Summary(), StringComparison.Ordinal);

    [Fact]
    public void Long_texts_wrap_at_spaces_and_long_words_lose_their_middle()
    {
        string[] lines = Info("n", Layer("a_name_that_is_long_enough_to_wrap", "Conv2D", [1, 1, 1]), Layer(new string('x', 25) + new string('y', 25), "Dense", [1])).Summary().Split('\n');
        Assert.StartsWith("│ a_name_that_is_long_enough_to_wrap   │ (None, 1, 1, 1) ", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("│ (Conv2D)                             │                 ", lines[5], StringComparison.Ordinal);
        Assert.StartsWith($"│ {new string('x', 18)}…{new string('y', 17)} │ (None, 1) ", lines[7], StringComparison.Ordinal);
        Assert.StartsWith("│ (Dense)                              │           ", lines[8], StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_table_is_as_wide_as_asked_and_keeps_every_number()
    {
        NetworkInfo info = LectureInfo();
        for (int width = 40; width <= 120; width++)
        {
            string[] table = [.. info.Summary(width).Split('\n').Where(line => "│┃┏┡├└".Contains(line[0], StringComparison.Ordinal))];
            Assert.All(table, line => Assert.Equal(width, line.Length));
            string text = string.Concat(table);
            Assert.All(info.Layers, layer => Assert.Contains(layer.Parameters.Sum(parameter => parameter.Size).ToString("N0", CultureInfo.InvariantCulture), text, StringComparison.Ordinal));
            Assert.All(info.Layers.SelectMany(layer => layer.OutputShape), side => Assert.Contains(side.ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Names_that_differ_at_their_ends_stay_different_in_40_columns()
    {
        string[] names = [.. LectureInfo().Summary(40).Split('\n').Where(line => line.StartsWith("│ max", StringComparison.Ordinal)).Select(line => line.Split('│')[1])];
        Assert.Equal(3, names.Distinct().Count());
    }

    [Fact]
    public void A_table_of_88_columns_is_Keras() => Assert.Equal(Lecture.ReplaceLineEndings("\n"), LectureInfo().Summary(88));

    [Fact]
    public void A_table_of_fewer_than_40_columns_is_refused() =>
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => LectureInfo().Summary(39)).ParamName);

    [Theory]
    [InlineData("us-ascii")]
    [InlineData("iso-8859-1")]
    public void An_encoding_without_lines_gets_a_table_of_ASCII(string encoding)
    {
        NetworkInfo info = Info("n", Layer("conv2d", "Conv2D", [28, 28, 32], 320), Layer(new string('x', 50), "Dense", [10], 7850));
        string text = NetworkSummary.Write(info, 60, SummaryBorders.For(Encoding.GetEncoding(encoding)));
        Assert.True(Ascii.IsValid(text));
        Assert.All(text.Split('\n')[1..10], line => Assert.Equal(60, line.Length));
        Assert.StartsWith(
            "+--------------------------+-------------------+-----------+\n| Layer (type)             | Output Shape      |   Param # |\n+-",
            text.Split('\n', 2)[1],
            StringComparison.Ordinal);
        Assert.Contains("| conv2d (Conv2D)          | (None, 28, 28,    |       320 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Encodings_of_Unicode_have_the_lines()
    {
        Assert.Same(SummaryBorders.Lines, SummaryBorders.For(Encoding.UTF8));
        Assert.Same(SummaryBorders.Lines, SummaryBorders.For(Encoding.Unicode));
    }

    private static NetworkInfo LectureInfo() => Info(
        "sequential",
        Layer("conv2d", "Conv2D", [200, 200, 32], 896),
        Layer("max_pooling2d", "MaxPooling2D", [100, 100, 32]),
        Layer("conv2d_1", "Conv2D", [100, 100, 64], 18_496),
        Layer("max_pooling2d_1", "MaxPooling2D", [50, 50, 64]),
        Layer("conv2d_2", "Conv2D", [50, 50, 128], 73_856),
        Layer("max_pooling2d_2", "MaxPooling2D", [25, 25, 128]),
        Layer("flatten", "Flatten", [80_000]),
        Layer("dense", "Dense", [5], 400_005));

    private static NetworkInfo Info(string name, params LayerInfo[] layers) => new(name, [1], layers)
    {
        OutputActivation = Activation.Linear,
        InferenceBytes = 0,
        TrainingBytes = 0,
        TrainingBytesPerSample = 0,
        TrainingBytesPerWorker = 0,
    };

    private static LayerInfo Layer(string name, string kind, int[] outputShape, int parameters = 0) => new()
    {
        Name = name,
        Kind = kind,
        InputShape = [1],
        OutputShape = outputShape,
        Parameters = parameters == 0 ? [] : [new ParameterInfo { Name = name + "/kernel", Shape = [parameters], Offset = 0 }],
        ForwardFlops = 0,
    };
}
