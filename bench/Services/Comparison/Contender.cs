using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetGen.Bench.Services;

/// <summary>A service in one of its settings.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Service">How it was published.</param>
/// <param name="Settings">Its last arguments: NetGen's are threads of a prediction and workers, ONNX Runtime's its threads.</param>
internal sealed record Contender(string Name, PublishedService Service, params string[] Settings)
{
    /// <summary>Those whose starts are compared.</summary>
    public static IReadOnlyList<Contender> Started { get; } =
    [
        new("a service without a network", PublishedService.NetGen, "1", "-1"),
        new("NetGen", PublishedService.NetGen, "1", "0"),
        new("ONNX Runtime", PublishedService.Onnx, "1"),
        new("ONNX Runtime under the JIT", PublishedService.OnnxJit, "1"),
    ];

    /// <summary>Those that are put under load.</summary>
    public static IReadOnlyList<Contender> Loaded { get; } =
    [
        new("NetGen, AVX2", PublishedService.NetGen, "1", "0"),
        new("NetGen", PublishedService.NetGenHere, "1", "0"),
        new("NetGen, 2 threads", PublishedService.NetGenHere, "2", "0"),
        new("NetGen, batches", PublishedService.NetGenHere, "2", "1"),
        new("NetGen, batches, 2 workers", PublishedService.NetGenHere, "1", "2"),
        new("ONNX Runtime", PublishedService.Onnx, "1"),
        new("ONNX Runtime, 2 threads", PublishedService.Onnx, "2"),
    ];

    /// <summary>The bytes of a request.</summary>
    public byte[] Request(Subject subject) => Service.IsOurs ? subject.ChannelsLast : subject.ChannelsFirst;

    /// <summary>Starts the service; it may not listen yet.</summary>
    public RunningService Start(string published, Subject subject)
    {
        int port = FreePort();
        var start = new ProcessStartInfo(Service.Executable(published), [$"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"]);
        if (Service.IsOurs)
        {
            start.ArgumentList.Add(subject.Name);
        }

        start.ArgumentList.Add(Service.IsOurs ? subject.Weights : subject.Model);
        foreach (string setting in Settings)
        {
            start.ArgumentList.Add(setting);
        }

        return new RunningService(Process.Start(start)!, new IPEndPoint(IPAddress.Loopback, port), Request(subject));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
