using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;

namespace NetGen.Generator.Tests;

/// <summary>The dotnet command.</summary>
internal static class DotNet
{
    /// <summary>The configuration that the tests, and what they reference, were built in.</summary>
    public static string Configuration { get; } =
        typeof(DotNet).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static (int ExitCode, string Output) Run(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };

        // A server that outlives the command would keep its output open; and what a test run sets for MSBuild is not meant here.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (string inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", System.StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
