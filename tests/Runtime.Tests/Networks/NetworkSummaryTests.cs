using System;
using System.Linq;
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
        NetworkInfo info = Info(
            "sequential",
            Layer("conv2d", "Conv2D", [200, 200, 32], 896),
            Layer("max_pooling2d", "MaxPooling2D", [100, 100, 32]),
            Layer("conv2d_1", "Conv2D", [100, 100, 64], 18_496),
            Layer("max_pooling2d_1", "MaxPooling2D", [50, 50, 64]),
            Layer("conv2d_2", "Conv2D", [50, 50, 128], 73_856),
            Layer("max_pooling2d_2", "MaxPooling2D", [25, 25, 128]),
            Layer("flatten", "Flatten", [80_000]),
            Layer("dense", "Dense", [5], 400_005));
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
    public void Long_texts_wrap_at_spaces_and_long_words_are_cut()
    {
        string[] lines = Info("n", Layer("a_name_that_is_long_enough_to_wrap", "Conv2D", [1, 1, 1]), Layer(new string('x', 50), "Dense", [1])).Summary().Split('\n');
        Assert.StartsWith("│ a_name_that_is_long_enough_to_wrap   │ (None, 1, 1, 1) ", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("│ (Conv2D)                             │                 ", lines[5], StringComparison.Ordinal);
        Assert.StartsWith($"│ {new string('x', 35)}… │ (None, 1) ", lines[7], StringComparison.Ordinal);
        Assert.StartsWith("│ (Dense)                              │           ", lines[8], StringComparison.Ordinal);
    }

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
