using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace NetGen.Runtime.Tests.Support;

/// <summary>A program in another process that takes signals as one in a terminal does.</summary>
internal sealed class SignaledProcess : IDisposable
{
    /// <summary>Where a process hangs the test ends; nothing is expected to take so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    /// <summary>Starts a program of .NET.</summary>
    /// <param name="assembly">Its assembly.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">What it is given.</param>
    public SignaledProcess(string assembly, string folder, params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] command = [.. IgnoresInterrupts() ? ["env", "--default-signal=INT"] : Array.Empty<string>(), host, "exec", assembly, .. arguments];
        _process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Sends it a signal, "INT" or "TERM".</summary>
    public async Task SendAsync(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Reads what it puts out up to a line that begins with a text, and returns that line.</summary>
    public Task<string> ReadToAsync(string beginning) => ReadToAsync(_process.StandardOutput, beginning);

    /// <summary>Reads its errors up to a line that begins with a text, and returns that line.</summary>
    public Task<string> ReadErrorsToAsync(string beginning) => ReadToAsync(_process.StandardError, beginning);

    /// <summary>
    /// Waits for its end. Returns the rest of what it puts out and of its errors, and its exit code: 128 and the number of a signal that has ended it.
    /// </summary>
    public async Task<(string Output, string Errors, int ExitCode)> EndAsync()
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (output, await errors, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            ChildProcess.End(_process);
        }

        _process.Dispose();
    }

    private async Task<string> ReadToAsync(StreamReader reader, string beginning)
    {
        string line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException(
                $"The process has ended without a line \"{beginning}\". Its errors: {await _process.StandardError.ReadToEndAsync()}");
        }
        while (!line.StartsWith(beginning, StringComparison.Ordinal));

        return line;
    }

    /// <summary>
    /// Whether this process ignores Ctrl+C, as what shells start in the background does: what it starts would inherit that, and GNU's env gives it back what
    /// a program finds in a terminal.
    /// </summary>
    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1 << 1;
        string? mask = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return mask is not null && (ulong.Parse(mask[Ignored.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) > 0;
    }
}
