using System.Linq;
using Xunit;

namespace NetGen.Golden.Tests.Limits;

/// <summary>What the compiler says of the networks whose costs are known.</summary>
public sealed class KnownCostTests
{
    [Theory]
    [InlineData("Lecture", 493_253, 807_200_000)]
    [InlineData("Mnist", 34_826, 4_881_920)]
    [InlineData("LeNet", 52_138, 666_112)]
    [InlineData("Perceptron", 101_770, 203_264)]
    public void Parameters_and_multiply_adds_are_counted_as_known(string name, long parameters, long flops)
    {
        NetworkInfo info = BuiltNetworks.Compiled.Create(name).Info;

        Assert.Equal(parameters, info.ParameterCount);
        Assert.Equal(flops, info.Layers.Where(layer => layer.Kind is "Conv2D" or "Dense").Sum(layer => layer.ForwardFlops));
    }
}
