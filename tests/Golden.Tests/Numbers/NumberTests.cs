using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Widths;
using Xunit;
using Xunit.Sdk;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>NaN, infinities, and numbers so small or large that formulas which are right on paper lose them; in every form of emitted code.</summary>
public sealed class NumberTests
{
    private static readonly IReadOnlyDictionary<string, Action<CompiledNetworks>> Checks = new Dictionary<string, Action<CompiledNetworks>>
    {
        ["NaN through activations"] = NotANumberChecks.Activations,
        ["infinities through activations"] = NotANumberChecks.Infinities,
        ["NaN and infinities through pooling"] = NotANumberChecks.Poolings,
        ["NaN through convolutions and what is fused with them"] = NotANumberChecks.Convolutions,
        ["NaN among weights"] = NotANumberChecks.Weights,
        ["NaN through contrast"] = NotANumberChecks.Contrast,
        ["NaN and infinities through rectifiers"] = LayerNumberChecks.Rectifiers,
        ["NaN and infinities through merges"] = LayerNumberChecks.Merges,
        ["NaN and infinities through normalizations"] = LayerNumberChecks.Normalizations,
        ["NaN and infinities that are moved"] = LayerNumberChecks.Moves,
        ["normalizations of one value"] = LayerNumberChecks.NormalizationsOfOne,
        ["global poolings of one pixel"] = LayerNumberChecks.PoolingsOfOne,
        ["functions to a millionth"] = PrecisionChecks.Functions,
        ["derivatives to a millionth"] = PrecisionChecks.Derivatives,
        ["functions of zero"] = PrecisionChecks.Zero,
        ["softmax far from zero"] = PrecisionChecks.Softmax,
        ["log-softmax far from zero"] = PrecisionChecks.LogSoftmax,
    };

    public static TheoryData<EmittedForm> Forms() => [.. VectorWidth.Available];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Unusual_numbers_come_out_as_they_should_in_every_form(EmittedForm form)
    {
        ChildResult child = await ChildProcess.RunAsync(Program.Check, NumberNetworks.Compiled.Image, [], VectorWidth.Settings(form));

        Assert.True(child.ExitCode == 0, child.Errors);
        Assert.Equal($"form: {form}", child.Output.Trim());
    }

    /// <summary>Runs all checks and says which failed, and how.</summary>
    internal static IReadOnlyList<string> FailuresOf(CompiledNetworks networks)
    {
        List<string> failures = [];
        foreach ((string name, Action<CompiledNetworks> check) in Checks)
        {
            try
            {
                check(networks);
            }
            catch (XunitException exception)
            {
                failures.Add($"{name}: {exception.Message}");
            }
        }

        return failures;
    }
}
