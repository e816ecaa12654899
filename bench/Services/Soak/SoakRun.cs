using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using NetGen.WebApi.Tests.Support;

namespace NetGen.Bench.Soak;

/// <summary>The service among clients of all kinds, and its end while they ask.</summary>
/// <param name="length">How long until it is told to end.</param>
/// <param name="rate">Good requests a second.</param>
/// <param name="counters">The tool dotnet-counters; null: the managed heap is not measured.</param>
internal sealed class SoakRun(TimeSpan length, double rate, string? counters)
{
    private const int GoodClients = 8;
    private const int Unfinished = 16;
    private const int DrainSeconds = 5;

    // A body that is still coming when the host gives its services no more time, after thirty seconds, is broken off.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(DrainSeconds + 45);

    public Ledger Ledger { get; } = new();

    public IReadOnlyList<MemorySample> Memory { get; private set; } = [];

    /// <summary>Processor time of the service over the time that it ran.</summary>
    public double Load { get; private set; }

    /// <summary>Seconds from the signal to the end.</summary>
    public double SecondsToEnd { get; private set; }

    /// <summary>Runs all of it; afterwards the properties say what happened.</summary>
    public async Task RunAsync()
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync("--DrainSeconds", $"{DrainSeconds}");
        using var watch = new MemoryWatch(service.Id, counters);
        using var terminated = new CancellationTokenSource();
        HttpClient[] https = [.. Enumerable.Range(0, GoodClients).Select(_ => service.NewClient())];
        await Task.WhenAll(https.Select(http => GoodClient.WarmUpAsync(http, Ledger)));
        List<Task> clients =
        [
            .. https.Select((http, i) => new GoodClient(i * 41, TimeSpan.FromSeconds(GoodClients / rate)).RunAsync(http, Ledger, terminated.Token)),
            .. Clients.All.Select(client => client.RunAsync(service.Address, Ledger, terminated.Token)),
        ];
        Task watching = watch.RunAsync(terminated.Token);
        await Task.Delay(length);
        Load = watch.ProcessorTime() / length;
        await EndAsync(service, terminated, clients);
        await watching;
        Memory = watch.Samples();
        foreach (string complaint in service.Complaints)
        {
            Ledger.AddFault("the service's log", complaint);
        }

        foreach (HttpClient http in https)
        {
            http.Dispose();
        }
    }

    /// <summary>Tells the service to end while requests are on their way, and waits for all answers.</summary>
    private async Task EndAsync(ServiceProcess service, CancellationTokenSource terminated, List<Task> clients)
    {
        Wire[] unfinished = await Task.WhenAll(Enumerable.Range(0, Unfinished).Select(_ => BeginAsync(service.Address)));
        using Wire endless = await Wire.OpenAsync(service.Address);
        await endless.SendAsync(Http.Head(Question.Floats.Type, 900_000));
        clients.Add(FeedAsync(endless));

        DateTime told = DateTime.UtcNow;
        await terminated.CancelAsync();
        service.Terminate();
        Task<int> exit = service.ExitCodeAsync();
        await Task.Delay(TimeSpan.FromSeconds(DrainSeconds + 2));
        foreach (Wire wire in unfinished)
        {
            await wire.SendAsync(Question.Floats.Body.AsMemory()[^1..]);
            try
            {
                Ledger.AddEnd("accepted before the end, finished after it", await Clients.AnswerAsync(wire, Question.Floats));
            }
            catch (ClientFaultException fault)
            {
                Ledger.AddFault("accepted before the end, finished after it", fault.Message);
            }

            wire.Dispose();
        }

        int code = await exit;
        SecondsToEnd = (DateTime.UtcNow - told).TotalSeconds;
        if (code != 0 || SecondsToEnd > LongestEnd.TotalSeconds)
        {
            Ledger.AddFault("the service", $"ended after {SecondsToEnd:F0} s with {code}");
        }

        await Task.WhenAll(clients);
    }

    /// <summary>A request that the service has accepted, all of it sent but the last byte.</summary>
    private async Task<Wire> BeginAsync(Uri address)
    {
        Wire wire = await Wire.OpenAsync(address);
        await wire.SendAsync(Http.Head(Question.Floats.Type, Question.Floats.Body.Length, "Expect: 100-continue"));
        if (await wire.ReadAsync() is not { Status: 100 })
        {
            Ledger.AddFault("accepted before the end, finished after it", "was not accepted");
        }

        await wire.SendAsync(Question.Floats.Body.AsMemory()[..^1]);
        return wire;
    }

    /// <summary>Sends a body, fast enough for the server and too slowly for its end, until it is broken off.</summary>
    private async Task FeedAsync(Wire wire)
    {
        int parts = 0;
        for (byte[] part = new byte[100]; await wire.SendAsync(part); parts++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.1));
        }

        Ledger.AddEnd("a body that outlasts the end", "cut off");
    }
}
