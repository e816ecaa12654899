using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using NetGen.Import.Tests.Onnx;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Keras;

/// <summary>
/// Networks written as Keras's files. <c>NETGEN_KERAS_NETWORKS</c> says how many are drawn, and <c>NETGEN_KERAS_DIR</c> names a folder in which the files
/// stay for a judge who has Keras: Scripts/judge_keras.py.
/// </summary>
public sealed class KerasExportTests
{
    private const int Samples = 2;

    private static int Networks => int.TryParse(Environment.GetEnvironmentVariable("NETGEN_KERAS_NETWORKS"), out int count) ? count : 30;

    [PythonFact("h5py")]
    public void Random_networks_come_back_as_they_were_declared_and_h5py_reads_their_weights()
    {
        using var folder = new ExportFolder("NETGEN_KERAS_DIR");
        var failures = new List<string>();
        int drawn = 0;
        foreach ((int seed, ImportedNetwork network, INetwork made) in RandomDrafts.Compiled(Networks))
        {
            try
            {
                drawn += Check(network, made, folder, $"drawn{seed}", seed) ? 1 : 0;
            }
            catch (Exception exception)
            {
                failures.Add($"Seed {seed}: {exception.GetType().Name} {exception.Message}\n{network.ToSource("Drawn")}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Networks}:\n{string.Join("\n", failures)}");
        Assert.InRange(drawn, (Networks * 2 / 3) + 1, Networks);
        Judge.Agrees("judge_keras.py", folder.Path);
    }

    [PythonFact("h5py")]
    public void A_layer_of_every_setting_comes_back_as_it_was_declared()
    {
        using var folder = new ExportFolder("NETGEN_KERAS_DIR");
        JsonArray configs = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "configs.json")))!.AsArray();
        string[] declarations = [.. configs.Select(known => (string)known!["declaration"]!)];
        IReadOnlyList<INetwork> networks = ImportedClass.CompileAll([.. configs.Select((known, i) => Class(known!, FormattableString.Invariant($"Layer{i}")))]);
        int number = 0;
        var read = new List<(LayerInfo Layer, string Source)>();
        foreach ((INetwork network, string declaration) in networks.Zip(declarations))
        {
            if (declaration.StartsWith("[RandomCrop", StringComparison.Ordinal))
            {
                // Keras computes something else in predictions.
                Assert.Throws<NotSupportedException>(() => network.SaveKeras(folder.File("crop.keras")));
                continue;
            }

            string name = FormattableString.Invariant($"layer{number++}");
            network.SaveKeras(folder.File(name + ".keras"));
            network.SaveKerasWeights(folder.File(name + ".weights.h5"));
            KnownOutputs.Write(folder.File(name + ".json"), network, Samples, number);
            if (declaration is "[Activation(Activation.Linear)]" or "[Cropping2D]")
            {
                // Layers that compute nothing are left out when they are read.
                continue;
            }

            string source = ModelFile.Read(folder.File(name + ".keras")).ToSource(FormattableString.Invariant($"Read{read.Count}"), "Networks");
            read.Add((network.Info.Layers[0], source));
        }

