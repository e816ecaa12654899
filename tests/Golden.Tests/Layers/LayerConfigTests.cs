using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Layers;

/// <summary>Layers describe themselves as Keras's <c>get_config</c> does.</summary>
public class LayerConfigTests
{
    // Keras says these since versions that others refuse to read them from; they have their defaults.
    private static readonly Dictionary<string, string> Unsaid = new()
    {
        ["input_axes"] = "null",
        ["output_axes"] = "null",
        ["quantization_config"] = "null",
        ["renorm"] = "false",
        ["renorm_clipping"] = "null",
        ["renorm_momentum"] = "0.99",
    };

    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly ConfigCase[] Cases =
        JsonSerializer.Deserialize<ConfigCase[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "configs.json")), Format)!;

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
    [
        .. Cases.Select((golden, i) => Network(NameOf(i), SampleShape.Of(golden.InputShape), golden.Declaration)),
        Network("BothConstraints", SampleShape.Vector(6), "[Dense(3, BiasMaxNorm = 2, BiasNonNegative = true)]"),
        Network("Padded", SampleShape.Image(9, 8, 3), "[Conv2D(4, 3, Pad = 1, PadTop = 0)]"),
        Network("PaddedMean", SampleShape.Image(9, 8, 3), "[AveragePooling2D(2, PadLeft = 1, CountIncludePad = true)]"),
        Network("OtherSlope", SampleShape.Vector(6), "[Activation(Activation.LeakyReLU, NegativeSlope = 0.3)]"),
    ]));

    public static TheoryData<int, string> Declarations()
    {
        var data = new TheoryData<int, string>();
        foreach ((int i, ConfigCase golden) in Cases.Index())
        {
            data.Add(i, golden.Declaration);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_layer_describes_itself_as_Keras_does(int number, string declaration)
    {
        ConfigCase golden = Cases[number];
        LayerInfo layer = InfoOf(number).Layers[^1];

        JsonNode actual = JsonNode.Parse(layer.Config.ToString())!;
        JsonNode expected = WithoutUnsaid(golden.Config);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{declaration}\nexpected {expected.ToJsonString()}\nis       {actual.ToJsonString()}");
        Assert.Equal((golden.ClassName, (string)golden.Config["name"]!), (layer.Kind, layer.Name));
    }

    [Fact]
    public void Every_kind_of_layer_is_described()
    {
        IEnumerable<string> kinds = typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .Select(type => type.Name[..^nameof(Attribute).Length]);

        Assert.Equal(kinds.Order(), Cases.Select(golden => golden.ClassName).Distinct().Order());
    }

    [Fact]
    public void Values_have_the_types_that_are_promised_and_cannot_be_changed()
    {
        KerasConfig config = ConfigOf("Conv2D", "stem");

        Assert.True(config["kernel_size"] is IReadOnlyList<int> and [3, 3]);
        Assert.Equal(8, config["filters"]);
        Assert.Equal("valid", config["padding"]);
        Assert.Equal(true, config["use_bias"]);
        Assert.True(config.ContainsKey("kernel_regularizer"));
        Assert.Null(config["kernel_regularizer"]);
        Assert.Equal("GlorotUniform", Assert.IsType<KerasConfig>(config["kernel_initializer"])["class_name"]);
        Assert.True(Assert.IsAssignableFrom<IList<int>>(config["strides"]).IsReadOnly);
        Assert.Equal(0.25, ConfigOf("Dropout", "dropout")["rate"]);
        Assert.Same(InfoOf(0).Layers[0].Config, InfoOf(0).Layers[0].Config);
        Assert.Equal(["name", "trainable", "dtype", "filters"], config.Keys.Take(4));
        Assert.Equal(config.Count, config.Values.Count());
    }

    [Fact]
    public void A_name_that_is_not_there_is_told_with_those_that_are()
    {
        KeyNotFoundException missing = Assert.Throws<KeyNotFoundException>(() => ConfigOf("Flatten", "flatten")["filters"]);
        Assert.Equal("There is no 'filters'; there is name, trainable, dtype, data_format.", missing.Message);
    }

    [Theory]
    [InlineData("BothConstraints", "\"bias_constraint\":[{\"module\":\"keras.constraints\",\"class_name\":\"NonNeg\",\"config\":{},\"registered_name\":null},"
        + "{\"module\":\"keras.constraints\",\"class_name\":\"MaxNorm\",\"config\":{\"max_value\":2,\"axis\":0},\"registered_name\":null}]")]
    [InlineData("Padded", "\"pads\":[[0,1],[1,1]]")]
    [InlineData("PaddedMean", "\"pads\":[[0,0],[1,0]],\"count_include_pad\":true")]
    [InlineData("OtherSlope", "\"activation\":\"leaky_relu\",\"negative_slope\":0.3")]
    public void What_Keras_has_no_word_for_is_said_all_the_same(string network, string part) =>
        Assert.Contains(part, Compiled.Value.Create(network).Info.Layers[0].Config.ToString(), StringComparison.Ordinal);

    private static KerasConfig ConfigOf(string kind, string name)
    {
        int number = Array.FindIndex(Cases, golden => golden.ClassName == kind && (string)golden.Config["name"]! == name);
        return InfoOf(number).Layers[^1].Config;
    }

    private static NetworkInfo InfoOf(int number) => Compiled.Value.Create(NameOf(number)).Info;

    private static NetworkSpec Network(string name, SampleShape input, string layers) =>
        new(name, input, [.. layers.Split('\n').Select(layer => new Declared(layer))]) { InputGradient = false };

    private static string NameOf(int number) => FormattableString.Invariant($"Config{number}");

    private static JsonNode WithoutUnsaid(JsonNode node) => node switch
    {
        JsonObject named => new JsonObject(named
            .Where(entry => !(Unsaid.TryGetValue(entry.Key, out string? usual) && (entry.Value?.ToJsonString() ?? "null") == usual))
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value is { } value ? WithoutUnsaid(value) : null))),
        _ => node.DeepClone(),
    };

    /// <summary>Attributes, each in a line, and what Keras 3 says of the last one's layer.</summary>
    private sealed record ConfigCase(string Declaration, int[] InputShape, string ClassName, JsonObject Config);

    /// <summary>An attribute as it stands in a file.</summary>
    private sealed record Declared(string Text) : LayerSpec
    {
        public override string Attribute => Text;

        public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => throw new NotSupportedException("It is declared and not computed.");
    }
}
