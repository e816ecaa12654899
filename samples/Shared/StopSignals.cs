using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Shared;

/// <summary>Ctrl+C and SIGTERM: the first asks a program to finish what is under way and save, a second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly string _underWay;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    /// <summary>Heeds signals until it is disposed of.</summary>
    /// <param name="underWay">What is finished after the first signal, as the program says it then. Default: a step of training.</param>
    public StopSignals(string underWay = "step")
    {
        _underWay = underWay;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <summary>
    /// Called when a fit has returned, which has saved however it ended. If a signal has ended it, this says where. If not, no later one is taken for a wish
    /// to stop training: it ends the process.
    /// </summary>
    /// <param name="checkpoints">The folder where the fit has saved.</param>
    /// <returns>Whether a signal has ended the fit.</returns>
    public bool HaveEndedTraining(string checkpoints)
    {
        if (Interlocked.Increment(ref _count) == 1)
        {
            return false;
        }

        // The thread that has taken the signal may still be speaking.
        Token.WaitHandle.WaitOne();
        Console.WriteLine($"\nStopped after the step and saved in {checkpoints}: the same command goes on from there.");
        return true;
    }

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _stopping.Dispose();
    }

    /// <summary>A signal that is not canceled here does what the system does with it. Each comes on a thread of its own, and two may come together.</summary>
    private void Stop(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref _count) == 1)
        {
            signal.Cancel = true;
            Console.Error.WriteLine($"\nStopping after this {_underWay}. Another signal ends the program at once.");
            _stopping.Cancel();
        }
    }
}
