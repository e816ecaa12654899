using System.Linq;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Networks;

/// <summary>Networks whose layers stand in blocks are written and read like those that say each layer: the file has the layers, under their names.</summary>
public sealed class BlockExportTests
{
    private const string Source =
        """
        using NetGen;

        namespace Networks;

        [Network(8, 8, 3)]
        [Conv2D(4, 3, Padding = Padding.Same, UseBias = false)]
        [BatchNormalization]
        [ReLU]
        [Residual(4, Repeat = 2)]
        [Residual(8, strides: 2)]
        [GlobalAveragePooling2D]
        [Dense(3, Activation = Activation.Softmax)]
        public sealed partial class Imported;

        [Conv2D(Filters, 3, Strides = Strides, Padding = Padding.Same, UseBias = false)]
        [BatchNormalization]
        [Activation(Activation.ReLU)]
        [Conv2D(Filters, 3, Padding = Padding.Same, UseBias = false)]
        [BatchNormalization(Name = "branch")]
        [Conv2D(Filters, 1, Strides = Strides, UseBias = false, Input = BlockInput, OnlyIf = IsReshaped)]
        [BatchNormalization(OnlyIf = IsReshaped, Name = "shortcut")]
        [Add("branch", "shortcut")]
        [Activation(Activation.ReLU)]
        internal sealed class Residual : BlockAttribute
        {
            private const int Filters = 16;
            private const int Strides = 1;
            private const bool IsReshaped = Strides > 1 || InputChannels != Filters;

            public Residual(int filters, int strides = Strides)
            {
            }
        }
        """;

    [Theory]
    [InlineData("blocks.keras")]
    [InlineData("blocks")]
    [InlineData("blocks.onnx")]
    public void A_network_of_blocks_comes_back_as_its_layers(string name)
    {
        INetwork network = ImportedClass.Compile(Source);
        foreach ((Parameter parameter, int seed) in network.Parameters.Select((parameter, i) => (parameter, i)))
        {
            var random = new System.Random(seed);
            parameter.Set([.. Enumerable.Range(0, parameter.Values.Length).Select(_ => 0.25f + (0.5f * random.NextSingle()))]);
        }

        using var folder = new ExportFolder("NETGEN_NO_DIR");
        string file = Write(network, folder.File(name));
        INetwork again = ImportedClass.Create(ModelFile.Read(file));

        Assert.Equal(network.Info.Layers.Select(layer => (layer.Name, layer.Kind)), again.Info.Layers.Select(layer => (layer.Name, layer.Kind)));
        Assert.Equal(network.Info.Layers.Select(layer => layer.Inputs), again.Info.Layers.Select(layer => layer.Inputs));
        Assert.Equal(network.Info.Layers.Select(layer => layer.Config.ToString()), again.Info.Layers.Select(layer => layer.Config.ToString()));
        Assert.All(network.Parameters.Zip(again.Parameters), pair => Assert.Equal(pair.First.Values.ToArray(), pair.Second.Values.ToArray()));
        float[] input = [.. Enumerable.Range(0, 2 * network.Info.InputSize).Select(i => (i % 11) / 11f)];
        Assert.Equal(ImportedClass.Predict(network, input), ImportedClass.Predict(again, input));

        // The blocks' weights are taken from the file too.
        INetwork other = ImportedClass.Another(network);
        Assert.Empty(other.LoadFrom(file).Differences);
        Assert.Equal(ImportedClass.Predict(network, input), ImportedClass.Predict(other, input));
    }

    private static string Write(INetwork network, string path)
    {
        switch (System.IO.Path.GetExtension(path))
        {
            case ".keras":
                network.SaveKeras(path);
                return path;
            case ".onnx":
                network.SaveOnnx(path);
                return path;
            default:
                network.SaveTensorFlowJs(path);
                return System.IO.Path.Combine(path, "model.json");
        }
    }
}
