using System.Collections.Generic;
using Xunit;

namespace NetGen.Golden.Tests.Properties;

/// <summary>The emitted kernels against plain loops, over random networks.</summary>
public sealed class KernelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Emitted_kernels_agree_with_plain_loops(bool exact)
    {
        var kernels = new RandomKernels(exact, RandomKernels.Count);

        IReadOnlyList<string> failures = kernels.Compare(RandomKernels.Compiled(exact));

        Assert.True(failures.Count == 0, $"{failures.Count} networks differ. The smallest:\n{string.Join('\n', failures)}");
    }
}
