using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Golden.Tests.Limits;

/// <summary>
/// RyuJIT compiles a method without any optimisation, and without a word, where one of its counts passes a fixed limit
/// (DEFAULT_MIN_OPTS_* in the runtime's compiler.h). No emitted method may come near.
/// </summary>
public sealed class MethodSizeTests
{
    private const int MostBytes = 60_000;
    private const int MostInstructions = 20_000;
    private const int MostBlocks = 2_000;
    private const int MostLocals = 2_000;
    private const int MostLocalReferences = 8_000;

    /// <summary>With more, the inliner of .NET 10 gives up: 0.9 of the 1024 locals that the JIT tracks.</summary>
    private const int MostLocalsForInlining = 921;

    [Fact]
    public void No_emitted_method_passes_a_limit_of_the_compiler()
    {
        IReadOnlyList<MethodMetrics> methods = MethodMetrics.Read(BuiltNetworks.Compiled.Image);

        Assert.All(BuiltNetworks.Specs, spec => Assert.Contains(methods, method => method.Name.Contains(spec.Name, StringComparison.Ordinal)));
        string[] oversized = [.. methods.Where(PassesLimit).Select(method => method.ToString())];
        Assert.True(oversized.Length == 0, string.Join('\n', oversized));
    }

    [Fact]
    public void A_method_that_passes_a_limit_is_found()
    {
        MethodMetrics oversized = MethodMetrics.Read(OversizedMethod.Image).Single(method => method.Name.EndsWith(OversizedMethod.Name, StringComparison.Ordinal));

        Assert.True(PassesLimit(oversized), oversized.ToString());
        Assert.InRange(oversized.Locals, OversizedMethod.Locals, OversizedMethod.Locals + 10);
        Assert.InRange(oversized.Blocks, OversizedMethod.Locals, (2 * OversizedMethod.Locals) + 10);
    }

    private static bool PassesLimit(MethodMetrics method) =>
        method.Bytes >= MostBytes
        || method.Instructions >= MostInstructions
        || method.Blocks >= MostBlocks
        || method.Locals >= Math.Min(MostLocals, MostLocalsForInlining)
        || method.LocalReferences >= MostLocalReferences;
}
