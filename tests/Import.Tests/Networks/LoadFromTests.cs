using System;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Networks;

/// <summary>A class that somebody has written takes the weights of other frameworks' files.</summary>
public sealed class LoadFromTests
{
    private const double Tolerance = 1e-5;

    private const string KerasLayers =
        """
        [Conv2D(4, 3, Activation = Activation.ReLU)] [BatchNormalization] [MaxPooling2D] [Conv2D(6, 2, PadBottom = 1, PadRight = 1)] [ReLU] [Flatten] [Dense(5)] [Activation(Activation.Softmax)]
        """;

    private const string PyTorchLayers =
        """
        [Conv2D(4, 3)] [BatchNormalization] [ReLU] [DepthwiseConv2D(3, DepthMultiplier = 2, UseBias = false)] [PReLU(SharedAxes = new[] { 1, 2 })] [MaxPooling2D]
        [Conv2DTranspose(3, 2, 2)] [Flatten] [BatchNormalization] [Dense(6, Activation = Activation.Tanh)] [Dense(5)] [Activation(Activation.Softmax)]
        """;

    [Theory]
    [InlineData("weights-only.h5")]
    [InlineData("sequential.h5")]
    [InlineData("keras3.weights.h5")]
    [InlineData("windows.keras")]
    [InlineData("chunked.h5")]
    public void Weights_of_Kerass_fit_a_class_in_order(string file)
    {
        INetwork network = Compile(KerasLayers);

        WeightMapping mapping = network.LoadFrom(KnownFiles.PathOf("keras/" + file));

        Assert.Equal(network.Parameters.Select(parameter => parameter.Info.Name), mapping.Sources.Select(source => source.Key));
        Closeness.Holds(file, KnownFiles.Numbers("keras", "chain"), ImportedClass.Predict(network, KnownFiles.Numbers("keras", "input")), Tolerance);
    }

    [Theory]
    [InlineData("state.pt", 1e-5)]
    [InlineData("legacy.pth", 1e-5)]
    [InlineData("checkpoint.pt", 1e-5)]
    [InlineData("prefixed.pt", 1e-5)]
    [InlineData("state.safetensors", 1e-5)]
    [InlineData("half.pt", 1e-2)]
    public void Weights_of_PyTorchs_fit_a_class_in_order_and_in_its_layout(string file, double tolerance)
    {
        INetwork network = Compile(PyTorchLayers);

        WeightMapping mapping = network.LoadFrom(KnownFiles.PathOf("pytorch/" + file));

        Assert.Contains("dense/kernel (192, 6) from", mapping.ToString());
        Assert.Contains("in the order of flattened (height, width, channels)", mapping.ToString());
        Closeness.Holds(file, KnownFiles.Numbers("pytorch", "output"), ImportedClass.Predict(network, KnownFiles.Numbers("pytorch", "input")), tolerance);
    }

    [Theory]
    [InlineData("[SeparableConv2D(6, 3, DepthMultiplier = 2, Activation = Activation.ReLU)]")]
    [InlineData("[SeparableConv2D(6, 3, DepthMultiplier = 2, Activation = Activation.ReLU, Name = \"separable\")]")]
    [InlineData("[DepthwiseConv2D(3, DepthMultiplier = 2, UseBias = false)] [Conv2D(6, 1, Activation = Activation.ReLU)]")]
    public void Two_convolutions_of_PyTorchs_are_a_separable_one_where_the_class_has_one(string layers)
    {
        INetwork network = ImportedClass.Compile(
            $"using NetGen; namespace Networks; [Network(9, 8, 3)] {layers} [GlobalAveragePooling2D] [Dense(4)] public sealed partial class {ImportedClass.ClassName};");

        network.LoadFrom(KnownFiles.PathOf("pytorch/separable.pt"));

        float[] input = KnownFiles.Numbers("pytorch", "separable_input");
        Closeness.Holds("separable.pt", KnownFiles.Numbers("pytorch", "separable_output"), ImportedClass.Predict(network, input), Tolerance);
    }

    [SharedModelTheory]
    [InlineData("keras/mesonet-meso4-weights-only.h5", "onnx/mesonet-meso4.onnx")]
    public void Published_weights_alone_make_a_class_compute_what_its_twin_does(string weights, string twin)
    {
        INetwork network = ImportedClass.Compile(
            $"""
            using NetGen; namespace Networks; [Network(256, 256, 3)]
            [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [BatchNormalization] [MaxPooling2D(2, Padding = Padding.Same)]
            [Conv2D(8, 5, Padding = Padding.Same, Activation = Activation.ReLU)] [BatchNormalization] [MaxPooling2D(2, Padding = Padding.Same)]
            [Conv2D(16, 5, Padding = Padding.Same, Activation = Activation.ReLU)] [BatchNormalization] [MaxPooling2D(2, Padding = Padding.Same)]
            [Conv2D(16, 5, Padding = Padding.Same, Activation = Activation.ReLU)] [BatchNormalization] [MaxPooling2D(4, Padding = Padding.Same)]
            [Flatten] [Dropout(0.5)] [Dense(16)] [LeakyReLU(0.1)] [Dropout(0.5)] [Dense(1, Activation = Activation.Sigmoid)]
            public sealed partial class {ImportedClass.ClassName};
            """);

        network.LoadFrom(SharedModels.PathOf(weights));

        foreach ((float[] input, float[] expected, int _) in RecordedModel.Beside(SharedModels.PathOf(twin)).Samples())
        {
            Closeness.Holds(weights, expected, ImportedClass.Predict(network, input), Tolerance);
        }
    }

