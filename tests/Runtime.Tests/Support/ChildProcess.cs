using System;
using System.Diagnostics;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Runs <see cref="Program"/> in another process, which may be killed.</summary>
internal static class ChildProcess
{
    public static Process Start(params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Kills it with SIGKILL, where there is such a thing.</summary>
    public static void End(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }
}
