using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace NetGen.Bench.Services;

/// <summary>A service's process.</summary>
internal sealed class RunningService(Process process, IPEndPoint address, byte[] request) : IDisposable
{
    /// <summary>Processor time that it has taken so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that it has in use, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Opens a connection, as soon as the service listens.</summary>
    public Connection Connect()
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Connect(address);
                return new Connection(socket, request);
            }
            catch (SocketException) when (!process.HasExited)
            {
                socket.Dispose();
                Thread.Sleep(TimeSpan.FromMilliseconds(0.2));
            }
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
