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

    private readonly NetworkSpec[] _specs = [.. Enumerable.Range(0, count).Select(seed => Draw(exact, (uint)seed))];

    /// <summary>Networks of each kind.</summary>
    public static int Count { get; } = PropertySettings.Networks(usual: 36);

    /// <summary>The first <see cref="Count"/> networks of a kind in one assembly, compiled once for all tests.</summary>
    public static CompiledNetworks Compiled(bool exact) => (exact ? CompiledExact : CompiledAny).Value;

    /// <summary>Compares all networks with the plain loops.</summary>
    /// <returns>What differs, the smallest network first; empty if nothing does.</returns>
    public IReadOnlyList<string> Compare(CompiledNetworks compiled)
    {
        List<(int Length, string Text)> failures = [];
        for (int i = 0; i < _specs.Length; i++)
        {
            try
            {
                KernelComparison.Compare(compiled.Create(_specs[i].Name), Experiment.Draw(_specs[i], (uint)i, exact));
            }
            catch (Exception exception) when (exception is XunitException or ArithmeticException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
            {
                failures.Add((_specs[i].Source.Length, $"{_specs[i].Source}{exception.GetType().Name}: {exception.Message}\n"));
            }
        }

        return [.. failures.OrderBy(failure => failure.Length).Select(failure => failure.Text)];
    }

    private CompiledNetworks Compile() => new NetworkCompilation().Compile(_specs);

    private static NetworkSpec Draw(bool exact, uint seed) =>
        RandomNetworks.Draw(exact ? RandomNetworks.Exact : RandomNetworks.Any, seed);
}
