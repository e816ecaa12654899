using System;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Properties;
using Xunit;

namespace NetGen.Golden.Tests.Widths;

/// <summary>Every form of the kernels against plain loops: each in a process of its own, optimised from the first call.</summary>
public sealed class WidthTests
{
    public static TheoryData<EmittedForm, string> Forms()
    {
        var data = new TheoryData<EmittedForm, string>();
        foreach (EmittedForm form in VectorWidth.Available)
        {
            foreach (string kind in Enum.GetNames<NetworkKind>())
            {
                data.Add(form, kind);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Emitted_kernels_agree_with_plain_loops_in_every_form(EmittedForm form, string networks)
    {
        ChildResult child = await ChildProcess.RunAsync(
            Program.Compare, RandomKernels.Compiled(Enum.Parse<NetworkKind>(networks)).Image, [networks], VectorWidth.Settings(form));

        Assert.Equal($"form: {form}", child.Output.Split('\n').First().Trim());
        Assert.True(child.ExitCode == 0, child.Errors);
    }
}
