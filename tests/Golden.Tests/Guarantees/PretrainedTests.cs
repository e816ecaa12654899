using System;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Networks with weights that are part of their assembly are those that would have loaded them from the file, to the bit.</summary>
public sealed class PretrainedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-pretrained");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(WeightPrecision.Float32)]
    [InlineData(WeightPrecision.Float16)]
    public void It_has_the_weights_of_the_file_and_needs_it_no_more(WeightPrecision precision)
    {
        NetworkSpec convolutional = Saved(GuaranteeNetworks.Convolutional, precision);
        NetworkSpec perceptron = Saved(GuaranteeNetworks.Perceptron, precision) with { LayerOutputs = true };
        NetworkSpec sameFile = perceptron with { Name = "Twin", LayerOutputs = false };
        CompiledNetworks networks = new NetworkCompilation().Compile(convolutional, perceptron, sameFile);
        INetwork[] loaded = [.. new[] { convolutional, perceptron, sameFile }.Select(spec => Loaded(networks, spec))];
        File.Delete(convolutional.Weights);
        File.Delete(perceptron.Weights);

        foreach ((INetwork expected, string name) in loaded.Zip([convolutional.Name, perceptron.Name, sameFile.Name]))
        {
            INetwork network = networks.Pretrained(name);
            float[] x = NetworkTouch.Numbers(new Random(1), network.Info.InputSize);

            Assert.Equal(expected.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
            Assert.Equal(expected.Predict(x), network.Predict(x));
            Assert.NotSame(network, networks.Pretrained(name));
        }
    }

    [Fact]
    public void It_can_be_trained_and_leaves_the_weights_of_others_alone()
    {
        NetworkSpec spec = Saved(GuaranteeNetworks.Perceptron, WeightPrecision.Float32);
        CompiledNetworks networks = new NetworkCompilation().Compile(spec);
        INetwork network = networks.Pretrained(spec.Name);
        float[] before = network.Parameters.Values.ToArray();

        new Trainer<INetwork>(network, new SGD(learningRate: 0.1), Loss.SparseCategoricalCrossentropy).Fit(RandomData.Classes(network.Info, 16));

        Assert.NotEqual(before, network.Parameters.Values.ToArray());
        Assert.Equal(before, networks.Pretrained(spec.Name).Parameters.Values.ToArray());
    }

    [Fact]
    public void An_assembly_that_other_targets_have_built_says_what_it_lacks()
    {
        NetworkSpec spec = Saved(GuaranteeNetworks.Perceptron, WeightPrecision.Float32);
        CompiledNetworks networks = new NetworkCompilation { EmbedsWeights = false }.Compile(spec);

        string message = Assert.Throws<InvalidOperationException>(() => networks.Pretrained(spec.Name)).Message;
        Assert.Contains("lacks the resource 'NetGen.Weights/Perceptron.safetensors'", message, StringComparison.Ordinal);
    }

    /// <summary>The network as a spec whose weights lie in a file, drawn with a seed that nothing else uses.</summary>
    private NetworkSpec Saved(string name, WeightPrecision precision)
    {
        NetworkSpec spec = GuaranteeNetworks.Specs.Single(candidate => candidate.Name == name) with { Weights = Path.Combine(_folder.FullName, name + ".safetensors") };
        INetwork network = GuaranteeNetworks.Create(name);
        network.Parameters.Initialize(seed: 4711);
        network.Save(spec.Weights, precision);
        return spec;
    }

    private static INetwork Loaded(CompiledNetworks networks, NetworkSpec spec)
    {
        INetwork network = networks.Create(spec.Name, seed: 3);
        network.Load(spec.Weights);
        return network;
    }
}
