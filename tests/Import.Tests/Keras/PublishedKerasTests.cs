using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Keras;

/// <summary>Files of Keras that other people have published compute here what they compute there.</summary>
public sealed class PublishedKerasTests
{
    [SharedModelTheory]
    [InlineData("keras/edwin5354-mnist.keras")]
    [InlineData("keras/marabou-mnist-maxpool3.h5")]
    [InlineData("keras/mlcommons-streaming-wakeword.h5")]
    [InlineData("keras/oarriaga-tiny-xception-kdef.hdf5")]
    [InlineData("keras/tinymaix-mnist-depthwise.h5")]
    [InlineData("keras/tinymaix-mnist-resnet.h5")]
    [InlineData("keras/tinymaix-mnist-valid.h5")]
    public void A_published_model_computes_the_same(string name) => PublishedModel.Agrees(name);
}
