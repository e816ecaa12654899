using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using Xunit.Sdk;

namespace NetGen.Golden.Tests.Properties;

/// <summary>A series of random networks, compiled together and compared one by one.</summary>
/// <param name="exact">See <see cref="RandomNetworks.Exact"/>.</param>
internal sealed class RandomKernels(bool exact, int count)
{
    private static readonly Lazy<CompiledNetworks> CompiledAny = new(() => new RandomKernels(exact: false, Count).Compile());

    private static readonly Lazy<CompiledNetworks> CompiledExact = new(() => new RandomKernels(exact: true, Count).Compile());

    /// <summary>Networks of each kind.</summary>
    public static int Count { get; } = PropertySettings.Networks(usual: 36);

    /// <summary>The first <see cref="Count"/> networks of a kind in one assembly, compiled once for all tests.</summary>
    public static CompiledNetworks Compiled(bool exact) => (exact ? CompiledExact : CompiledAny).Value;

    public IReadOnlyList<NetworkSpec> Specs { get; } = [.. Enumerable.Range(0, count).Select(seed => Draw(exact, (uint)seed))];

    /// <summary>Compares all networks with the plain loops.</summary>
    /// <returns>What differs, the smallest network first; empty if nothing does.</returns>
    public IReadOnlyList<string> Compare(CompiledNetworks compiled)
    {
        List<(int Length, string Text)> failures = [];
        for (int i = 0; i < Specs.Count; i++)
        {
            try
            {
                KernelComparison.Compare(compiled.Create(Specs[i].Name), Experiment.Draw(Specs[i], (uint)i, exact));
            }
            catch (Exception exception) when (exception is XunitException or ArithmeticException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
            {
                failures.Add((Specs[i].Source.Length, $"{Specs[i].Source}{exception.GetType().Name}: {exception.Message}\n"));
            }
        }

        return [.. failures.OrderBy(failure => failure.Length).Select(failure => failure.Text)];
    }

    private CompiledNetworks Compile() => new NetworkCompilation().Compile(Specs);

    private static NetworkSpec Draw(bool exact, uint seed) =>
        RandomNetworks.Draw(exact ? RandomNetworks.Exact : RandomNetworks.Any, seed);
}