        IReadOnlyList<INetwork> again = ImportedClass.CompileAll([.. read.Select((one, i) => (FormattableString.Invariant($"Read{i}"), one.Source))]);
        Assert.All(read.Zip(again), one => Assert.Equal(one.First.Layer.Config.ToString(), one.Second.Info.Layers.Single().Config.ToString()));
        Judge.Agrees("judge_keras.py", folder.Path);
    }

    [PythonFact("h5py")]
    public void Branches_blocks_and_what_concerns_training_come_back_in_the_declared_order()
    {
        const string declaration = """
            [Network(12, 10, 3)]
            [Rescaling(0.5, -1)]
            [RandomFlip(FlipMode.Horizontal)]
            [Cropping2D(2, 1)]
            [Conv2D(4, 3, Padding = Padding.Same, KernelInitializer = Initializer.HeNormal, KernelL2 = 0.0001, BiasMaxNorm = 2, Name = "stem")]
            [BatchNormalization(Momentum = 0.9, GammaL1 = 0.001)]
            [ReLU]
            [MaxPooling2D(3, Strides = 2, Pad = 1)]
            [Conv2D(4, 1, Name = "short")]
            [Conv2D(4, 3, Pad = 1, Input = "max_pooling2d", Name = "long")]
            [SpatialDropout2D(0.25)]
            [Conv2D(4, 2, PadBottom = 1, PadRight = 1, Trainable = false)]
            [Add("short")]
            [AveragePooling2D(3, Strides = 1, Padding = Padding.Same, CountIncludePad = true)]
            [AveragePooling2D(3, Strides = 1, Pad = 1, CountIncludePad = true)]
            [Conv2DTranspose(2, 3, Strides = 2, Padding = Padding.Same, OutputPadding = 0)]
            [GlobalAveragePooling2D]
            [Multiply("global_average_pooling2d")]
            [Dense(5, Activation = Activation.LeakyReLU)]
            [GaussianNoise(0.1)]
            [Dropout(0.5)]
            [Dense(3, Activation = Activation.Softmax)]
            """;
        using var folder = new ExportFolder("NETGEN_KERAS_DIR");
        INetwork network = Compile(declaration);
        network.SaveKeras(folder.File("branches.keras"));
        network.SaveKerasWeights(folder.File("branches.weights.h5"));
        KnownOutputs.Write(folder.File("branches.json"), network, Samples, 1);
        string source = ModelFile.Read(folder.File("branches.keras")).ToSource("Drawn");
        Assert.Equal(declaration, source[source.IndexOf("[Network", StringComparison.Ordinal)..source.IndexOf("\npublic", StringComparison.Ordinal)]);
        Judge.Agrees("judge_keras.py", folder.Path);
    }

    [Theory]
    [InlineData("[Conv2D(4, 3)]\n[MaxPooling2D(3, 2, PadTop = 1)]", "max_pooling2d")]
    [InlineData("[Conv2D(4, 3)]\n[AveragePooling2D(3, 2, PadTop = 1)]", "average_pooling2d")]
    [InlineData("[Conv2D(4, 3, KernelMaxNorm = 2, KernelNonNegative = true, Name = \"stem\")]", "stem")]
    public void What_Keras_cannot_say_is_refused_by_name_and_nothing_is_written(string layers, string name)
    {
        INetwork network = Compile($"[Network(12, 10, 3)]\n{layers}");
        using var folder = new ExportFolder("NETGEN_NO_DIR");
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(() => network.SaveKeras(folder.File("model.keras")));
        Assert.Contains($"'{name}'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_Keras_would_not_open_for_its_name_is_refused()
    {
        INetwork network = Compile("[Network(4)]\n[Dense(3)]");
        Assert.Contains(".keras", Assert.Throws<ArgumentException>(() => network.SaveKeras("model.h5")).Message, StringComparison.Ordinal);
        Assert.Contains(".weights.h5", Assert.Throws<ArgumentException>(() => network.SaveKerasWeights("model.keras")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_network_is_written_as_the_same_file()
    {
        INetwork network = Compile("[Network(4)]\n[Dense(3)]");
        using var folder = new ExportFolder("NETGEN_NO_DIR");
        network.SaveKeras(folder.File("first.keras"));
        network.SaveKeras(folder.File("second.keras"));
        Assert.Equal(File.ReadAllBytes(folder.File("first.keras")), File.ReadAllBytes(folder.File("second.keras")));
    }

    private static (string Name, string Source) Class(JsonNode known, string name) =>
        (name, $"using NetGen; namespace Networks; [Network({Sizes(known)})] {known["declaration"]} public sealed partial class {name};");

    private static string Sizes(JsonNode known) => string.Join(", ", known["input_shape"]!.AsArray().Select(size => (int)size!));

    private static INetwork Compile(string declaration) =>
        ImportedClass.Compile($"using NetGen;\n\nnamespace Networks;\n\n{declaration}\npublic sealed partial class {ImportedClass.ClassName};\n");

    /// <summary>Whether the network could be written, and is the same again.</summary>
    private static bool Check(ImportedNetwork drawn, INetwork network, ExportFolder folder, string name, int seed)
    {
        string file = folder.File(name + ".keras");
        try
        {
            network.SaveKeras(file);
        }
        catch (NotSupportedException refusal)
        {
            Assert.Contains("padding by numbers", refusal.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(file));
            return false;
        }

        network.SaveKerasWeights(folder.File(name + ".weights.h5"));
        KnownOutputs.Write(folder.File(name + ".json"), network, Samples, seed);
        RoundTrip.Same(drawn, ModelFile.Read(file));

        INetwork second = ImportedClass.Another(network);
        foreach (Parameter parameter in second.Parameters)
        {
            parameter.Set(new float[parameter.Values.Length]);
        }

        second.LoadFrom(folder.File(name + ".weights.h5"));
        Assert.All(network.Parameters.Zip(second.Parameters), pair => Assert.Equal(pair.First.Values.ToArray(), pair.Second.Values.ToArray()));
        return true;
    }
}
