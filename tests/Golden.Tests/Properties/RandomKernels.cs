using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using Xunit.Sdk;

namespace NetGen.Golden.Tests.Properties;

/// <summary>A series of random networks, compiled together and compared one by one.</summary>
internal sealed class RandomKernels
{
    /// <summary>More than four lanes of eight.</summary>
    private const int SamplesOfFullGroups = 37;

    /// <summary>As many as a check of every change has the time for; tests/Golden.Tests/README.md tells how a change of the compiler is held to more.</summary>
    private static readonly Dictionary<NetworkKind, int> UsualCount = new()
    {
        [NetworkKind.Any] = 24,
        [NetworkKind.Exact] = 16,
        [NetworkKind.Large] = 12,
        [NetworkKind.Heavy] = 2,
        [NetworkKind.Panels] = 6,
        [NetworkKind.FilterParts] = 6,
        [NetworkKind.TilesOfSamples] = 12,
        [NetworkKind.GroupsInTraining] = 12,
        [NetworkKind.Declared] = 16,
        [NetworkKind.HalfRegisters] = 24,
        [NetworkKind.Rows] = 12,
        [NetworkKind.HeavyDense] = 6,
        [NetworkKind.Graph] = 24,
        [NetworkKind.Blocks] = 8,
        [NetworkKind.Parts] = 8,
        [NetworkKind.Normalized] = 20,
        [NetworkKind.SampleNormalized] = 24,
        [NetworkKind.Column] = 16,
    };

    private static readonly Dictionary<NetworkKind, Lazy<CompiledNetworks>> CompiledByKind = Enum.GetValues<NetworkKind>()
        .ToDictionary(kind => kind, kind => new Lazy<CompiledNetworks>(() => new NetworkCompilation { VectorBits = VectorForms.All }.Compile(new RandomKernels(kind).Specs)));

    private readonly NetworkKind _kind;

    /// <summary>The usual number of networks of a kind.</summary>
    public RandomKernels(NetworkKind kind)
        : this(kind, PropertySettings.Networks(UsualCount[kind]))
    {
    }

    /// <summary>
    /// The first networks of a kind; every third shows its layers, but for those of one convolution that many channels go into: it makes the prediction, and that is held to what
    /// is known of the algorithm's errors.
    /// </summary>
    public RandomKernels(NetworkKind kind, int count)
    {
        _kind = kind;
        bool mayShow = kind is not (NetworkKind.Heavy or NetworkKind.TilesOfSamples or NetworkKind.GroupsInTraining);
        Specs = [.. Enumerable.Range(PropertySettings.First, count).Select(seed => RandomNetworks.Draw(kind, (uint)seed) with { LayerOutputs = mayShow && seed % 3 == 0 })];
    }

    public IReadOnlyList<NetworkSpec> Specs { get; }

    /// <summary>The usual networks of a kind in one assembly, compiled once for all tests.</summary>
    public static CompiledNetworks Compiled(NetworkKind kind) => CompiledByKind[kind].Value;

    /// <summary>Compares all networks with the plain loops.</summary>
    /// <returns>What differs, the smallest network first; empty if nothing does.</returns>
    public IReadOnlyList<string> Compare(CompiledNetworks compiled)
    {
        List<(int Length, string Text)> failures = [];
        for (int i = 0; i < Specs.Count; i++)
        {
            try
            {
                INetwork network = compiled.Create(Specs[i].Name);
                KernelComparison.Compare(network, Experiment.Draw(Specs[i], (uint)(PropertySettings.First + i), _kind));
                if (_kind == NetworkKind.GroupsInTraining)
                {
                    KernelComparison.CompareWithSamples(network, SamplesOfFullGroups, seed: i);
                }
            }
            catch (Exception exception) when (exception is XunitException or SystemException)
            {
                failures.Add((Specs[i].Source.Length, $"{Specs[i].Source}{exception.GetType().Name}: {exception.Message}\n"));
            }
        }

        return [.. failures.OrderBy(failure => failure.Length).Select(failure => failure.Text)];
    }
}
