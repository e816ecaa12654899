using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Samples.FashionMnist;

/// <summary>Ctrl+C and SIGTERM, which ask training to finish its step and save. A second one ends the process.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
    ];

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (!_stopping.IsCancellationRequested)
        {
            context.Cancel = true;
            _stopping.Cancel();
        }
    }
}
