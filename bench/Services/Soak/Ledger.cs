using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Soak;

/// <summary>What has happened: how often each kind of client came to which end, how long good requests took, and what should not have happened.</summary>
internal sealed class Ledger
{
    // Enough to see of which kinds they are; the number counts all.
    private const int FaultsShown = 40;

    private readonly ConcurrentDictionary<(string Client, string End), int> _ends = new();
    private readonly ConcurrentQueue<double> _milliseconds = new();
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>The first faults, with the moment.</summary>
    public IEnumerable<string> Faults => _faults.Take(FaultsShown);

    /// <summary>How many there are.</summary>
    public int FaultCount => _faults.Count;

    /// <summary>Good requests that were answered.</summary>
    public int Answered => _milliseconds.Count;

    /// <summary>Clients of other kinds that came to an end.</summary>
    public int Abuses => _ends.Values.Sum();

    public void AddEnd(string client, string end) => _ends.AddOrUpdate((client, end), 1, static (_, count) => count + 1);

    public void AddAnswer(double milliseconds) => _milliseconds.Enqueue(milliseconds);

    public void AddFault(string client, string fault) => _faults.Enqueue($"{DateTime.UtcNow:HH:mm:ss} {client}: {fault}");

    /// <summary>Each kind of client with its ends and their numbers.</summary>
    public IEnumerable<(string Client, string Ends)> Ends() => _ends
        .GroupBy(end => end.Key.Client)
        .OrderBy(client => client.Key, StringComparer.Ordinal)
        .Select(client => (client.Key, string.Join(", ", client.OrderBy(end => end.Key.End).Select(end => $"{end.Value} x {end.Key.End}"))));

    /// <summary>The milliseconds within which shares of all good requests were answered.</summary>
    public IReadOnlyList<double> Percentiles(params IReadOnlyList<double> shares)
    {
        double[] sorted = [.. _milliseconds];
        Array.Sort(sorted);
        return [.. shares.Select(share => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))])];
    }
}
