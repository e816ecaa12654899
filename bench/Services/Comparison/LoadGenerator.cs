using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;

namespace NetGen.Bench.Services;

/// <summary>What a service did under load.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="Median">Milliseconds from a request to its answer.</param>
/// <param name="P99">The same of the slowest in a hundred.</param>
/// <param name="ProcessorMicroseconds">The service's processor time for a request.</param>
internal sealed record Load(double PerSecond, double Median, double P99, double ProcessorMicroseconds);

/// <summary>
/// Keeps a number of connections busy, each with its next request as soon as it has its answer. One thread does it all, without waiting for any of
/// them, so that the service keeps as much of the machine as can be.
/// </summary>
internal sealed class LoadGenerator(RunningService service, int connections) : IDisposable
{
    private readonly Connection[] _connections = [.. Enumerable.Range(0, connections).Select(_ => service.Connect())];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];
    private byte[]? _answer;

    /// <summary>Runs for a while. Every answer must be the first one, to the byte.</summary>
    public Load Run(double seconds)
    {
        Dictionary<Socket, Connection> bySocket = _connections.ToDictionary(connection => connection.Socket);
        var latencies = new List<double>();
        TimeSpan processor = service.ProcessorTime;
        long start = Stopwatch.GetTimestamp();
        foreach (Connection connection in _connections)
        {
            connection.Begin();
        }

        int busy = _connections.Length;
        while (busy > 0)
        {
            Select();
            foreach (Socket socket in _writable)
            {
                bySocket[socket].Send();
            }

            foreach (Socket socket in _readable)
            {
                Connection connection = bySocket[socket];
                if (!connection.Receive())
                {
                    continue;
                }

                latencies.Add(Stopwatch.GetElapsedTime(connection.Began).TotalMilliseconds);
                Check(connection);
                if (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
                {
                    connection.Begin();
                }
                else
                {
                    busy--;
                }
            }
        }

        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double processorTime = (service.ProcessorTime - processor).TotalMicroseconds;
        latencies.Sort();
        return new Load(latencies.Count / elapsed, latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100], processorTime / latencies.Count);
    }

    public void Dispose()
    {
        foreach (Connection connection in _connections)
        {
            connection.Dispose();
        }
    }

    private void Select()
    {
        _readable.Clear();
        _writable.Clear();
        foreach (Connection connection in _connections)
        {
            (connection.IsSending ? _writable : _readable).Add(connection.Socket);
        }

        Socket.Select(_readable, _writable, null, TimeSpan.FromSeconds(60));
        if (_readable.Count + _writable.Count == 0)
        {
            throw new TimeoutException("The service has not answered for a minute.");
        }
    }

    private void Check(Connection connection)
    {
        _answer ??= connection.Answer.ToArray();
        if (!connection.Answer.SequenceEqual(_answer))
        {
            throw new InvalidDataException(
                $"The answer to the same request was {Encoding.ASCII.GetString(_answer)} and is {Encoding.ASCII.GetString(connection.Answer)}.");
        }
    }
}
