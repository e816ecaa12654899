using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Execution;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Widths;
using Xunit;

namespace NetGen.Golden.Tests.Limits;

/// <summary>What RyuJIT itself says that it did with the emitted methods.</summary>
public sealed class OptimizationTests
{
    private const string Unoptimized = "MinOpts";

    public static TheoryData<EmittedForm> Forms() => [.. VectorWidth.Available];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task No_emitted_method_is_compiled_without_optimization_or_calls_what_belongs_inside(EmittedForm form)
    {
        string[] types = [.. MethodMetrics.Read(BuiltNetworks.Compiled.Image).Select(method => method.Name.Split(':')[0]).Distinct()];

        string[] lines = await CompiledMethods(
            Program.Touch, BuiltNetworks.Compiled.Image, form, [.. BuiltNetworks.Specs.Select(spec => spec.Name)]);
        string[] emitted = [.. lines.Where(line => types.Any(type => line.Contains($"compiled {type}:", StringComparison.Ordinal)))];

        Assert.All(BuiltNetworks.Specs, spec => Assert.Contains(emitted, line => line.Contains($"{spec.Name}{form.Suffix()}:", StringComparison.Ordinal)));
        string[] unoptimized = [.. emitted.Where(line => line.Contains(Unoptimized, StringComparison.Ordinal))];
        Assert.True(unoptimized.Length == 0, string.Join('\n', unoptimized));
        Assert.DoesNotContain(lines, line => line.Contains($"{nameof(VectorMath)}:", StringComparison.Ordinal));
        string packing = Assert.Single(lines, line => line.Contains($"{nameof(Packing)}:", StringComparison.Ordinal));
        Assert.DoesNotContain(Unoptimized, packing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_is_too_large_is_compiled_without_optimization()
    {
        IEnumerable<string> lines = await CompiledMethods(Program.Control, OversizedMethod.Image, VectorWidth.Current);

        string oversized = Assert.Single(lines, line => line.Contains(OversizedMethod.Name, StringComparison.Ordinal));
        Assert.Contains(Unoptimized, oversized, StringComparison.Ordinal);
    }

    /// <summary>One line for each method that a child process has compiled, without tiers: all are to be optimised at once.</summary>
    private static async Task<string[]> CompiledMethods(string command, byte[] assembly, EmittedForm form, params string[] arguments)
    {
        string list = Path.GetTempFileName();
        try
        {
            Dictionary<string, string> settings = VectorWidth.Settings(form);
            settings["DOTNET_JitStdOutFile"] = list;
            settings["DOTNET_JitDisasmSummary"] = "1";
            ChildResult child = await ChildProcess.RunAsync(command, assembly, arguments, settings);
            Assert.True(child.ExitCode == 0, child.Errors);
            return await File.ReadAllLinesAsync(list);
        }
        finally
        {
            File.Delete(list);
        }
    }
}
