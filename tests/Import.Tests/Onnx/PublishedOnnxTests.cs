using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Onnx;

/// <summary>ONNX files that other people have published, held to what ONNX Runtime computes from them.</summary>
public sealed class PublishedOnnxTests
{
    [SharedModelTheory]
    [InlineData("onnx/cntk-mnist-8.onnx")]
    [InlineData("onnx/drawculator-residual.onnx")]
    [InlineData("onnx/fyh620-lenet.onnx")]
    [InlineData("onnx/marabou-mnist-maxpool3.onnx")]
    [InlineData("onnx/marabou-traffic-classifier64.onnx")]
    [InlineData("onnx/mesonet-meso4.onnx")]
    [InlineData("onnx/onnx2c-atmega-mnist.onnx")]
    [InlineData("onnx/victorfranco-lenet-tanh.onnx")]
    [InlineData("onnx/winml-cifar10-classifier.onnx")]
    public void A_published_network_computes_what_ONNX_Runtime_does(string name) => PublishedModel.Agrees(name);

    [SharedModelTheory]
    [InlineData("tfjs/human-emotion/model.json")]
    public void A_published_graph_of_TensorFlow_computes_what_TensorFlow_does(string name) => PublishedModel.Agrees(name);

    [SharedModelTheory]
    [InlineData("onnx/keijiro-blazeface-front.onnx", "Concat")]
    [InlineData("onnx/keijiro-blazeface-front.onnx", "Graph")]
    public void A_network_that_cannot_be_declared_is_refused_for_its_operators(string name, string kind) => PublishedModel.IsRefusedFor(name, kind);
}
