using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Networks;

/// <summary>The summary of networks that are no chains.</summary>
public class GraphSummaryTests
{
    /// <summary>As Keras 3 prints these layers of a functional model, 108 columns wide.</summary>
    private const string Graph =
        """
        Model: "functional"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                  ┃ Output Shape              ┃         Param # ┃ Connected to               ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
        │ input_layer (InputLayer)      │ (None, 8, 7, 3)           │               0 │ -                          │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ stem (Conv2D)                 │ (None, 8, 7, 4)           │             108 │ input_layer[0][0]          │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ batch_normalization           │ (None, 8, 7, 4)           │              16 │ stem[0][0]                 │
        │ (BatchNormalization)          │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ depthwise_conv2d              │ (None, 8, 7, 4)           │              40 │ batch_normalization[0][0]  │
        │ (DepthwiseConv2D)             │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ sum (Add)                     │ (None, 8, 7, 4)           │               0 │ stem[0][0],                │
        │                               │                           │                 │ depthwise_conv2d[0][0]     │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ global_average_pooling2d      │ (None, 4)                 │               0 │ sum[0][0]                  │
        │ (GlobalAveragePooling2D)      │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ dense (Dense)                 │ (None, 4)                 │              20 │ global_average_pooling2d[… │
        └───────────────────────────────┴───────────────────────────┴─────────────────┴────────────────────────────┘
        """;

    [Fact]
    public void A_graph_has_the_table_that_Keras_prints()
    {
        NetworkInfo info = Info(
            Layer("stem", "Conv2D", [8, 7, 4], 108),
            Layer("batch_normalization", "BatchNormalization", [8, 7, 4], 16),
            Layer("depthwise_conv2d", "DepthwiseConv2D", [8, 7, 4], 40),
            Layer("sum", "Add", [8, 7, 4], 0, "stem", "depthwise_conv2d"),
            Layer("global_average_pooling2d", "GlobalAveragePooling2D", [4], 0),
            Layer("dense", "Dense", [4], 20));

        Assert.Equal(Graph.ReplaceLineEndings("\n"), string.Join('\n', info.Summary().Split('\n').SkipLast(3)));
    }

    [Fact]
    public void A_chain_that_names_what_it_reads_is_a_chain() => Assert.DoesNotContain(
        "Connected to", Info(Layer("a", "Dense", [4], 20, "input"), Layer("b", "Dense", [4], 20, "a")).Summary(), StringComparison.Ordinal);

    [Fact]
    public void What_a_layer_does_not_say_is_the_layer_above()
    {
        NetworkInfo info = Info(Layer("a", "Dense", [4], 20), Layer("b", "Dense", [4], 20), Layer("add", "Add", [4], 0, "a", "input"));

        Assert.Equal(["input", "a", "a, input"], info.Layers.Select(layer => string.Join(", ", layer.Inputs)));
    }

    private static NetworkInfo Info(params LayerInfo[] layers) => new("functional", [8, 7, 3], layers)
    {
        OutputActivation = Activation.Linear,
        InferenceBytes = 0,
        TrainingBytes = 0,
        TrainingBytesPerSample = 0,
        TrainingBytesPerWorker = 0,
    };

    private static LayerInfo Layer(string name, string kind, int[] output, int parameters, params string[] inputs)
    {
        ParameterInfo[] infos = parameters == 0 ? [] : [new ParameterInfo { Name = name + "/kernel", Shape = [parameters], Offset = 0, Initializer = Initializer.Zeros }];
        var layer = new LayerInfo { Name = name, Kind = kind, InputShape = [1], OutputShape = output, Parameters = infos, ForwardFlops = 0 };
        return inputs.Length == 0
            ? layer
            : new LayerInfo { Name = name, Kind = kind, Inputs = inputs, InputShape = [1], OutputShape = output, Parameters = infos, ForwardFlops = 0 };
    }
}
