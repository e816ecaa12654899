using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using NetGen.Import.Json;
using NetGen.Import.Keras;
using NetGen.Import.Tests.Support;
using NetGen.Import.Text.Blocks;
using Xunit;

namespace NetGen.Import.Tests.Keras;

/// <summary>What Keras's settings become, and what is refused.</summary>
public sealed class KerasTranslationTests
{
    [Fact]
    public void All_obstacles_are_listed_at_once_with_their_layers()
    {
        var refusal = Assert.Throws<UnsupportedModelException>(() => Attributes(
            [28, 28, 1],
            ("Conv2D", """{"name": "stem", "filters": 2, "kernel_size": 3, "data_format": "channels_first"}"""),
            ("LSTM", """{"name": "memory", "units": 4}"""),
            ("Lambda", """{"name": "code", "function": "x"}"""),
            ("BatchNormalization", """{"name": "norm", "axis": 3, "renorm": true}"""),
            ("Activation", """{"name": "odd", "activation": "sparsemax"}""")));

        Assert.Equal(
            [("Conv2D", "stem"), ("LSTM", "memory"), ("Lambda", "code"), ("BatchNormalization", "norm"), ("Activation", "odd")],
            refusal.Obstacles.Select(obstacle => (obstacle.Operator, obstacle.Node)));
        Assert.Contains("renorm", refusal.Obstacles[3].Reason);
        Assert.Contains("code of Python is not run", refusal.Message);
    }

    [Theory]
    [InlineData("Activation", """{"activation": "relu6"}""", "[Activation(Activation.ReLU6)]")]
    [InlineData("Activation", """{"activation": {"class_name": "ReLU", "config": {"name": "r", "max_value": 6.0}}}""", "[ReLU(MaxValue = 6)]")]
    [InlineData("Activation", """{"activation": {"module": "builtins", "class_name": "function", "config": "silu"}}""", "[Activation(Activation.SiLU)]")]
    [InlineData("LeakyReLU", """{"alpha": 0.10000000149011612}""", "[LeakyReLU(0.1)]")]
    [InlineData("LeakyReLU", """{"negative_slope": 0.3}""", "[LeakyReLU]")]
    [InlineData("ThresholdedReLU", """{"theta": 0.5}""", "[ReLU(Threshold = 0.5)]")]
    [InlineData("Softmax", """{"axis": -1}""", "[Activation(Activation.Softmax)]")]
    [InlineData("Rescaling", """{"scale": 0.00392156862745098, "offset": 0.0}""", "[Rescaling(1 / 255.0)]")]
    [InlineData("MaxPooling2D", """{"pool_size": [3, 3], "strides": null, "padding": "same"}""", "[MaxPooling2D(3, Padding = Padding.Same)]")]
    [InlineData("ZeroPadding2D", """{"padding": [[0, 1], [0, 1]]}""", "[ZeroPadding2D(Bottom = 1, Right = 1)]")]
    [InlineData("CenterCrop", """{"height": 5, "width": 6}""", "[Cropping2D(Top = 1, Bottom = 2, Left = 1, Right = 1)]")]
    [InlineData("RandomFlip", """{"mode": "horizontal", "seed": 3}""", "[RandomFlip(FlipMode.Horizontal)]")]
    [InlineData("Dropout", """{"rate": 0.5, "noise_shape": null, "seed": 7}""", "[Dropout(0.5)]")]
    public void A_layers_settings_become_arguments(string className, string config, string attribute) =>
        Assert.Equal([attribute], Attributes([8, 8, 3], (className, WithName(config))));

    [Theory]
    [InlineData("Dropout", """{"rate": 0.5, "noise_shape": [1, 8]}""", "noise_shape")]
    [InlineData("Softmax", """{"axis": 1}""", "another axis")]
    [InlineData("Activation", """{"activation": "hard_sigmoid"}""", "Keras 2")]
    [InlineData("Resizing", """{"height": 4, "width": 4}""", "4x4")]
    [InlineData("Flatten", """{"novelty": 3}""", "novelty")]
    [InlineData("UpSampling2D", """{"size": 2, "interpolation": "bicubic"}""", "bicubic")]
    public void What_would_compute_something_else_is_refused(string className, string config, string reason)
    {
        var refusal = Assert.Throws<UnsupportedModelException>(() => Attributes([8, 8, 3], (className, WithName(config))));

        Assert.Contains(reason, Assert.Single(refusal.Obstacles).Reason);
    }

