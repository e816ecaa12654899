using System;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Properties;
using Xunit;

namespace NetGen.Golden.Tests.Widths;

/// <summary>Every form of the kernels against plain loops: each in a process of its own, optimised from the first call.</summary>
public sealed class WidthTests
{
    public static TheoryData<string> Kinds() => [.. Enum.GetNames<NetworkKind>()];

    /// <summary>The processes of all forms run at the same time.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Emitted_kernels_agree_with_plain_loops_in_every_form(string networks)
    {
        CompiledNetworks compiled = RandomKernels.Compiled(Enum.Parse<NetworkKind>(networks));
        ChildResult[] children = await Task.WhenAll(VectorWidth.Available.Select(form =>
            ChildProcess.RunAsync(Program.Compare, compiled.Image, [networks], VectorWidth.Settings(form))));

        Assert.Equal(VectorWidth.Available.Select(form => $"form: {form}"), children.Select(child => child.Output.Split('\n').First().Trim()));
        Assert.All(children, child => Assert.True(child.ExitCode == 0, child.Output + child.Errors));
    }
}
