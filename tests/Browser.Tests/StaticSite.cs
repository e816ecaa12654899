using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace NetGen.Browser.Tests;

/// <summary>Serves a folder on this machine as servers of files do: compressed files where they lie beside the others.</summary>
internal sealed class StaticSite : IDisposable
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css",
        [".js"] = "text/javascript",
        [".svg"] = "image/svg+xml",
        [".wasm"] = "application/wasm",
    };

    private readonly HttpListener _listener;
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, long> _sent = new();

    public StaticSite(string folder)
    {
        _folder = folder;
        (_listener, Address) = Listen();
        _ = Serve();
    }

    public string Address { get; }

    /// <summary>Bytes of all files sent so far. A file counts once: a worker that came late to keep files asks for them again.</summary>
    public long Sent => _sent.Values.Sum();

    public void Dispose() => _listener.Close();

    /// <summary>Listens on a port that is free. Another process may take it in the moment between, and then another port is tried.</summary>
    private static (HttpListener Listener, string Address) Listen()
    {
        for (int attempt = 0; ; attempt++)
        {
            string address = $"http://127.0.0.1:{FreePort()}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = Task.Run(() => TryAnswer(context));
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The site has been closed.
        }
    }

    private void TryAnswer(HttpListenerContext context)
    {
        try
        {
            Answer(context);
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Who asked has gone before the answer was there, as a page that is left or reloaded does, or the site has been closed. Others are still served.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        string path = context.Request.Url!.AbsolutePath;
        string file = Path.Combine(_folder, (path.EndsWith('/') ? path + "index.html" : path).TrimStart('/'));
        response.ContentType = Types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
        response.Headers["Cache-Control"] = "no-cache";
        if (File.Exists(file + ".br"))
        {
            file += ".br";
            response.Headers["Content-Encoding"] = "br";
        }

        if (!File.Exists(file))
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        byte[] bytes = File.ReadAllBytes(file);
        response.ContentLength64 = bytes.Length;
        response.OutputStream.Write(bytes);
        _sent[file] = bytes.Length;
    }
}
