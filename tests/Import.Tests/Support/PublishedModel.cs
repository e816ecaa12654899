using System;
using System.Linq;
using Xunit;

namespace NetGen.Import.Tests.Support;

/// <summary>What holds for files that other people have published.</summary>
internal static class PublishedModel
{
    private const double Tolerance = 1e-5;

    /// <summary>The network, compiled from its class, computes what another program computed from the file.</summary>
    public static void Agrees(string name, ImportOptions? options = null)
    {
        string path = SharedModels.PathOf(name);
        ImportedNetwork imported = ModelFile.Read(path, options);
        INetwork network = ImportedClass.Create(imported);
        Assert.Equal(RecordedModel.Beside(path).IsChannelsFirst && imported.InputShape.Count == 3, imported.IsChannelsFirst);
        int samples = 0;
        foreach ((float[] input, float[] expected, int every) in RecordedModel.Beside(path).Samples())
        {
            Closeness.Holds(name, expected, [.. ImportedClass.Predict(network, input).Where((_, i) => i % every == 0)], Tolerance);
            samples++;
        }

        Assert.NotEqual(0, samples);
    }

    /// <summary>The file is refused, and the refusal names the operator.</summary>
    public static void IsRefusedFor(string name, string operatorName)
    {
        var refusal = Assert.Throws<UnsupportedModelException>(() => ModelFile.Read(SharedModels.PathOf(name)));
        Assert.Contains(refusal.Obstacles, obstacle => obstacle.Operator == operatorName);
    }
}
