using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Numbers;
using Xunit;

namespace NetGen.Golden.Tests.Properties;

/// <summary>What is computed while a convolution's rows are in the cache, against plain loops and the pass that fuses nothing: no combination is left to chance.</summary>
public sealed class FusionTests
{
    [Fact]
    public void Every_function_and_every_pooling_behind_a_convolution_is_what_it_is_alone() => Assert.All(NumberNetworks.Convolutions, spec =>
    {
        for (uint seed = 0; seed < 3; seed++)
        {
            KernelComparison.Compare(NumberNetworks.Compiled.Create(spec.Name), Experiment.Draw(spec, seed, NetworkKind.Any));
        }
    });
}
