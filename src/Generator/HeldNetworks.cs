using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;

namespace NetGen.Generator;

/// <summary>
/// The networks that somebody in this process holds: a generator's driver those of its last run, a compilation those that its analyzers have asked for.
/// Who asks for an equal declaration gets the same network, so that an edit has each of them checked and planned once, and an edit that leaves a
/// declaration alone not at all. Nothing is held here: with its last holder a network is gone.
/// </summary>
internal static class HeldNetworks
{
    private const int FewEntries = 64;

    private static readonly Dictionary<(NetworkDeclaration Declaration, EquatableArray<VectorForm> Forms), WeakReference<CheckedNetwork>> Entries = [];

    /// <summary>Number of entries at which those are swept whose network is gone.</summary>
    private static int _sweepAt = FewEntries;

    /// <summary>The network of a declaration, which may not be checked yet.</summary>
    public static CheckedNetwork Of(NetworkDeclaration declaration, EquatableArray<VectorForm> forms)
    {
        lock (Entries)
        {
            if (Entries.TryGetValue((declaration, forms), out WeakReference<CheckedNetwork>? entry) && entry.TryGetTarget(out CheckedNetwork? held))
            {
                return held;
            }

            Sweep();
            var network = new CheckedNetwork(declaration, forms);
            Entries[(declaration, forms)] = new WeakReference<CheckedNetwork>(network);
            return network;
        }
    }

    private static void Sweep()
    {
        if (Entries.Count < _sweepAt)
        {
            return;
        }

        foreach (var gone in Entries.Where(entry => !entry.Value.TryGetTarget(out _)).Select(entry => entry.Key).ToList())
        {
            Entries.Remove(gone);
        }

        _sweepAt = Math.Max(FewEntries, 2 * Entries.Count);
    }
}
