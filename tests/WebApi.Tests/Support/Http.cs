using System;
using System.Text;

namespace NetGen.WebApi.Tests.Support;

/// <summary>Bytes of requests as HTTP/1.1 has them.</summary>
internal static class Http
{
    /// <summary>A whole request to predict.</summary>
    public static byte[] Post(string? type, ReadOnlySpan<byte> body, params ReadOnlySpan<string> fields) => [.. Head(type, body.Length, fields), .. body];

    /// <summary>The head of a request to predict.</summary>
    /// <param name="type">The body's media type; null: none is said.</param>
    /// <param name="length">The body's length; null: none is said.</param>
    /// <param name="fields">More fields.</param>
    public static byte[] Head(string? type, long? length, params ReadOnlySpan<string> fields)
    {
        var head = new StringBuilder("POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        head.Append(type is null ? "" : $"Content-Type: {type}\r\n").Append(length is null ? "" : $"Content-Length: {length}\r\n");
        foreach (string field in fields)
        {
            head.Append(field).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>A request for something else, which has no body.</summary>
    public static byte[] Bare(string method, string target, string version = "HTTP/1.1", string host = "Host: 127.0.0.1\r\n") =>
        Encoding.Latin1.GetBytes($"{method} {target} {version}\r\n{host}\r\n");

    /// <summary>A body in chunks.</summary>
    public static byte[] Chunked(string type, ReadOnlySpan<byte> body, int chunk)
    {
        var request = new System.IO.MemoryStream();
        request.Write(Head(type, null, "Transfer-Encoding: chunked"));
        for (int at = 0; at < body.Length; at += chunk)
        {
            ReadOnlySpan<byte> part = body[at..Math.Min(body.Length, at + chunk)];
            request.Write(Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"));
            request.Write(part);
            request.Write("\r\n"u8);
        }

        request.Write("0\r\n\r\n"u8);
        return request.ToArray();
    }
}
