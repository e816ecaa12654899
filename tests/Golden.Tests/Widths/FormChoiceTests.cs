using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Widths;

/// <summary>
/// A project that leaves vector forms out loses no bit: a program takes the widest form that there is and that its processor has,
/// and computes what it would with all of them.
/// </summary>
public sealed class FormChoiceTests
{
    private static readonly ConcurrentDictionary<string, Lazy<CompiledNetworks>> Compiled = new();

    private static readonly ConcurrentDictionary<EmittedForm, Lazy<Task<string>>> WithAllForms = new();

    public static TheoryData<string, EmittedForm> Choices()
    {
        var data = new TheoryData<string, EmittedForm>();
        foreach (string bits in (string[])["128", "128,256", "128,512", "512,256"])
        {
            foreach (EmittedForm processor in VectorWidth.Available)
            {
                data.Add(bits, processor);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Networks_of_chosen_forms_have_the_bits_of_the_widest_that_runs(string bits, EmittedForm processor)
    {
        EmittedForm widest = Widest(bits, processor);
        string learned = await Learn(bits, processor);

        Assert.StartsWith($"{widest.Suffix()["_Vector".Length..]}-bit vectors ", learned, StringComparison.Ordinal);
        Assert.Equal(await WithAllForms.GetOrAdd(widest, form => new(() => Learn(VectorForms.All, form))).Value, learned);
    }

    private static EmittedForm Widest(string bits, EmittedForm processor) => processor switch
    {
        EmittedForm.Vector512 when bits.Contains("512", StringComparison.Ordinal) => EmittedForm.Vector512,
        EmittedForm.Vector512 or EmittedForm.Vector256 when bits.Contains("256", StringComparison.Ordinal) => EmittedForm.Vector256,
        EmittedForm.Vector128Unfused => EmittedForm.Vector128Unfused,
        _ => EmittedForm.Vector128,
    };

    private static async Task<string> Learn(string bits, EmittedForm processor)
    {
        CompiledNetworks networks = Compiled.GetOrAdd(bits, _ => new(() => new NetworkCompilation { VectorBits = bits }.Compile(LearnedBits.Specs))).Value;
        ChildResult child = await ChildProcess.RunAsync(Program.Learn, networks.Image, [], VectorWidth.Settings(processor));

        string[] lines = child.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.True(child.ExitCode == 0, child.Errors);
        Assert.Equal($"form: {processor}", lines[0]);
        return lines[1];
    }
}
