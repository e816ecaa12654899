using System;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Randomness;
using Xunit;

namespace NetGen.Golden.Tests.Widths;

/// <summary>Chance does not depend on the processor: masks, noise and augmentation have the same bits at every vector width, fused or not.</summary>
public sealed class RandomLayerWidthTests
{
    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation { VectorBits = VectorForms.All }.Compile(RandomLayerBits.Spec));

    public static TheoryData<EmittedForm> Forms() => [.. VectorWidth.Available];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Layers_of_chance_have_the_same_bits_in_every_form(EmittedForm form)
    {
        ChildResult child = await ChildProcess.RunAsync(Program.Draw, Compiled.Value.Image, [], VectorWidth.Settings(form));

        string[] lines = child.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.True(child.ExitCode == 0, child.Errors);
        Assert.Equal($"form: {form}", lines[0]);
        Assert.True(RandomLayerBits.Draw(Compiled.Value) == lines[1], "Other bits than in this process.");
    }
}
