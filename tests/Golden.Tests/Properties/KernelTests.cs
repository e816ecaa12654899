using System;
using System.Collections.Generic;
using Xunit;

namespace NetGen.Golden.Tests.Properties;

/// <summary>The emitted kernels against plain loops, over random networks.</summary>
public sealed class KernelTests
{
    public static TheoryData<string> Kinds() => [.. Enum.GetNames<NetworkKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Emitted_kernels_agree_with_plain_loops(string networks)
    {
        NetworkKind kind = Enum.Parse<NetworkKind>(networks);

        IReadOnlyList<string> failures = new RandomKernels(kind).Compare(RandomKernels.Compiled(kind));

        Assert.True(failures.Count == 0, $"{failures.Count} networks differ. The smallest first:\n{string.Join('\n', failures)}");
    }
}
