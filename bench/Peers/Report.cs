using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace NetGen.Bench.Peers;

/// <summary>One line of the table: a work, and how long each side takes for it.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Work">"training step" or "forward".</param>
/// <param name="Batch">Samples.</param>
/// <param name="Threads">Threads of each side.</param>
/// <param name="NetGen">Our time.</param>
/// <param name="Gigaflops">Our rate, in GFLOP/s of the direct computation.</param>
/// <param name="PercentOfPeak">Our rate in percent of the multiply-add rate that was measured in the same run.</param>
/// <param name="Peer">The other side's name.</param>
/// <param name="Theirs">The other side's time.</param>
internal sealed record Line(
    string Network, string Work, int Batch, int Threads, Timing NetGen, double Gigaflops, double PercentOfPeak, string Peer, Timing Theirs)
{
    /// <summary>The other side's median time by ours: above 1, ours is shorter.</summary>
    public double Ratio => Theirs.Median / NetGen.Median;
}

/// <summary>The largest memory of a process that trains.</summary>
internal sealed record Memory(string Contender, string Work, double Megabytes);

/// <summary>The time from a process's start to its first prediction.</summary>
internal sealed record Start(string Contender, double Milliseconds);

/// <summary>All that a run has measured.</summary>
internal sealed record Report(
    DateTime Date, string Machine, string Runtime, IReadOnlyDictionary<string, string> Peers, IReadOnlyDictionary<int, double> PeakGigaflops,
    IReadOnlyList<Line> Lines, IReadOnlyList<Memory> Memory, IReadOnlyList<Start> Starts)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Writes peers.md and peers.json into a folder.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "peers.md"), ToMarkdown());
        File.WriteAllText(Path.Combine(folder, "peers.json"), JsonSerializer.Serialize(this, Json));
    }

    /// <summary>The table for people.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}, {Machine}, {Runtime}");
        foreach ((string name, string version) in Peers)
        {
            text.Append(CultureInfo.InvariantCulture, $", {name} {version}");
        }

        text.Append(".\n");
        foreach ((int threads, double rate) in PeakGigaflops)
        {
            text.Append(CultureInfo.InvariantCulture, $"Multiply-add peak measured in this run: {rate:F0} GFLOP/s on {Threads(threads)}.\n");
        }

        text.Append("Medians; the two sides of a line ran in turn; ratio = peer's time / NetGen's.\n\n");
        text.Append("| network | work | batch | threads | NetGen | GFLOP/s | % of peak | peer | its time | ratio |\n");
        text.Append("|---|---|---:|---:|---:|---:|---:|---|---:|---:|\n");
        foreach (Line line in Lines)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {line.Network} | {line.Work} | {line.Batch} | {line.Threads} | {Time(line.NetGen)} | {line.Gigaflops:F0} | {line.PercentOfPeak:F0} % ");
            text.Append(CultureInfo.InvariantCulture, $"| {line.Peer} | {Time(line.Theirs)} | {line.Ratio:F2} |\n");
        }

        if (Memory.Count > 0)
        {
            text.Append("\n| process | does | largest working set |\n|---|---|---:|\n");
            foreach (Memory memory in Memory)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {memory.Contender} | {memory.Work} | {memory.Megabytes:F0} MB |\n");
            }
        }

        if (Starts.Count > 0)
        {
            text.Append("\n| process, under the JIT | start to first prediction of mnist |\n|---|---:|\n");
            foreach (Start start in Starts)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {start.Contender} | {start.Milliseconds:F0} ms |\n");
            }
        }

        return text.ToString();
    }

    private static string Threads(int count) => count == 1 ? "1 thread" : string.Create(CultureInfo.InvariantCulture, $"{count} threads");

    private static string Time(Timing timing) => timing.Median switch
    {
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{timing.Median:F0} ms"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{timing.Median:F2} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{timing.Median * 1000:F2} µs"),
    };
}