    [Theory]
    [InlineData("Conv2D", """{"filters": 2, "kernel_size": 2, "strides": 0, "padding": "same"}""")]
    [InlineData("DepthwiseConv2D", """{"kernel_size": 0}""")]
    [InlineData("MaxPooling2D", """{"pool_size": 2, "strides": [0, 1], "padding": "same"}""")]
    [InlineData("Conv2DTranspose", """{"filters": 2, "kernel_size": 2, "strides": 0}""")]
    public void Sizes_below_one_are_a_broken_file(string className, string config) =>
        Assert.Throws<System.FormatException>(() => Attributes([8, 8, 3], (className, WithName(config))));

    [Fact]
    public void Unknown_settings_that_say_nothing_are_ignored() =>
        Assert.Equal(["[Flatten]"], Attributes([8, 8, 3], ("Flatten", """{"name": "flatten", "groups": 1, "novelty": null, "other": false, "list": []}""")));

    [Fact]
    public void Images_without_channels_have_one()
    {
        Assert.Equal(["[Flatten]"], Attributes([28, 28], ("Flatten", """{"name": "flatten"}""")));
        Assert.Equal(
            ["[Rescaling(0.5)]", "[MaxPooling2D]"],
            Attributes(
                [28, 28],
                ("Rescaling", """{"name": "rescaling", "scale": 0.5}"""),
                ("Reshape", """{"name": "reshape", "target_shape": [28, 28, 1]}"""),
                ("MaxPooling2D", """{"name": "max_pooling2d", "pool_size": 2, "strides": 2}""")));
    }

    [Fact]
    public void A_dense_layer_over_pixels_is_a_convolution_of_one_pixel()
    {
        var weights = new GivenWeights();
        weights.Add("dense", "kernel", [3, 2], [1, 2, 3, 4, 5, 6]);
        weights.Add("dense", "bias", [2], [0.5f, -0.5f]);
        INetwork network = ImportedClass.Create(Import([1, 2, 3], weights, ("Dense", """{"name": "dense", "units": 2}""")));

        Assert.Equal("Conv2D", network.Info.Layers[0].Kind);
        Assert.Equal([9.5f, 11.5f, 1.5f, 1.5f], ImportedClass.Predict(network, [1, 1, 1, 1, 0, 0]));
    }

    [Theory]
    [InlineData("Add", "[\"TENSOR\", 2.0]", "[Rescaling(1, 2)]")]
    [InlineData("Subtract", "[3.0, \"TENSOR\"]", "[Rescaling(-1, 3)]")]
    [InlineData("Multiply", "[\"TENSOR\", 0.25]", "[Rescaling(0.25)]")]
    [InlineData("TrueDivide", "[\"TENSOR\", 4.0]", "[Rescaling(0.25)]")]
    public void Arithmetic_with_a_number_is_a_rescaling(string operation, string arguments, string attribute)
    {
        const string Tensor = """{"class_name": "__keras_tensor__", "config": {"shape": [null, 8], "keras_history": ["in", 0, 0]}}""";
        string model =
            $$$"""
            {"class_name": "Functional", "config": {"name": "model", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 8], "name": "in"}, "name": "in", "inbound_nodes": []},
              {"module": "keras.src.ops.numpy", "class_name": "{{{operation}}}", "config": {"name": "op"}, "name": "op",
               "inbound_nodes": [{"args": {{{arguments.Replace("\"TENSOR\"", Tensor, System.StringComparison.Ordinal)}}}, "kwargs": {}}]}],
             "input_layers": ["in", 0, 0], "output_layers": ["op", 0, 0]}}
            """;

        Assert.Equal(attribute, Assert.Single(Outline.Of(LayerLine.Of(Read(model, new ImportOptions())), [])));
    }

    [Fact]
    public void Layers_that_are_called_twice_are_two_with_copies_of_the_weights()
    {
        const string Model =
            """
            {"class_name": "Functional", "config": {"name": "model", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2], "name": "in"}, "name": "in", "inbound_nodes": []},
              {"class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false}, "name": "d", "inbound_nodes": [[["in", 0, 0, {}]], [["d", 0, 0, {}]]]}],
             "input_layers": [["in", 0, 0]], "output_layers": [["d", 1, 0]]}}
            """;
        var weights = new GivenWeights();
        weights.Add("d", "kernel", [2, 2], [1, 1, 0, 1]);

        ImportedNetwork imported = Read(Model, new ImportOptions(), weights);

        Assert.Contains("'d'", Assert.Single(imported.Remarks));
        Assert.Equal([1f, 2], ImportedClass.Predict(ImportedClass.Create(imported), [1, 0]));
    }

