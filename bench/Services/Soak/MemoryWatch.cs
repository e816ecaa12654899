using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Bench.Soak;

/// <summary>Memory of a process.</summary>
/// <param name="Minutes">Since the beginning.</param>
/// <param name="WorkingSet">MB that it has in use.</param>
/// <param name="Heap">MB of managed objects, those that no collection has seen yet included; NaN where nobody has measured them.</param>
internal sealed record MemorySample(double Minutes, double WorkingSet, double Heap);

/// <summary>Samples the memory of a process every few seconds, the managed heap with the tool dotnet-counters, where that is given.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private const string HeapCounter = "gc-heap-size";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly DateTime _began = DateTime.Now;
    private readonly List<(double Minutes, double Megabytes)> _workingSets = [];
    private readonly Process? _counters;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"netgen-soak-{Environment.ProcessId}.csv");

    public MemoryWatch(int processId, string? counters)
    {
        _process = Process.GetProcessById(processId);
        if (counters is not null)
        {
            string[] which = ["-p", $"{processId}", "--counters", $"EventCounters\\System.Runtime[{HeapCounter}]"];
            string[] how = ["--refresh-interval", $"{Period.TotalSeconds}", "--format", "csv", "-o", _file];
            var start = new ProcessStartInfo(counters, ["collect", .. which, .. how]) { RedirectStandardOutput = true, RedirectStandardInput = true };
            _counters = Process.Start(start)!;
            _counters.OutputDataReceived += static (_, _) => { };
            _counters.BeginOutputReadLine();
        }
    }

    /// <summary>Samples until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken leaving)
    {
        while (!leaving.IsCancellationRequested)
        {
            _process.Refresh();
            _workingSets.Add(((DateTime.Now - _began).TotalMinutes, _process.WorkingSet64 / 1e6));
            await Task.Delay(Period, leaving).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Processor time of the process so far.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>What was sampled; each working set with the heap that was counted next to it. Called when the process has ended.</summary>
    public IReadOnlyList<MemorySample> Samples()
    {
        _counters?.WaitForExit(Period);
        (double Minutes, double Megabytes)[] heaps = _counters is null ? [] : [.. ReadHeaps()];
        return [.. _workingSets.Select(sample => new MemorySample(
            sample.Minutes, sample.Megabytes, heaps.Length == 0 ? double.NaN : heaps.MinBy(heap => Math.Abs(heap.Minutes - sample.Minutes)).Megabytes))];
    }

    public void Dispose()
    {
        if (_counters is { HasExited: false })
        {
            _counters.Kill();
            _counters.WaitForExit();
        }

        _counters?.Dispose();
        _process.Dispose();
        File.Delete(_file);
    }

    /// <summary>Lines of "time, provider, counter, kind, value".</summary>
    private IEnumerable<(double Minutes, double Megabytes)> ReadHeaps()
    {
        foreach (string[] fields in File.ReadLines(_file).Skip(1).Select(line => line.Split(',')))
        {
            if (DateTime.TryParse(fields[0], CultureInfo.InvariantCulture, out DateTime time)
                && double.TryParse(fields[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double megabytes))
            {
                yield return ((time - _began).TotalMinutes, megabytes);
            }
        }
    }
}
