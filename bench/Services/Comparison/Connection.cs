using System;
using System.Buffers.Text;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace NetGen.Bench.Services;

/// <summary>A client's connection, which is kept: one request after the other, without waiting for the socket.</summary>
/// <param name="socket">Connected.</param>
/// <param name="request">What is sent again and again.</param>
internal sealed class Connection(Socket socket, byte[] request) : IDisposable
{
    private readonly byte[] _received = new byte[4096];
    private int _sent;
    private int _length;

    public Socket Socket { get; } = socket;

    /// <summary>The body of the last answer.</summary>
    public ReadOnlySpan<byte> Answer => _received.AsSpan(BodyStart, _length - BodyStart);

    /// <summary>When the request began.</summary>
    public long Began { get; private set; }

    /// <summary>Whether some of the request is still to be sent.</summary>
    public bool IsSending => _sent < request.Length;

    private int BodyStart { get; set; }

    public void Begin()
    {
        Socket.Blocking = false;
        _sent = 0;
        _length = 0;
        Began = Stopwatch.GetTimestamp();
        Send();
    }

    /// <summary>Sends what the socket takes.</summary>
    public void Send()
    {
        while (IsSending)
        {
            int sent = Socket.Send(request.AsSpan(_sent), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                return;
            }

            _sent += error == SocketError.Success ? sent : throw new SocketException((int)error);
        }
    }

    /// <summary>Takes what has come; true when the answer is complete.</summary>
    public bool Receive()
    {
        int received = Socket.Receive(_received.AsSpan(_length), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        _length += error == SocketError.Success && received > 0 ? received : throw new IOException($"The service has closed the connection ({error}).");
        return IsComplete();
    }

    /// <summary>Asks once and waits for the answer.</summary>
    public string Ask()
    {
        Begin();
        while (true)
        {
            if (IsSending && Socket.Poll(TimeSpan.FromSeconds(60), SelectMode.SelectWrite))
            {
                Send();
            }
            else if (Socket.Poll(TimeSpan.FromSeconds(60), SelectMode.SelectRead) && Receive())
            {
                return Encoding.ASCII.GetString(Answer);
            }
        }
    }

    public void Dispose() => Socket.Dispose();

    private bool IsComplete()
    {
        ReadOnlySpan<byte> text = _received.AsSpan(0, _length);
        int end = text.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!text.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException("The service has answered: " + Encoding.ASCII.GetString(text));
        }

        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int length = text.IndexOf(name);
        if (length < 0 || !Utf8Parser.TryParse(text[(length + name.Length)..], out int bytes, out _))
        {
            throw new IOException("The answer does not say its length: " + Encoding.ASCII.GetString(text));
        }

        BodyStart = end + 4;
        return _length == BodyStart + bytes;
    }
}
