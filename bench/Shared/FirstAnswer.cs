using System;
using System.Diagnostics;
using System.Globalization;

namespace NetGen.Bench;

/// <summary>How long programs take from their start to their first line of output.</summary>
internal static class FirstAnswer
{
    /// <summary>Starts a program again and again; the median of the milliseconds.</summary>
    /// <exception cref="InvalidOperationException">The program prints nothing or fails.</exception>
    public static double Measure(ProcessStartInfo program, int times)
    {
        var milliseconds = new double[times];
        program.RedirectStandardOutput = true;
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using Process process = Process.Start(program)!;
            string? line = process.StandardOutput.ReadLine();
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (line is null || process.ExitCode != 0)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"'{program.FileName}' ended with {process.ExitCode}."));
            }
        }

        Array.Sort(milliseconds);
        return milliseconds[times / 2];
    }

    /// <summary>This program, started once more with other arguments.</summary>
    public static ProcessStartInfo Self(params string[] arguments)
    {
        string path = Environment.ProcessPath!;
        string[] host = path.EndsWith("dotnet", StringComparison.Ordinal) ? [Environment.GetCommandLineArgs()[0]] : [];
        return new ProcessStartInfo(path, [.. host, .. arguments]);
    }
}
