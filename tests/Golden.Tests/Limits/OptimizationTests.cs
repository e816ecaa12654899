using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Limits;

/// <summary>What RyuJIT itself says that it did with the emitted methods.</summary>
public sealed class OptimizationTests
{
    private const string Unoptimized = "MinOpts";

    [Fact]
    public async Task No_emitted_method_is_compiled_without_optimization()
    {
        string[] types = [.. MethodMetrics.Read(BuiltNetworks.Compiled.Image).Select(method => method.Name.Split(':')[0]).Distinct()];

        IEnumerable<string> lines = await CompiledMethods(
            Program.Touch, BuiltNetworks.Compiled.Image, [.. BuiltNetworks.Specs.Select(spec => spec.Name)]);
        string[] emitted = [.. lines.Where(line => types.Any(type => line.Contains($"compiled {type}:", StringComparison.Ordinal)))];

        Assert.All(BuiltNetworks.Specs, spec => Assert.Contains(emitted, line => line.Contains(spec.Name, StringComparison.Ordinal)));
        Assert.DoesNotContain(emitted, line => line.Contains(Unoptimized, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_method_that_is_too_large_is_compiled_without_optimization()
    {
        IEnumerable<string> lines = await CompiledMethods(Program.Control, OversizedMethod.Image);

        string oversized = Assert.Single(lines, line => line.Contains(OversizedMethod.Name, StringComparison.Ordinal));
        Assert.Contains(Unoptimized, oversized, StringComparison.Ordinal);
    }

    /// <summary>One line for each method that a child process has compiled, without tiers: all are to be optimised at once.</summary>
    private static async Task<string[]> CompiledMethods(string command, byte[] assembly, params string[] arguments)
    {
        string list = Path.GetTempFileName();
        try
        {
            ChildResult child = await ChildProcess.RunAsync(command, assembly, arguments, new Dictionary<string, string>
            {
                ["DOTNET_JitStdOutFile"] = list,
                ["DOTNET_JitDisasmSummary"] = "1",
                ["DOTNET_TieredCompilation"] = "0",
            });
            Assert.True(child.ExitCode == 0, child.Errors);
            return await File.ReadAllLinesAsync(list);
        }
        finally
        {
            File.Delete(list);
        }
    }
}
