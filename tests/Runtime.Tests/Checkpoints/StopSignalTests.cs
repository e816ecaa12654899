using System;
using System.Buffers.Binary;
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
    private const int Images = 60;

    /// <summary>Where a process hangs the test ends; nothing is expected to take so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    private string Checkpoints => Path.Combine(_folder.Path, "run");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task A_sample_that_is_told_to_stop_finishes_its_step_saves_and_goes_on_from_there(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        WriteData("train");
        WriteData("t10k");

        int firstEpoch = await TrainAndStop(signal);
        string first = Newest();
        Assert.Equal(1, firstEpoch);

        // An epoch had ended when it was told to stop.
        Assert.True(string.CompareOrdinal(first, "checkpoint-00001-00000000.safetensors") >= 0, first);

        int nextEpoch = await TrainAndStop(signal);
        string next = Newest();
        Assert.Equal(EpochOf(first) + 1, nextEpoch);
        Assert.True(string.CompareOrdinal(next, first) > 0, $"{next} after {first}");
    }

    /// <summary>Trains until an epoch has ended and says so, sends a signal, and waits for the end.</summary>
    /// <returns>The epoch that ended first, counted from 1.</returns>
    private async Task<int> TrainAndStop(string signal)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

        // The network that is not stopped early, for more epochs than a test ever waits for.
        string[] arguments =
        [
            .. IgnoresInterrupts() ? ["env", "--default-signal=INT"] : Array.Empty<string>(), host, "exec", Sample(), "--network", "resnet", "--data", _folder.Path, "--output", _folder.Path,
            "--epochs", "1000000", "--batch", "8", "--threads", "1",
        ];
        using Process training = Process.Start(
            new ProcessStartInfo(arguments[0], arguments[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            Task<string> errors = training.StandardError.ReadToEndAsync();
            string line;
            do
            {
                line = await training.StandardOutput.ReadLineAsync().WaitAsync(Patience)
                    ?? throw new InvalidOperationException($"Training has ended: {await errors}");
            }
            while (!line.StartsWith("Epoch ", StringComparison.Ordinal));

            using (Process kill = Process.Start("kill", [signal, training.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            string output = await training.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await training.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal("", await errors);
            Assert.Contains($"Stopped after the step and saved in {Checkpoints}:", output, StringComparison.Ordinal);
            Assert.Equal(0, training.ExitCode);
            return int.Parse(line["Epoch ".Length..line.IndexOf('/', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        }
        finally
        {
            if (!training.HasExited)
            {
                ChildProcess.End(training);
            }
        }
    }

    /// <summary>
    /// Whether this process ignores Ctrl+C, as what shells start in the background does: what it starts would inherit that, and GNU's env gives it back what a program finds in a terminal.
    /// </summary>
    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1 << 1;
        string? mask = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return mask is not null && (ulong.Parse(mask[Ignored.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) > 0;
    }

    /// <summary>The name of the newest checkpoint: its epochs and the steps behind them, in figures of one length.</summary>
    private string Newest() => Directory.GetFiles(Checkpoints, "checkpoint-*.safetensors").Select(path => Path.GetFileName(path)).Max(StringComparer.Ordinal)!;

    private static int EpochOf(string checkpoint) => int.Parse(checkpoint.Split('-')[1], CultureInfo.InvariantCulture);

    private void WriteData(string part)
    {
        byte[] pixels = new byte[Images * 28 * 28];
        new Random(1).NextBytes(pixels);
        File.WriteAllBytes(_folder[$"{part}-images-idx3-ubyte"], [.. Header(0x803, Images, 28, 28), .. pixels]);
        File.WriteAllBytes(_folder[$"{part}-labels-idx1-ubyte"], [.. Header(0x801, Images), .. Enumerable.Range(0, Images).Select(i => (byte)(i % 10))]);
    }

    private static byte[] Header(params int[] numbers)
    {
        byte[] header = new byte[4 * numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * i), numbers[i]);
        }

        return header;
    }

    private static string Sample() =>
        typeof(StopSignalTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "FashionMnist").Value!;
}
