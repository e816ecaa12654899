using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.WebApi.Tests.Support;

/// <summary>A connection on which anything can be sent, byte by byte, and which can be broken at any moment.</summary>
internal sealed class Wire : IDisposable
{
    /// <summary>Longer than any limit of the server: what takes longer hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Socket _socket;
    private readonly byte[] _received = new byte[4096];
    private int _start;
    private int _end;

    private Wire(Socket socket) => _socket = socket;

    /// <summary>Connects.</summary>
    /// <param name="address">Where the service listens.</param>
    /// <param name="receiveBuffer">Bytes that the system keeps of what is not read. Default: the system's choice.</param>
    public static async Task<Wire> OpenAsync(Uri address, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes)
        {
            socket.ReceiveBufferSize = bytes;
        }

        await socket.ConnectAsync(address.Host, address.Port);
        return new Wire(socket);
    }

    /// <summary>Sends all bytes, or as many as the server takes before it closes the connection.</summary>
    /// <param name="bytes">What is sent.</param>
    /// <param name="patience">How long the server may leave the bytes lying. Default: <see cref="Patience"/>.</param>
    /// <returns>Whether the server took them all.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? Patience);
        try
        {
            for (int sent = 0; sent < bytes.Length;)
            {
                sent += await _socket.SendAsync(bytes[sent..], timeout.Token);
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (patience is not null)
        {
            return false;
        }
    }

    /// <summary>Says that nothing more will be sent.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection off, so that the server sees an error and no end.</summary>
    public void Cut() => _socket.Close(timeout: 0);

    /// <summary>The next answer; null where the server closes the connection without one.</summary>
    /// <exception cref="OperationCanceledException">Nothing has come within <see cref="Patience"/>.</exception>
    public async Task<WireAnswer?> ReadAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            string head = await ReadUntilAsync("\r\n\r\n", timeout.Token);
            var body = new StringBuilder();
            if (Field(head, "Content-Length") is { } length)
            {
                await ReadAsync(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture), body, timeout.Token);
            }
            else if (Field(head, "Transfer-Encoding") is "chunked")
            {
                int chunk;
                do
                {
                    chunk = Convert.ToInt32((await ReadUntilAsync("\r\n", timeout.Token)).Trim(), 16);
                    await ReadAsync(chunk, body, timeout.Token);
                    await ReadUntilAsync("\r\n", timeout.Token);
                }
                while (chunk > 0);
            }

            int status = int.Parse(head.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture);
            return new WireAnswer(status, Field(head, "Content-Type"), Field(head, "Connection") == "close", body.ToString());
        }
        catch (Exception exception) when (exception is EndOfStreamException or SocketException)
        {
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static string? Field(string head, string name)
    {
        int start = head.IndexOf($"\n{name}: ", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : head[(start + name.Length + 3)..head.IndexOf('\r', start)];
    }

    private async Task<string> ReadUntilAsync(string end, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        while (!EndsWith(text, end))
        {
            await FillAsync(cancellation);
            text.Append((char)_received[_start++]);
        }

        return text.ToString();
    }

    private static bool EndsWith(StringBuilder text, string end) =>
        text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end;

    private async Task ReadAsync(int count, StringBuilder text, CancellationToken cancellation)
    {
        for (int left = count; left > 0;)
        {
            await FillAsync(cancellation);
            int taken = Math.Min(left, _end - _start);
            text.Append(Encoding.ASCII.GetString(_received, _start, taken));
            _start += taken;
            left -= taken;
        }
    }

    /// <summary>Makes sure that there is a byte to be taken.</summary>
    private async Task FillAsync(CancellationToken cancellation)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await _socket.ReceiveAsync(_received, cancellation);
            if (_end == 0)
            {
                throw new EndOfStreamException("The server has closed the connection.");
            }
        }
    }
}

/// <summary>What the service answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Type">The media type of the body; null: there is none.</param>
/// <param name="Closes">Whether the connection ends with it.</param>
/// <param name="Body">The body.</param>
internal sealed record WireAnswer(int Status, string? Type, bool Closes, string Body);
