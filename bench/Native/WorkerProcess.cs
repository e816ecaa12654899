using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace NetGen.Bench.Native;

/// <summary>A child that computes, seen from the parent.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    /// <param name="program">The program to start.</param>
    public WorkerProcess(ProcessStartInfo program)
    {
        program.RedirectStandardInput = true;
        program.RedirectStandardOutput = true;
        _process = Process.Start(program)!;
        VectorBits = int.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    /// <summary>The width of the vectors that the child computes with.</summary>
    public int VectorBits { get; }

    /// <summary>The milliseconds of one run.</summary>
    public double Time(string work, int runs)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work} {runs}"));
        _process.StandardInput.Flush();
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer() => _process.StandardOutput.ReadLine() ?? throw new EndOfStreamException($"'{_process.StartInfo.FileName}' ended early.");
}
