using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NetGen.Import.Files;
using NetGen.Import.Graphs;
using NetGen.Import.Onnx.Writing;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Onnx;

/// <summary>Networks written as ONNX models, judged by ONNX Runtime. <c>NETGEN_ONNX_NETWORKS</c> says how many; 1,000 take half an hour.</summary>
public sealed class OnnxExportTests
{
    private const double Tolerance = 1e-5;
    private const int Samples = 2;

    private static int Networks => int.TryParse(Environment.GetEnvironmentVariable("NETGEN_ONNX_NETWORKS"), out int count) ? count : 40;

    [Fact]
    public void Random_networks_compute_the_same_in_ONNX_Runtime_and_come_back_as_they_were_declared()
    {
        var failures = new List<string>();
        foreach ((int seed, ImportedNetwork drawn, INetwork network) in RandomDrafts.Compiled(Networks))
        {
            string source = drawn.ToSource("Drawn");
            try
            {
                Check(drawn, network, source, seed);
            }
            catch (Exception exception)
            {
                failures.Add($"Seed {seed}: {exception.GetType().Name} {exception.Message}\n{source}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Networks}:\n{string.Join("\n", failures)}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_which_order_a_file_takes_images_is_known_after_the_import(bool isChannelsLast)
    {
        INetwork network = ImportedClass.Compile(
            $"using NetGen;\n\nnamespace Networks;\n\n[Network(8, 6, 2)]\n[Conv2D(4, 3)]\n[Flatten]\n[Dense(3)]\npublic sealed partial class {ImportedClass.ClassName};\n");
        string file = Path.Combine(Path.GetTempPath(), $"netgen-{Guid.NewGuid():N}.onnx");
        try
        {
            network.SaveOnnx(file, new OnnxOptions { ChannelsLast = isChannelsLast });
            ImportedNetwork imported = ModelFile.Read(file);
            Assert.Equal(!isChannelsLast, imported.IsChannelsFirst);
            Assert.Equal([8, 6, 2], imported.InputShape);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Layers_that_act_in_training_alone_are_left_out_of_the_file_that_is_written()
    {
        string layers = "[RandomFlip]\n[Conv2D(4, 3, Activation = Activation.SiLU)]\n[SpatialDropout2D(0.25)]\n[Flatten]\n[GaussianNoise(0.5)]\n[Dropout(0.5)]\n[Dense(3)]";
        INetwork network = ImportedClass.Compile($"using NetGen;\n\nnamespace Networks;\n\n[Network(8, 6, 2)]\n{layers}\npublic sealed partial class {ImportedClass.ClassName};\n");
        string file = Path.Combine(Path.GetTempPath(), $"netgen-{Guid.NewGuid():N}.onnx");
        try
        {
            network.SaveOnnx(file);
            float[] input = [.. Enumerable.Range(0, Samples * network.Info.InputSize).Select(i => (i % 7) - 3f)];
            Closeness.Holds("ONNX Runtime", ImportedClass.Predict(network, input), Run(File.ReadAllBytes(file), input, network.Info.InputShape), Tolerance);
            Assert.Equal(["Conv2D", "Flatten", "Dense"], ModelFile.Read(file).Layers.Select(layer => layer.Kind));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>ONNX Runtime computes what the network does, in every way to write it, and what is read again is the declaration.</summary>
    internal static void Check(ImportedNetwork drawn, INetwork network, string source, int seed)
    {
        var random = new Random(seed);
        float[] input = [.. Enumerable.Range(0, Samples * network.Info.InputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] expected = ImportedClass.Predict(network, input);
        foreach (var options in new[] { new OnnxOptions(), new OnnxOptions { FoldBatchNormalization = true }, new OnnxOptions { ChannelsLast = false } })
        {
            byte[] model = OnnxModelWriter.Write(network, options);
            float[] outputs = Run(model, Moved(input, network.Info.InputShape, options), Moved(network.Info.InputShape, options));
            Closeness.Holds("ONNX Runtime", Moved(expected, network.Info.OutputShape, options), outputs, Tolerance);
            if (!options.FoldBatchNormalization)
            {
                ImportedNetwork back = ModelReader.Read(new ModelSource("drawn.onnx", model, _ => null), new ImportOptions());
                Assert.Equal(source, back.ToSource("Drawn"));
                Assert.Equal(drawn.Tensors.Select(tensor => tensor.Name), back.Tensors.Select(tensor => tensor.Name));
                foreach ((ImportedTensor before, ImportedTensor after) in drawn.Tensors.Zip(back.Tensors))
                {
                    Assert.Equal(before.Shape, after.Shape);
                    Assert.All(before.Values.Zip(after.Values), pair => Assert.Equal(pair.First, pair.Second, 2e-6f));
                }
            }
        }
    }

    /// <summary>Images as a model has them that puts channels first.</summary>
    private static float[] Moved(float[] samples, IReadOnlyList<int> shape, OnnxOptions options) => options.ChannelsLast || shape.Count != 3
        ? samples
        : GraphTensor.Of(samples).With([Samples, .. shape]).Transpose(0, 3, 1, 2).Floats;

    private static IReadOnlyList<int> Moved(IReadOnlyList<int> shape, OnnxOptions options) =>
        options.ChannelsLast || shape.Count != 3 ? shape : [shape[2], shape[0], shape[1]];

    private static float[] Run(byte[] model, float[] input, IReadOnlyList<int> shape)
    {
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        var tensor = new DenseTensor<float>(input, [Samples, .. shape]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor("input", tensor)]);
        return [.. results.Single().AsEnumerable<float>()];
    }
}
