using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using NetGen.Import.Files;
using NetGen.Import.Graphs.Lowering;
using NetGen.Import.Hdf5;
using NetGen.Import.Keras.Layers;
using NetGen.Import.TensorFlowGraphs;
using NetGen.Import.Tests.Onnx;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.LayerKinds;

/// <summary>
/// Every kind of layer and every operator that is imported has a case among the files that the kept scripts make (Scripts/make_*), or a reason why its format has
/// none.
/// </summary>
public sealed class LayerKindTests
{
    private const double Tolerance = 1e-5;

    private const string TrainingAlone = "it acts in training alone, and ends before a model is exported";

    private const string NotInTensorFlowJs = "TensorFlow.js has no such layer";

    private static readonly string[] OfTraining =
    [
        "SpatialDropout2D", "GaussianDropout", "AlphaDropout", "GaussianNoise", "RandomFlip", "RandomTranslation", "RandomRotation", "RandomZoom",
        "RandomContrast", "RandomBrightness", "RandomCrop",
    ];

    /// <summary>Kinds of NetGen's layers that a format's files never become, and why.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Absent = new()
    {
        ["keras"] = [],
        ["tfjs layers"] = new()
        {
            ["GroupNormalization"] = NotInTensorFlowJs,
            ["Normalization"] = NotInTensorFlowJs,
            ["Subtract"] = NotInTensorFlowJs,
            ["SpatialDropout2D"] = NotInTensorFlowJs,
        },
        ["tfjs graph"] = new()
        {
            ["Conv2DTranspose"] = "it is Conv2DBackpropInput, which computes its shape",
            ["SeparableConv2D"] = "it is two convolutions",
            ["GroupNormalization"] = "TensorFlow has no such operator",
            ["LayerNormalization"] = "TensorFlow has no such operator",
            ["Dropout"] = TrainingAlone,
            ["Cropping2D"] = "it is StridedSlice",
            ["Normalization"] = "it is a difference and a quotient of channels",
            ["Average"] = "it is a sum and a quotient",
            ["ReLU"] = "its operators are functions without settings",
            ["ELU"] = "its operator is the function with its usual factor",
        },
        ["onnx"] = new()
        {
            ["SeparableConv2D"] = "it is two convolutions, which become one layer in the files that NetGen itself has written",
        },
    };

    public static TheoryData<string> Files => [.. LayerFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_layer_of_a_file_computes_what_it_computed_elsewhere(string name)
    {
        LayerFile file = LayerFile.Of(name);
        IReadOnlyDictionary<string, ImportedNetwork> imported = file.Import();
        IReadOnlyList<INetwork> networks = ImportedClass.CreateAll([.. imported.Values]);

        Assert.All(
            imported.Keys.Zip(networks),
            one => Closeness.Holds(one.First, file.Outputs[one.First], ImportedClass.Predict(one.Second, file.Input), Tolerance));
    }

    [Fact]
    public void Every_class_of_Kerass_that_is_imported_has_a_case()
    {
        HashSet<string> cases = [.. ClassesOf("keras"), .. ClassesOf("keras 2")];

        Assert.Empty(LayerTranslators.ClassNames.Except(cases));
    }

    [Fact]
    public void Every_class_that_TensorFlow_js_has_too_has_a_case_from_there()
    {
        string[] absent =
        [
            .. Absent["tfjs layers"].Keys, "TFOpLambda", "TrueDivide", "Divide", "ActivityRegularization", "RandomFlip", "RandomTranslation", "RandomRotation",
            "RandomZoom", "RandomContrast", "RandomBrightness", "RandomCrop",

            // Its layer asks for an image and takes a list of them: it does not run.
            "Resizing",
        ];

        Assert.Empty(LayerTranslators.ClassNames.Except(absent).Except(ClassesOf("tfjs layers")));
        Assert.Empty(absent.Intersect(ClassesOf("tfjs layers")));
    }

    [Fact]
    public void Every_operator_of_ONNX_that_is_imported_has_a_case()
    {
        HashSet<string> cases = [.. Directory.GetDirectories(BackendTestCase.Own).SelectMany(folder => BackendTestCase.OfOwn(Path.GetFileName(folder)).Kinds)];

        // What rewriting makes of several operators, and TensorFlow's own.
        string[] made = ["Affine", "Relu6", Graphs.Passes.ComposeRectifiers.Kind];

        Assert.Empty(LayerMaker.Kinds.Except(made).Except(cases));
    }

    [Fact]
    public void Every_operator_of_TensorFlow_js_that_is_imported_has_a_case()
    {
        // Graphs of TensorFlow have these; TensorFlow.js does not run them.
        string[] absent = ["PreventGradient", "Softsign"];
        JsonNode graph = JsonNode.Parse(File.ReadAllBytes(LayerFile.Of("tfjs graph").Model))!;
        HashSet<string> cases = [.. graph["modelTopology"]!["node"]!.AsArray().Select(node => (string)node!["op"]!)];
        string[] described =
        [
            "Conv2D", "_FusedConv2D", "DepthwiseConv2dNative", "FusedDepthwiseConv2dNative", "MatMul", "_FusedMatMul", "MaxPool", "AvgPool", "Mean", "Max",
            "LeakyRelu", "Squeeze", "ConcatV2",
            "Pad", "PadV2", "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3", "ResizeNearestNeighbor", "ResizeBilinear",
        ];

        Assert.Empty(TensorFlowOperators.Renamed.Concat(described).Except(absent).Except(cases));
    }

    [Theory]
    [InlineData("keras")]
    [InlineData("tfjs layers")]
    [InlineData("tfjs graph")]
    [InlineData("onnx")]
    public void Every_kind_of_NetGens_layers_comes_from_a_file_of_each_format_or_has_a_reason(string format)
    {
        IEnumerable<string> kinds = typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsAbstract: false } && type.IsSubclassOf(typeof(LayerAttribute)) && type != typeof(BlockAttribute))
            .Select(type => type.Name[..^nameof(Attribute).Length]);
        IEnumerable<ImportedNetwork> networks = format == "onnx"
            ? Directory.GetDirectories(BackendTestCase.Own).Select(folder => BackendTestCase.OfOwn(Path.GetFileName(folder)).Import())
            : LayerFile.Of(format).Import().Values;
        HashSet<string> made = [.. networks.SelectMany(network => network.Layers).Select(layer => layer.Kind)];
        HashSet<string> absent = [.. Absent[format].Keys];
        if (format != "keras")
        {
            absent.UnionWith(OfTraining.Except(made));
        }

