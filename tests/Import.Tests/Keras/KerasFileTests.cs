using System.IO;
using System.Linq;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Keras;

/// <summary>Files in all layouts that versions of Keras write give the same network.</summary>
public sealed class KerasFileTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("sequential.h5")]
    [InlineData("chunked.h5")]
    [InlineData("double-big-endian.h5")]
    [InlineData("newest.h5")]
    [InlineData("keras3.keras")]
    [InlineData("keras3-tracked.keras")]
    [InlineData("keras3-nested.keras")]
    [InlineData("keras2.13.keras")]
    [InlineData("windows.keras")]
    public void A_layout_of_Kerass_gives_the_network(string file)
    {
        ImportedNetwork imported = ModelFile.Read(KnownFiles.PathOf("keras/" + file));

        Assert.Equal(
            """
            using NetGen;

            [Network(12, 12, 2)]
            [Conv2D(4, 3, Activation = Activation.ReLU, KernelL2 = 0.01)]
            [BatchNormalization(Name = "norm")]
            [MaxPooling2D]
            [Conv2D(6, 2, PadBottom = 1, PadRight = 1, KernelL2 = 0.01)]
            [ReLU]
            [Dropout(0.25)]
            [Flatten]
            [Dense(5, Name = "scores")]
            [Activation(Activation.Softmax, Name = "softmax")]
            public sealed partial class Chain;

            """,
            imported.ToSource("Chain"));
        float[] output = ImportedClass.Predict(ImportedClass.Create(imported), KnownFiles.Numbers("keras", "input"));
        Closeness.Holds(file, KnownFiles.Numbers("keras", "chain"), output, Tolerance);
    }

    [Fact]
    public void A_model_with_a_model_within_and_functions_of_TensorFlow_is_one_network()
    {
        ImportedNetwork imported = ModelFile.Read(KnownFiles.PathOf("keras/functional.h5"));

        Assert.Equal(
            ["Conv2D", "BatchNormalization", "MaxPooling2D", "Conv2D", "ReLU", "Add", "Rescaling", "Flatten", "Dense", "Activation"],
            imported.Layers.Select(layer => layer.Kind));
        float[] output = ImportedClass.Predict(ImportedClass.Create(imported), KnownFiles.Numbers("keras", "input"));
        Closeness.Holds("functional.h5", KnownFiles.Numbers("keras", "residual"), output, Tolerance);
    }

    [Theory]
    [InlineData("weights-only.h5")]
    [InlineData("keras3.weights.h5")]
    public void Weights_alone_make_no_network_and_say_what_does(string file)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => ModelFile.Read(KnownFiles.PathOf("keras/" + file)));

        Assert.Contains(file, refusal.Message);
        Assert.Contains("LoadFrom", refusal.Message);
    }
}
