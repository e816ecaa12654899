using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>
/// The samples that train, told to stop as a terminal (Ctrl+C) and a system do: they finish their step, save and say so, and end at once when they are told again.
/// </summary>
public sealed class StopSignalTests : IDisposable
{
    private const string Taken = "Stopping after this ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("FashionMnist", "INT")]
    [InlineData("FashionMnist", "TERM")]
    [InlineData("Transfer", "INT")]
    [InlineData("WebApi", "TERM")]
    [InlineData("Browser.Training", "INT")]
    public async Task A_sample_that_is_told_to_stop_finishes_its_step_saves_and_goes_on_from_there(string sample, string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        (string[] arguments, string checkpoints) = Given(sample);
        int firstEpoch = await TrainAndStop(sample, arguments, checkpoints, signal);
        string first = Newest(checkpoints);
        Assert.Equal(1, firstEpoch);

        // An epoch had ended when it was told to stop.
        Assert.True(string.CompareOrdinal(first, "checkpoint-00001-00000000.safetensors") >= 0, first);

        int nextEpoch = await TrainAndStop(sample, arguments, checkpoints, signal);
        string next = Newest(checkpoints);
        Assert.Equal(EpochOf(first) + 1, nextEpoch);
        Assert.True(string.CompareOrdinal(next, first) > 0, $"{next} after {first}");
    }

    [Fact]
    public async Task The_lecture_ends_with_the_scene_and_writes_its_page()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string page = _folder["lecture.html"];
        using var lecture = new SignaledProcess(AssemblyOf("Lecture"), _folder.Path, "--output", page);
        await lecture.ReadToAsync(" 1. ");
        await lecture.SendAsync("INT");
        await lecture.ReadErrorsToAsync(Taken + "scene.");
        await lecture.ReadToAsync("Stopped after scene ");
        (string output, string errors, int exitCode) = await lecture.EndAsync();
        Assert.Equal(($"\nThe page: {page}\n", "", 0), (output, errors, exitCode));
        Assert.True(File.Exists(page));
    }

    /// <summary>The process that takes the first signal can never obey it: its step has no end.</summary>
    [Theory]
    [InlineData("INT", "INT", 130)]
    [InlineData("TERM", "TERM", 143)]
    [InlineData("TERM", "INT", 130)]
    public async Task A_second_signal_ends_the_process_in_the_middle_of_a_step(string first, string second, int expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var training = new SignaledProcess(typeof(Program).Assembly.Location, _folder.Path, Program.HoldUpStep);
        await training.ReadToAsync("begun");
        await training.SendAsync(first);
        await training.ReadErrorsToAsync(Taken + "step.");
        await training.SendAsync(second);
        Assert.Equal(("", "", expected), await training.EndAsync());
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_after_training_ends_the_process(string signal, int expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var training = new SignaledProcess(typeof(Program).Assembly.Location, _folder.Path, Program.HoldUpEnd);
        await training.ReadToAsync("begun");
        await training.SendAsync(signal);
        Assert.Equal(("", "", expected), await training.EndAsync());
    }

    /// <summary>Trains until an epoch has ended and says so, sends a signal, and waits for the end.</summary>
    /// <returns>The epoch that ended first, counted from 1.</returns>
    private async Task<int> TrainAndStop(string sample, string[] arguments, string checkpoints, string signal)
    {
        using var training = new SignaledProcess(AssemblyOf(sample), _folder.Path, arguments);
        string line = await training.ReadToAsync("Epoch ");
        await training.SendAsync(signal);
        (string output, string errors, int exitCode) = await training.EndAsync();
        Assert.Equal("\nStopping after this step. Another signal ends the program at once.\n", errors);
        Assert.Contains($"Stopped after the step and saved in {checkpoints}:", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        return int.Parse(line["Epoch ".Length..line.IndexOf('/', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }

    /// <summary>What a sample is started with, for more epochs than a test waits for, and where it saves. The data are noise.</summary>
    private (string[] Arguments, string Checkpoints) Given(string sample)
    {
        const string Forever = "1000000";
        string folder = _folder.Path;
        switch (sample)
        {
            case "FashionMnist":
                WriteData(images: 60);

                // The network that is not stopped early.
                return (["--network", "resnet", "--data", folder, "--output", folder, "--epochs", Forever, "--batch", "8", "--threads", "1"], _folder["run"]);
            case "Transfer":
                return (["--from-scratch", "--output", folder, "--epochs", Forever], _folder["run"]);
            case "WebApi":
                // It has at least five epochs, whose number cannot be chosen.
                WriteData(images: 20_000, ".gz");
                return (["train", folder, _folder["clothing.safetensors"]], _folder["clothing.safetensors.run"]);
            case "Browser.Training":
                // It has eight epochs.
                WriteData(images: 20_000);
                return ([folder, _folder["page"]], Path.Combine("artifacts", "browser-training", "run"));
            default:
                throw new ArgumentOutOfRangeException(nameof(sample), sample, "There is no such sample.");
        }
    }

    /// <summary>The name of the newest checkpoint: its epochs and the steps behind them, in figures of one length.</summary>
    private string Newest(string checkpoints) =>
        Directory.GetFiles(_folder[checkpoints], "checkpoint-*.safetensors").Select(path => Path.GetFileName(path)).Max(StringComparer.Ordinal)!;

    private static int EpochOf(string checkpoint) => int.Parse(checkpoint.Split('-')[1], CultureInfo.InvariantCulture);

    /// <summary>Writes as many images of noise to learn from, and some to test with.</summary>
    private void WriteData(int images, string ending = "")
    {
        const int TestImages = 60;
        foreach ((string part, int count) in new[] { ("train", images), ("t10k", TestImages) })
        {
            byte[] pixels = new byte[count * 28 * 28];
            new Random(1).NextBytes(pixels);
            Write($"{part}-images-idx3-ubyte{ending}", [.. Header(0x803, count, 28, 28), .. pixels]);
            Write($"{part}-labels-idx1-ubyte{ending}", [.. Header(0x801, count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
        }
    }

    private void Write(string name, byte[] content)
    {
        using Stream file = File.Create(_folder[name]);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(content);
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

    /// <summary>The assembly of a sample, as the build has made it.</summary>
    private static string AssemblyOf(string sample) =>
        typeof(StopSignalTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == sample).Value!;
}
