using System;
using System.Threading;
using System.Threading.Tasks;
using NetGen.WebApi.Tests.Support;

namespace NetGen.Bench.Soak;

/// <summary>A client that is slow, broken or hostile.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Pause">How long it rests before it does so again.</param>
/// <param name="Act">Does it once; how it ended.</param>
internal sealed record Client(string Name, TimeSpan Pause, Func<Uri, Task<string>> Act)
{
    /// <summary>Does so again and again until it is told to leave.</summary>
    public async Task RunAsync(Uri address, Ledger ledger, CancellationToken leaving)
    {
        while (!leaving.IsCancellationRequested)
        {
            try
            {
                ledger.AddEnd(Name, await Act(address));
            }
            catch (ClientFaultException fault)
            {
                ledger.AddFault(Name, fault.Message);
            }
            catch (OperationCanceledException)
            {
                ledger.AddFault(Name, $"neither an answer nor an end within {Wire.Patience.TotalMinutes} minutes");
            }
            catch (Exception exception) when (exception is System.Net.Sockets.SocketException or System.IO.IOException)
            {
                if (!leaving.IsCancellationRequested)
                {
                    ledger.AddFault(Name, exception.Message);
                }
            }

            try
            {
                await Task.Delay(Pause, leaving);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}

/// <summary>The service has done what it should not.</summary>
internal sealed class ClientFaultException(string message) : Exception(message);
