using System;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Properties;
using Xunit;

namespace NetGen.Golden.Tests.Widths;

/// <summary>Every form of the kernels against plain loops: each width in a process of its own, optimised from the first call.</summary>
public sealed class WidthTests
{
    public static TheoryData<int, string> Widths()
    {
        var data = new TheoryData<int, string>();
        foreach (int width in VectorWidth.Available)
        {
            foreach (string kind in Enum.GetNames<NetworkKind>())
            {
                data.Add(width, kind);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Emitted_kernels_agree_with_plain_loops_at_every_vector_width(int width, string networks)
    {
        ChildResult child = await ChildProcess.RunAsync(
            Program.Compare, RandomKernels.Compiled(Enum.Parse<NetworkKind>(networks)).Image, [networks], VectorWidth.Settings(width));

        Assert.Equal($"widest vectors: {width}", child.Output.Split('\n').First().Trim());
        Assert.True(child.ExitCode == 0, child.Errors);
    }
}
