using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.TensorFlowJs;

/// <summary>Layers models of TensorFlow.js compute here what they compute there.</summary>
public sealed class TensorFlowJsLayersTests
{
    [Theory]
    [InlineData("model.json", 1e-5)]
    [InlineData("quantized.json", 1e-2)]
    public void A_model_of_layers_computes_the_same(string file, double tolerance)
    {
        INetwork network = ImportedClass.Create(ModelFile.Read(KnownFiles.PathOf("tfjs/" + file)));

        Closeness.Holds(file, KnownFiles.Numbers("tfjs", "output"), ImportedClass.Predict(network, KnownFiles.Numbers("tfjs", "input")), tolerance);
    }

    [SharedModelTheory]
    [InlineData("tfjs/wegener-superresolution/model.json")]
    public void A_published_model_of_any_size_is_one_of_a_size(string name)
    {
        PublishedModel.IsRefusedFor(name, "InputLayer");
        PublishedModel.Agrees(name, new ImportOptions { Height = 24, Width = 24 });
    }
}