    [Fact]
    public void Of_several_outputs_one_is_computed_where_it_is_named()
    {
        const string Model =
            """
            {"class_name": "Functional", "config": {"name": "model", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 8], "name": "in"}, "name": "in", "inbound_nodes": []},
              {"class_name": "ReLU", "config": {"name": "left"}, "name": "left", "inbound_nodes": [[["in", 0, 0, {}]]]},
              {"class_name": "Activation", "config": {"name": "right", "activation": "tanh"}, "name": "right", "inbound_nodes": [[["in", 0, 0, {}]]]}],
             "input_layers": [["in", 0, 0]], "output_layers": [["left", 0, 0], ["right", 0, 0]]}}
            """;

        var refusal = Assert.Throws<UnsupportedModelException>(() => Read(Model, new ImportOptions()));
        ImportedNetwork imported = Read(Model, new ImportOptions { Output = "right" });

        Assert.Contains("'left', 'right'", Assert.Single(refusal.Obstacles).Reason);
        Assert.Equal("right", Assert.Single(imported.Layers).Name);
        Assert.Contains("'left'", Assert.Single(imported.Remarks));
    }

    [Fact]
    public void A_sequence_ends_behind_the_layer_that_is_named()
    {
        const string Model =
            """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [
              {"class_name": "ReLU", "config": {"name": "first", "batch_input_shape": [null, 8]}},
              {"class_name": "Activation", "config": {"name": "second", "activation": "tanh"}}]}}
            """;

        ImportedNetwork imported = Read(Model, new ImportOptions { Output = "first" });
        var refusal = Assert.Throws<UnsupportedModelException>(() => Read(Model, new ImportOptions { Output = "third" }));

        Assert.Equal("first", Assert.Single(imported.Layers).Name);
        Assert.Contains("'second'", Assert.Single(imported.Remarks));
        Assert.Contains("'first', 'second'", Assert.Single(refusal.Obstacles).Needed);
    }

    [Fact]
    public void Layers_that_read_each_other_are_a_broken_file()
    {
        const string Model =
            """
            {"class_name": "Functional", "config": {"name": "model", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 8], "name": "in"}, "name": "in", "inbound_nodes": []},
              {"class_name": "Add", "config": {"name": "a"}, "name": "a", "inbound_nodes": [[["in", 0, 0, {}], ["b", 0, 0, {}]]]},
              {"class_name": "ReLU", "config": {"name": "b"}, "name": "b", "inbound_nodes": [[["a", 0, 0, {}]]]}],
             "input_layers": [["in", 0, 0]], "output_layers": [["b", 0, 0]]}}
            """;

        Assert.Contains("its own output", Assert.Throws<System.FormatException>(() => Read(Model, new ImportOptions())).Message);
    }

    [Fact]
    public void Any_height_and_width_need_the_options()
    {
        const string Model =
            """{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "ReLU", "config": {"name": "re_lu", "batch_input_shape": [null, null, null, 3]}}]}}""";

        var refusal = Assert.Throws<UnsupportedModelException>(() => Read(Model, new ImportOptions()));

        Assert.Contains("ImportOptions.Height and ImportOptions.Width", Assert.Single(refusal.Obstacles).Needed);
        Assert.Equal([5, 7, 3], Read(Model, new ImportOptions { Height = 5, Width = 7 }).InputShape);
    }

    private static string WithName(string config) => config.Insert(1, "\"name\": \"\", ");

    private static IEnumerable<string> Attributes(IReadOnlyList<int> shape, params (string ClassName, string Config)[] layers) =>
        Outline.Of(LayerLine.Of(Import(shape, new GivenWeights(), layers)), []);

    private static ImportedNetwork Import(IReadOnlyList<int> shape, GivenWeights weights, params (string ClassName, string Config)[] layers)
    {
        JsonNode[] all = [.. layers.Select(layer => new JsonObject { ["class_name"] = layer.ClassName, ["config"] = JsonNode.Parse(layer.Config) })];
        all[0]["config"]!["batch_input_shape"] = new JsonArray([null, .. shape.Select(size => (JsonNode)size)]);
        var model = new JsonObject { ["class_name"] = "Sequential", ["config"] = new JsonObject { ["name"] = "sequential", ["layers"] = new JsonArray(all) } };
        return Read(model.ToJsonString(), new ImportOptions(), weights);
    }

    private static ImportedNetwork Read(string text, ImportOptions options, GivenWeights? weights = null)
    {
        Json.JsonValue model = JsonText.Parse(text);
        return KerasNetwork.Import("model", "test", KerasTopology.Read(model), model, weights ?? new GivenWeights(), new KerasDialect("2.10.0"), options);
    }
}
