using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Browser.Tests;

/// <summary>Chromium's DevTools protocol: commands with answers, and the events that come meanwhile.</summary>
internal sealed class DevTools : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly List<(string Method, JsonNode Parameters)> _events = [];
    private int _lastId;
    private string? _session;

    /// <summary>What has happened so far.</summary>
    public IReadOnlyList<(string Method, JsonNode Parameters)> Events => _events;

    /// <summary>Connects to a browser and opens a page in it.</summary>
    public static async Task<DevTools> Connect(Uri address, CancellationToken cancellation)
    {
        var tools = new DevTools();
        await tools._socket.ConnectAsync(address, cancellation);
        JsonNode target = await tools.Send("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, cancellation);
        JsonNode attached = await tools.Send(
            "Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true }, cancellation);
        tools._session = attached["sessionId"]!.GetValue<string>();
        return tools;
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    public async Task<JsonNode> Send(string method, JsonObject parameters, CancellationToken cancellation)
    {
        var command = new JsonObject { ["id"] = ++_lastId, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
        {
            command["sessionId"] = _session;
        }

        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        while (true)
        {
            JsonNode message = await Receive(cancellation);
            if (message["id"]?.GetValue<int>() == _lastId)
            {
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]}");
            }
        }
    }

    /// <summary>Waits for an event, unless it has come already.</summary>
    /// <param name="method">The event's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="times">How often it has come then.</param>
    public async Task WaitFor(string method, CancellationToken cancellation, int times = 1)
    {
        while (_events.Count(entry => entry.Method == method) < times)
        {
            await Receive(cancellation);
        }
    }

    /// <summary>Waits for an event of which something can be told, unless it has come already.</summary>
    public async Task<string> WaitFor(string method, Func<JsonNode, string?> tell, CancellationToken cancellation)
    {
        while (true)
        {
            foreach ((string name, JsonNode parameters) in _events)
            {
                if (name == method && tell(parameters) is { } told)
                {
                    return told;
                }
            }

            await Receive(cancellation);
        }
    }

    /// <summary>Forgets what has happened so far.</summary>
    public void Forget() => _events.Clear();

    public void Dispose() => _socket.Dispose();

    private async Task<JsonNode> Receive(CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        JsonNode message = JsonNode.Parse(text.ToArray())!;
        if (message["method"] is { } method)
        {
            _events.Add((method.GetValue<string>(), message["params"]!));
        }

        return message;
    }
}
