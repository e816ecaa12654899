using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace NetGen.WebApi.Tests.Support;

/// <summary>The service in a process of its own, on a port that the system chose.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private const int LinesOfComplaint = 4;

    private static readonly string[] ComplaintMarks = ["fail:", "crit:", "Unhandled exception"];

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _printed = new();

    private ServiceProcess(params IEnumerable<string> arguments)
    {
        string service = Places.Service;
        string[] command = [.. service.EndsWith(".dll", StringComparison.Ordinal) ? (string[])["dotnet", service] : [service], .. arguments];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The service ended before it listened."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>A client of its own connections.</summary>
    public HttpClient Client { get; private set; } = new();

    /// <summary>The number of its process.</summary>
    public int Id => _process.Id;

    /// <summary>The errors that it has logged so far, and what it ended with where nobody caught it: some lines of each.</summary>
    public IEnumerable<string> Complaints
    {
        get
        {
            string[] lines = [.. _printed];
            return Enumerable.Range(0, lines.Length)
                .Where(line => ComplaintMarks.Any(mark => lines[line].StartsWith(mark, StringComparison.Ordinal)))
                .Select(line => string.Join(' ', lines[line..Math.Min(lines.Length, line + LinesOfComplaint)]));
        }
    }

    /// <summary>Starts one and returns when it listens.</summary>
    /// <param name="settings">Arguments beside the address.</param>
    public static async Task<ServiceProcess> StartAsync(params string[] settings)
    {
        var service = new ServiceProcess(["--urls", "http://127.0.0.1:0", .. settings]);
        try
        {
            service.Address = await service._address.Task.WaitAsync(TimeSpan.FromMinutes(2));
            service.Client = service.NewClient();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one that is expected to end by itself: its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Printed)> RunAsync(params string[] arguments)
    {
        await using var service = new ServiceProcess(arguments);
        await service._process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await service._address.Task.ContinueWith(static _ => { }, TaskScheduler.Default);
        return (service._process.ExitCode, string.Join('\n', service._printed));
    }

    public HttpClient NewClient() => new() { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>What it says of itself.</summary>
    public async Task<(int StatusCode, string Status, int Waiting)> ReadinessAsync()
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri("/readyz", UriKind.Relative));
        JsonElement body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return ((int)response.StatusCode, body.GetProperty("status").GetString()!, body.GetProperty("waiting").GetInt32());
    }

    /// <summary>Returns when as many requests wait.</summary>
    public async Task UntilWaitingAsync(int requests)
    {
        while ((await ReadinessAsync()).Waiting != requests)
        {
            await Task.Delay(5);
        }
    }

    /// <summary>Tells it to end, as a host does.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end; the exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _printed.Enqueue(line);
        int start = line.IndexOf(Listening, StringComparison.Ordinal);
        if (start >= 0)
        {
            _address.TrySetResult(new Uri(line[(start + Listening.Length)..]));
        }
    }
}
