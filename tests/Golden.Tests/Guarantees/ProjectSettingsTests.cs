using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Properties;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Emitted code compiles without a warning, whatever the user's project says, and works in it.</summary>
public sealed class ProjectSettingsTests
{
    private const int RandomNetworks = 10;

    [Theory]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Emitted_code_compiles_without_warning_under_every_nullable_setting(NullableContextOptions nullable)
    {
        var compilation = new NetworkCompilation { Nullable = nullable };

        compilation.Compile(GuaranteeNetworks.Specs);
    }

    [Fact]
    public void Emitted_code_works_in_checked_projects()
    {
        var kernels = new RandomKernels(NetworkKind.Any, RandomNetworks);
        CompiledNetworks compiled = new NetworkCompilation { CheckOverflow = true }.Compile([.. kernels.Specs, .. GuaranteeNetworks.Specs]);

        IReadOnlyList<string> failures = kernels.Compare(compiled);
        foreach (string name in new[] { GuaranteeNetworks.Convolutional, GuaranteeNetworks.Everything })
        {
            Execution.NetworkTouch.Run(compiled.Create(name));
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