    [SharedModelTheory]
    [InlineData("onnx/marabou-mnist-maxpool3.onnx")]
    [InlineData("onnx/fyh620-lenet.onnx")]
    [InlineData("tfjs/human-emotion/model.json")]
    public void A_graph_of_operators_gives_its_weights_to_the_class_that_it_is(string name)
    {
        string path = SharedModels.PathOf(name);
        ImportedNetwork imported = ModelFile.Read(path);
        INetwork network = ImportedClass.Compile(imported.ToSource(ImportedClass.ClassName, "Networks"));

        network.LoadFrom(path);

        Assert.All(imported.Tensors, tensor => Assert.Equal(tensor.Values, network.Parameters[tensor.Name].Values.ToArray()));
    }

    [Fact]
    public void Groups_of_a_flattened_images_values_are_refused()
    {
        const string layers = "[Conv2D(4, 3, Groups = 2)] [GroupNormalization(Groups = 2)] [LayerNormalization(1, 2, 3)] [ReLU] [Flatten] [{0}] [Dense(3)]";
        INetwork mixed = Compile(string.Format(null, layers, "GroupNormalization(Groups = 4)"), "6, 5, 2");
        INetwork whole = Compile(string.Format(null, layers, "GroupNormalization(Groups = 1)"), "6, 5, 2");
        string file = KnownFiles.PathOf("pytorch/normalized.pt");

        Assert.Contains("in another order", Assert.Throws<InvalidDataException>(() => mixed.LoadFrom(file)).Message);
        whole.LoadFrom(file);
        float[] input = KnownFiles.Numbers("pytorch", "normalized_input");
        Closeness.Holds("one group", KnownFiles.Numbers("pytorch", "normalized_output"), ImportedClass.Predict(whole, input), Tolerance);
    }

    [Fact]
    public void Names_decide_where_all_are_known()
    {
        // The file has these layers in another order; by their places none of the shapes would fit.
        INetwork network = ImportedClass.Compile(
            $"""
            using NetGen; namespace Networks; [Network(12, 12, 2)]
            [Conv2D(4, 3, Name = "conv2d_7", Activation = Activation.ReLU)] [BatchNormalization(Name = "norm")] [MaxPooling2D]
            [Conv2D(6, 2, PadBottom = 1, PadRight = 1, Name = "conv")] [ReLU] [Flatten] [Dense(5, Name = "scores")] [Activation(Activation.Softmax)]
            public sealed partial class {ImportedClass.ClassName};
            """);

        WeightMapping mapping = network.LoadFrom(KnownFiles.PathOf("keras/functional.h5"));

        Assert.Equal("scores/kernel", mapping.Sources.Single(source => source.Key == "scores/kernel").Value);
        Closeness.Holds("functional.h5", KnownFiles.Numbers("keras", "chain"), ImportedClass.Predict(network, KnownFiles.Numbers("keras", "input")), Tolerance);
    }

