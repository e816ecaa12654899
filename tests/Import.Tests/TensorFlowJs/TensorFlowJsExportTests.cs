using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Tests.Onnx;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.TensorFlowJs;

/// <summary>
/// Networks written as layers models, judged by TensorFlow.js. <c>NETGEN_TFJS_NETWORKS</c> says how many are drawn, and <c>NETGEN_TFJS</c> in which folder
/// npm has put <c>@tensorflow/tfjs</c>.
/// </summary>
public sealed class TensorFlowJsExportTests
{
    private const int Samples = 2;
    private const double Tolerance = 1e-5;

    private static int Networks => int.TryParse(Environment.GetEnvironmentVariable("NETGEN_TFJS_NETWORKS"), out int count) ? count : 30;

    [TensorFlowJsFact]
    public void Random_networks_compute_the_same_in_TensorFlow_js_and_when_they_are_read_again()
    {
        using var folder = new ExportFolder("NETGEN_TFJS_DIR");
        var failures = new List<string>();
        int written = 0;
        foreach ((int seed, ImportedNetwork drawn, INetwork network) in RandomDrafts.Compiled(Networks))
        {
            try
            {
                written += Check(drawn, network, folder, FormattableString.Invariant($"drawn{seed}"), seed) ? 1 : 0;
            }
            catch (Exception exception)
            {
                failures.Add($"Seed {seed}: {exception.GetType().Name} {exception.Message}\n{drawn.ToSource("Drawn")}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Networks}:\n{string.Join("\n", failures)}");
        Assert.InRange(written, Networks / 4, Networks);
        Judge.Agrees("judge_tfjs.mjs", folder.Path);
    }

    [TensorFlowJsFact]
    public void Layers_that_are_named_or_made_otherwise_there_compute_the_same()
    {
        string[] networks =
        [
            """
            [Network(8, 6, 4)]
            [Conv2D(4, 3, Padding = Padding.Same, Name = "a")]
            [Conv2D(4, 3, Pad = 1, Input = "input", Activation = Activation.LeakyReLU, Name = "b")]
            [Subtract("a", "b")]
            """,
            """
            [Network(8, 6, 4)]
            [Normalization]
            [SeparableConv2D(5, 3, DepthwiseInitializer = Initializer.LecunNormal, PointwiseL1 = 0.1, Activation = Activation.CELU)]
            """,
            """
            [Network(8, 6, 4)]
            [RandomFlip]
            [DepthwiseConv2D(3, Strides = 2, DepthMultiplier = 2)]
            [LeakyReLU(0.3)]
            [SpatialDropout2D(0.5)]
            [GlobalMaxPooling2D(KeepDims = true)]
            """,
            """
            [Network(8, 6, 4)]
            [ReLU(Threshold = 0.5)]
            [ReLU(NegativeSlope = 0.1)]
            [ReLU(MaxValue = 6)]
            [Activation(Activation.LeakyReLU, NegativeSlope = 0.4)]
            [LayerNormalization(1, 2, 3)]
            [PReLU]
            """,
            """
            [Network(8, 6, 4)]
            [UpSampling2D(2)]
            [Cropping2D(1)]
            [Permute(2, 1, 3)]
            [Reshape(4, -1)]
            [Flatten]
            [Dropout(0.5)]
            [Dense(3, Activation = Activation.LogSoftmax, KernelMaxNorm = 1)]
            """,
        ];
        using var folder = new ExportFolder("NETGEN_TFJS_DIR");
        for (int i = 0; i < networks.Length; i++)
        {
            INetwork network = Compile(networks[i]);
            string name = FormattableString.Invariant($"made{i}");
            network.SaveTensorFlowJs(folder.File(name));
            KnownOutputs.Write(folder.File(name + ".json"), network, Samples, i);
            ReadsTheSame(network, ModelFile.Read(Path.Combine(folder.File(name), "model.json")), name);
        }

        Judge.Agrees("judge_tfjs.mjs", folder.Path);
    }

    [Theory]
    [InlineData("[GroupNormalization(Groups = 1)]", "group_normalization")]
    [InlineData("[Conv2D(4, 3, Groups = 2)]", "conv2d")]
    [InlineData("[UpSampling2D(2, Interpolation = Interpolation.Bilinear)]", "up_sampling2d")]
    [InlineData("[Conv2D(4, 3, Activation = Activation.HardSigmoid)]", "conv2d")]
    [InlineData("[RandomCrop(6, 6)]", "random_crop")]
    public void What_TensorFlow_js_does_not_have_is_refused_by_name_and_nothing_is_written(string layer, string name)
    {
        INetwork network = Compile($"[Network(12, 10, 4)]\n{layer}");
        string folder = Path.Combine(Path.GetTempPath(), $"netgen-{Guid.NewGuid():N}");
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(() => network.SaveTensorFlowJs(folder));
        Assert.Contains($"'{name}'", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Large_weights_lie_in_several_files()
    {
        INetwork network = Compile("[Network(1100)]\n[Dense(1000)]");
        using var folder = new ExportFolder("NETGEN_NO_DIR");
        network.SaveTensorFlowJs(folder.Path);
        Assert.Equal(["group1-shard1of2.bin", "group1-shard2of2.bin", "model.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        ReadsTheSame(network, ModelFile.Read(folder.File("model.json")), "large");
    }

    private static INetwork Compile(string declaration) =>
        ImportedClass.Compile($"using NetGen;\n\nnamespace Networks;\n\n{declaration}\npublic sealed partial class {ImportedClass.ClassName};\n");

    /// <summary>Whether the network could be written.</summary>
    private static bool Check(ImportedNetwork drawn, INetwork network, ExportFolder folder, string name, int seed)
    {
        try
        {
            network.SaveTensorFlowJs(folder.File(name));
        }
        catch (NotSupportedException)
        {
            Assert.False(Directory.Exists(folder.File(name)));
            return false;
        }

        KnownOutputs.Write(folder.File(name + ".json"), network, Samples, seed);
        ImportedNetwork back = ModelFile.Read(Path.Combine(folder.File(name), "model.json"));
        if (back.Layers.Select(layer => layer.Kind).SequenceEqual(drawn.Layers.Select(layer => layer.Kind)))
        {
            // Nothing had to be made otherwise.
            Assert.Equal(drawn.ToSource("Drawn").Replace("CELU", "ELU", StringComparison.Ordinal), back.ToSource("Drawn"));
        }
        else
        {
            ReadsTheSame(network, back, name);
        }

        return true;
    }

    private static void ReadsTheSame(INetwork network, ImportedNetwork back, string name)
    {
        var random = new Random(1);
        float[] input = [.. Enumerable.Range(0, network.Info.InputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        Closeness.Holds(name, ImportedClass.Predict(network, input), ImportedClass.Predict(ImportedClass.Create(back), input), Tolerance);
    }
}

/// <summary>A test that needs Node.js with TensorFlow.js; it says so where these are absent.</summary>
internal sealed class TensorFlowJsFactAttribute : FactAttribute
{
    public TensorFlowJsFactAttribute()
    {
        string folder = Path.GetFullPath(Environment.GetEnvironmentVariable("NETGEN_TFJS") ?? ".");
        if (!Judge.Runs("node", "-e", "require('module').createRequire(process.argv[1]).resolve('@tensorflow/tfjs')", Path.Combine(folder, "package.json")))
        {
            Skip = $"Node.js has no TensorFlow.js in '{folder}', which judges the models: npm install --prefix FOLDER @tensorflow/tfjs@4.22.0, and FOLDER in NETGEN_TFJS.";
        }
    }
}
