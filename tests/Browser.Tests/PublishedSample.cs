using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Browser.Tests;

/// <summary>samples/Browser as it is published: once for all tests.</summary>
internal static class PublishedSample
{
    private static readonly Lazy<Task<string>> Output = new(Publish);

    /// <summary>The folder that a server of files would offer.</summary>
    public static Task<string> Folder => Output.Value;

    /// <summary>Serves it as <c>dotnet run</c> does, which says where, until the action has ended.</summary>
    public static async Task Run(Func<string, Task> action)
    {
        const string said = "App url: ";
        await Folder;
        ProcessStartInfo start = Command("run", "--no-launch-profile", "--project");
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using Process process = Process.Start(start)!;

        // Read all the time, lest it fill the pipe.
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.StartsWith(said, StringComparison.Ordinal))
                {
                    await action(line[said.Length..]);
                    return;
                }
            }

            throw new InvalidOperationException(await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string> Publish()
    {
        string output = Path.Combine(AppContext.BaseDirectory, "published-sample");
        ProcessStartInfo start = Command("publish", "--output", output);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0 ? Path.Combine(output, "wwwroot") : throw new InvalidOperationException(said);
    }

    private static ProcessStartInfo Command(string command, params string[] options) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [command, "-c", "Release", .. options, Path.Combine(Root(), "samples", "Browser")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
