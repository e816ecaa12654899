using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace NetGen.Golden.Tests.Execution;

/// <summary>Runs <see cref="Program"/> in another process under other settings of the .NET runtime.</summary>
internal static class ChildProcess
{
    /// <param name="command">A command of <see cref="Program"/>.</param>
    /// <param name="assembly">Handed over as a file, the command's first argument.</param>
    /// <param name="arguments">The command's further arguments.</param>
    /// <param name="settings">Environment variables, such as DOTNET_EnableAVX2.</param>
    public static async Task<ChildResult> RunAsync(
        string command, byte[] assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        string image = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(image, assembly);
            string[] all = ["exec", typeof(Program).Assembly.Location, command, image, .. arguments];
            string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
            var start = new ProcessStartInfo(host, all) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach ((string name, string value) in settings)
            {
                start.Environment[name] = value;
            }

            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new ChildResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            File.Delete(image);
        }
    }
}

/// <summary>How a child process ended.</summary>
internal sealed record ChildResult(int ExitCode, string Output, string Errors);
