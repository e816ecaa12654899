using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>The sample that trains with checkpoints, told to stop as a terminal (Ctrl+C) and a system do: it finishes its step, saves and says so.</summary>
public sealed class StopSignalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    private string Checkpoints => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task A_sample_that_is_told_to_stop_finishes_its_step_saves_and_says_so(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments = ["exec", Sample(), "--epochs", "1000", "--threads", "1", "--output", _folder.Path];
        using Process training = Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!;
        Task<string> output = training.StandardOutput.ReadToEndAsync();
        try
        {
            // Its first checkpoint is written before its first step, when it listens already.
            while (Steps() is null && !training.HasExited)
            {
                await Task.Delay(10);
            }

            using (Process kill = Process.Start("kill", [signal, training.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            await training.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            if (!training.HasExited)
            {
                training.Kill();
            }
        }

        Assert.Equal(0, training.ExitCode);
        Assert.Contains($"Stopped after the step and saved in {Checkpoints}", await output, StringComparison.Ordinal);
        Assert.InRange(Steps() ?? 0, 1, int.MaxValue);
    }

    /// <summary>The steps of the newest checkpoint, those of whole epochs counted once for each; null where there is none yet.</summary>
    private int? Steps()
    {
        string[] files = Directory.Exists(Checkpoints) ? Directory.GetFiles(Checkpoints, "checkpoint-*.safetensors") : [];
        string? newest = files.Order(StringComparer.Ordinal).LastOrDefault();
        return newest is null
            ? null
            : Path.GetFileNameWithoutExtension(newest).Split('-')[1..].Sum(number => int.Parse(number, CultureInfo.InvariantCulture));
    }

    private static string Sample() =>
        typeof(StopSignalTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "FashionMnist").Value!;
}