        Assert.Equal([], kinds.Except(made).Except(absent));
        Assert.Equal([], absent.Intersect(made));
    }

    [Fact]
    public void Every_function_comes_from_a_file_of_Kerass()
    {
        string text = string.Concat(LayerFile.Of("keras").Import().Values.Select(network => network.ToSource("Net")));

        Assert.All(Enum.GetNames<Activation>(), function => Assert.Contains("Activation." + function, function == "Linear" ? "Activation.Linear" : text));
    }

    [Fact]
    public void Every_layer_with_weights_takes_them_from_PyTorch()
    {
        string[] absent = ["Normalization"];
        INetwork[] networks =
        [
            Compile(
                "12, 12, 2",
                "[Conv2D(4, 3)] [BatchNormalization] [ReLU] [DepthwiseConv2D(3, DepthMultiplier = 2, UseBias = false)] [PReLU(SharedAxes = new[] { 1, 2 })] "
                    + "[MaxPooling2D] [Conv2DTranspose(3, 2, 2)] [Flatten] [BatchNormalization] [Dense(6, Activation = Activation.Tanh)] [Dense(5)] "
                    + "[Activation(Activation.Softmax)]"),
            Compile("9, 8, 3", "[SeparableConv2D(6, 3, DepthMultiplier = 2, Activation = Activation.ReLU)] [GlobalAveragePooling2D] [Dense(4)]"),
            Compile(
                "6, 5, 2",
                "[Conv2D(4, 3, Groups = 2)] [GroupNormalization(Groups = 2)] [LayerNormalization(1, 2, 3)] [ReLU] [Flatten] [LayerNormalization] [Dense(3)]"),
        ];
        (string File, string Stem)[] files = [("state.pt", ""), ("separable.pt", "separable_"), ("normalized.pt", "normalized_")];
        foreach ((INetwork network, (string file, string stem)) in networks.Zip(files))
        {
            network.LoadFrom(KnownFiles.PathOf("pytorch/" + file));
            float[] input = KnownFiles.Numbers("pytorch", stem + "input");
            Closeness.Holds(file, KnownFiles.Numbers("pytorch", stem + "output"), ImportedClass.Predict(network, input), Tolerance);
        }

        // Which layers have weights is seen from the files of Keras's.
        IEnumerable<string> weighted = LayerFile.Of("keras").Import().Values
            .SelectMany(network => network.Layers
                .Where(layer => network.Tensors.Any(tensor => tensor.Name.StartsWith(layer.Name + "/", StringComparison.Ordinal))))
            .Select(layer => layer.Kind);
        IEnumerable<string> taken = networks.SelectMany(network => network.Info.Layers).Where(layer => layer.Parameters.Count > 0).Select(layer => layer.Kind);
        Assert.Empty(weighted.Except(taken).Except(absent));
    }

    private static INetwork Compile(string input, string layers) =>
        ImportedClass.Compile($"using NetGen; namespace Networks; [Network({input})] {layers} public sealed partial class {ImportedClass.ClassName};");

    /// <summary>The classes of all layers in a model of Keras's or of TensorFlow.js's layers.</summary>
    private static IEnumerable<string> ClassesOf(string name)
    {
        byte[] file = File.ReadAllBytes(LayerFile.Of(name).Model);
        string text = name switch
        {
            "keras" => Encoding.UTF8.GetString(ZipMembers.Open(file).ReadText("config.json")),
            "keras 2" => Hdf5File.Open(file).Root.Text("model_config")!,
            _ => Encoding.UTF8.GetString(file),
        };
        JsonNode model = JsonNode.Parse(text)!;
        JsonNode config = model["modelTopology"]?["model_config"] ?? model["modelTopology"] ?? model;
        return config["config"]!["layers"]!.AsArray().Select(layer => (string)layer!["class_name"]!);
    }
}
