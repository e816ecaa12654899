using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Onnx;

/// <summary>
/// Files that PyTorch has exported, one for each kind of layer, and some that were put together by hand, held to what PyTorch computes:
/// Scripts/make_onnx.py makes them.
/// </summary>
public sealed class OnnxFileTests
{
    private const double Tolerance = 1e-5;

    private static readonly CompiledTogether Networks = new(Folders(), name => BackendTestCase.OfOwn(name).Import());

    public static TheoryData<string> Names => [.. Folders()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_computes_what_PyTorch_computed(string name)
    {
        BackendTestCase file = BackendTestCase.OfOwn(name);
        ImportedNetwork imported = file.Import();
        float[] got = ImportedClass.Predict(Networks.Of(name), FileLayout.ToNetwork(imported, file.Input()));
        Closeness.Holds(name, FileLayout.FromFile(imported, file.Output()), got, Tolerance);
    }

    private static IEnumerable<string> Folders() => Directory.GetDirectories(BackendTestCase.Own).Select(folder => Path.GetFileName(folder)!).Order();

    [Theory]
    [InlineData("conv_bn_relu", "Conv2D(5, 3, UseBias = false, Name = \"0\")", "BatchNormalization(Momentum = 0.9, Epsilon = 1E-05, Name = \"1\")", "Activation(Activation.ReLU6)")]
    [InlineData("conv", "Conv2D(5, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = \"0\")")]
    [InlineData("conv_strided_pad", "Conv2D(5, 3, Strides = 2, Pad = 1)")]
    [InlineData("global_dense", "GlobalAveragePooling2D", "Dense(3, Activation = Activation.Softmax, Name = \"2\")")]
    [InlineData("flatten_shapes", "Flatten", "Dense(5, Name = \"layers.0\")")]
    [InlineData("dropped", "Dropout(0.25)", "Dense(3, Name = \"head\")")]
    [InlineData("group_norm", "GroupNormalization(Groups = 2, Epsilon = 1E-05)")]
    [InlineData("padded", "ZeroPadding2D(Bottom = 1, Left = 1, Right = 2)", "Conv2D(3, 3, Name = \"1\")")]
    [InlineData("function_silu", "Conv2D(3, 1, Activation = Activation.SiLU, Name = \"0\")")]
    [InlineData("function_gelu", "Conv2D(3, 1, Activation = Activation.GELU, Name = \"0\")")]
    [InlineData("function_mish", "Conv2D(3, 1, Activation = Activation.Mish, Name = \"0\")")]
    public void A_file_becomes_the_layers_that_a_person_would_declare(string name, params string[] layers)
    {
        string[] source = BackendTestCase.OfOwn(name).Import().ToSource("Net").Split('\n');
        Assert.Equal(layers.Select(layer => $"[{layer}]"), source.Where(line => line.StartsWith('[')).Skip(1));
    }
}