    [Theory]
    [InlineData("[Conv2D(4, 3)] [BatchNormalization] [MaxPooling2D] [Conv2D(6, 3)] [Flatten] [Dense(5, Activation = Activation.Softmax)]", "conv2d_1/kernel")]
    [InlineData("[Conv2D(4, 3)] [MaxPooling2D] [Flatten] [Dense(5, Activation = Activation.Softmax)]", "the network has 2 layers with weights, and the file 4")]
    [InlineData(
        "[Conv2D(4, 3)] [BatchNormalization(Scale = false)] [MaxPooling2D] [Conv2D(6, 2, PadBottom = 1, PadRight = 1)] [Flatten] [Dense(5, Activation = Activation.Softmax)]",
        "has 3 parameters")]
    public void What_does_not_fit_is_said_and_nothing_is_loaded(string layers, string complaint)
    {
        INetwork network = Compile(layers);
        float[] before = [.. network.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

        var refusal = Assert.Throws<InvalidDataException>(() => network.LoadFrom(KnownFiles.PathOf("keras/weights-only.h5")));

        Assert.Contains(complaint, refusal.Message);
        Assert.Equal(before, network.Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Theory]
    [InlineData("keras/weights-only.h5")]
    [InlineData("keras/functional.h5")]
    public void A_new_head_stays_as_it_is_behind_layers_that_are_loaded(string file)
    {
        INetwork whole = Compile(KerasLayers);
        INetwork network = Compile(KerasLayers.Replace("[Dense(5)]", "[Dense(7, Name = \"head\")]", StringComparison.Ordinal));
        float[] head = network.Parameters["head/kernel"].Values.ToArray();
        whole.LoadFrom(KnownFiles.PathOf("keras/weights-only.h5"));

        WeightMapping mapping = network.LoadFrom(KnownFiles.PathOf(file), new LoadOptions { Exclude = ["head"] });

        string[] loaded = [.. network.Parameters.Select(parameter => parameter.Info.Name).Where(name => !name.StartsWith("head", StringComparison.Ordinal))];
        Assert.Equal(loaded, mapping.Sources.Select(source => source.Key));
        Assert.All(loaded, name => Assert.Equal(whole.Parameters[name].Values.ToArray(), network.Parameters[name].Values.ToArray()));
        Assert.Equal(head, network.Parameters["head/kernel"].Values.ToArray());
    }

    [Fact]
    public void What_the_file_has_behind_the_layers_that_are_chosen_stays_there()
    {
        INetwork network = Compile("[Conv2D(4, 3, Activation = Activation.ReLU)] [BatchNormalization] [GlobalAveragePooling2D] [Dense(2, Name = \"head\")]");
        string file = KnownFiles.PathOf("keras/weights-only.h5");

        Assert.Throws<InvalidDataException>(() => network.LoadFrom(file));
        WeightMapping mapping = network.LoadFrom(file, new LoadOptions { Include = ["conv2d", "batch_normalization/moving_*"] });

        Assert.Equal(
            ["conv2d/kernel", "conv2d/bias", "batch_normalization/moving_mean", "batch_normalization/moving_variance"], mapping.Sources.Select(source => source.Key));
        Assert.All(network.Parameters["batch_normalization/gamma"].Values.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void A_function_leaves_tensors_in_the_file()
    {
        // The file's first layer is left out, and the others move up.
        INetwork network = Compile("[BatchNormalization] [Conv2D(4, 3)] [Flatten] [Dense(3, Name = \"head\")]", "12, 12, 4");
        string first = ModelReader.ReadWeights(ModelFile.Open(KnownFiles.PathOf("pytorch/state.pt"))).Tensors[0].Name.Split('.')[0] + ".";

        WeightMapping mapping = network.LoadFrom(
            KnownFiles.PathOf("pytorch/state.pt"),
            new LoadOptions { Include = ["batch_normalization"], Rename = name => name.StartsWith(first, StringComparison.Ordinal) ? null : name });

        Assert.Equal(4, mapping.Sources.Count);
        Assert.DoesNotContain(mapping.Sources, source => source.Value.StartsWith(first, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_that_do_not_fit_are_said_and_nothing_is_loaded()
    {
        INetwork network = Compile(KerasLayers);
        float[] before = [.. network.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        string file = KnownFiles.PathOf("keras/weights-only.h5");

        Assert.Contains("'head'", Assert.Throws<ArgumentException>(() => network.LoadFrom(file, new LoadOptions { Exclude = ["head"] })).Message);
        Assert.Throws<ArgumentException>(() => network.LoadFrom(file, new LoadOptions { Exclude = ["*"] }));
        Assert.Throws<ArgumentNullException>(() => network.LoadFrom(file, null!));
        Assert.Contains("conv2d/kernel", Assert.Throws<InvalidDataException>(
            () => Compile("[Conv2D(4, 5)] [Flatten] [Dense(2)]").LoadFrom(file, new LoadOptions { Exclude = ["dense"] })).Message);
        Assert.Equal(before, network.Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Theory]
    [InlineData("keras/weights-only.h5")]
    [InlineData("keras/keras3.keras")]
    [InlineData("pytorch/state.pt")]
    [InlineData("pytorch/legacy.pth")]
    public void The_networks_own_Load_says_what_reads_files_of_others(string file)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Compile(KerasLayers).Load(KnownFiles.PathOf(file)));

        Assert.Contains("LoadFrom", refusal.Message);
    }

    [Fact]
    public void A_pickle_that_calls_anything_else_is_refused_and_nothing_runs()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Compile(PyTorchLayers).LoadFrom(KnownFiles.PathOf("pytorch/evil-zip.pt")));

        Assert.Contains("print", refusal.Message);
        Assert.Contains("state_dict", refusal.Message);
    }

    private static INetwork Compile(string layers, string input = "12, 12, 2") =>
        ImportedClass.Compile($"using NetGen; namespace Networks; [Network({input})] {layers} public sealed partial class {ImportedClass.ClassName};");
}
