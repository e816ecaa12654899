using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

/// <summary>What cannot be written says so by the name that it was given, leaves the file before it and nothing else.</summary>
[Collection(AloneGroup.Name)]
public sealed class UnwritableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_disk_that_is_full_keeps_the_file_before()
    {
        string path = Path.Combine(_folder["disk"], "weights.safetensors");
        using SmallDisk? disk = SmallDisk.TryMount(_folder["disk"], kilobytes: 64);
        if (disk is null)
        {
            return;
        }

        var network = new LinearNetwork(10, [5]);
        network.Save(path);
        byte[] before = File.ReadAllBytes(path);
        Assert.Contains($"'{path}'", Assert.Throws<IOException>(() => new LinearNetwork(1000, [50]).Save(path)).Message);
        disk.Fill();
        Assert.Contains($"'{path}'", Assert.Throws<IOException>(() => network.Save(path)).Message);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["filling", "weights.safetensors"], Names(_folder["disk"]));
    }

    [Fact]
    public void A_folder_that_may_not_be_written_to_keeps_the_file_before()
    {
        string path = Path.Combine(_folder["disk"], "weights.safetensors");
        using SmallDisk? disk = SmallDisk.TryMount(_folder["disk"], kilobytes: 64);
        Directory.CreateDirectory(_folder["disk"]);
        var network = new LinearNetwork(10, [5]);
        network.Save(path);
        byte[] before = File.ReadAllBytes(path);
        bool isReadOnly = disk?.MakeReadOnly() ?? MakeReadOnly(_folder["disk"]);
        if (!isReadOnly)
        {
            return;
        }

        Exception exception = Assert.ThrowsAny<Exception>(() => new LinearNetwork(10, [5], seed: 2).Save(path));
        Assert.True(exception is IOException or UnauthorizedAccessException);
        Assert.Contains($"'{path}'", exception.Message);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["weights.safetensors"], Names(_folder["disk"]));
        Restore(_folder["disk"]);
    }

    [Fact]
    public void A_folder_that_goes_in_the_middle_is_named()
    {
        string path = Path.Combine(_folder["run"], "weights.bin");
        Directory.CreateDirectory(_folder["run"]);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Exception exception = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, stream =>
        {
            Directory.Delete(_folder["run"], recursive: true);
            stream.Write("half"u8);
        }));
        Assert.Contains($"'{path}'", exception.Message);
        Assert.Empty(Names(_folder.Path));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_file_before()
    {
        string path = _folder["file"];
        AtomicFile.Write(path, stream => stream.Write("before"u8));
        IOException exception = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal($"'{path}' cannot be written: No space left on device", exception.Message);
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal(["file"], Names(_folder.Path));
    }

    [Fact]
    public void A_name_that_is_too_long_is_named_and_leaves_nothing()
    {
        string path = _folder[new string('n', 300)];
        Assert.Contains(path, Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, stream => stream.Write("new"u8))).Message);
        Assert.Empty(Names(_folder.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_log_whose_folder_goes_is_told_of_once_and_is_whole_when_it_can_be_written_again(bool comesBack)
    {
        string logs = Directory.CreateDirectory(_folder["logs"]).FullName;
        var told = new List<string>();
        var breaking = new LambdaCallback(onEpochBegin: epoch =>
        {
            if (epoch == 1)
            {
                Directory.Delete(logs, recursive: true);
            }
            else if (epoch == 4 && comesBack)
            {
                Directory.CreateDirectory(logs);
            }
        });
        History history = Trainer().Fit(Samples.Clusters(40, 5, 3), new FitOptions
        {
            Epochs = 6,
            Callbacks = [new TellingCallback(told), breaking, new CsvLogger(Path.Combine(logs, "log.csv"))],
        });
        Assert.Equal(6, history.Epochs.Count);
        Assert.Contains("log.csv", Assert.Single(history.Warnings));
        Assert.Equal(history.Warnings, told);
        if (comesBack)
        {
            Assert.Equal(["epoch", "0", "1", "2", "3", "4", "5"], File.ReadAllLines(Path.Combine(logs, "log.csv")).Select(line => line.Split(',')[0]));
        }
    }

    [Fact]
    public void A_log_that_cannot_be_written_ends_training_where_that_was_asked_for()
    {
        string logs = Directory.CreateDirectory(_folder["logs"]).FullName;
        var breaking = new LambdaCallback(onEpochBegin: epoch =>
        {
            if (epoch == 1)
            {
                Directory.Delete(logs, recursive: true);
            }
        });
        Trainer<LinearNetwork> trainer = Trainer();
        var options = new FitOptions { Epochs = 6, GoesOnUnwritten = false, Callbacks = [breaking, new CsvLogger(Path.Combine(logs, "log.csv"))] };
        Assert.Throws<DirectoryNotFoundException>(() => trainer.Fit(Samples.Clusters(40, 5, 3), options));
        Assert.Equal([0], trainer.History!.Epochs);
    }

    [Fact]
    public void A_full_disk_ends_no_training_and_tears_no_log()
    {
        const int MostEpochs = 40;
        string disk = _folder["disk"];
        using SmallDisk? small = SmallDisk.TryMount(disk, kilobytes: 2048);
        if (small is null)
        {
            return;
        }

        var filling = new FillingCallback(small);
        History history = Trainer().Fit(Samples.Clusters(40, 5, 3), new FitOptions
        {
            Epochs = MostEpochs,
            Checkpoint = new CheckpointOptions(Path.Combine(disk, "run")),
            Callbacks =
            [
                filling, new CsvLogger(Path.Combine(disk, "log.csv"), separator: new string(',', 2000)), new TensorBoard(Path.Combine(disk, "events"), histogramFrequency: 1),
                new ModelCheckpoint(Path.Combine(disk, "weights.safetensors")),
            ],
        });
        int epochs = history.Epochs.Count;
        Assert.InRange(epochs, 5, MostEpochs - 1);
        Assert.Equal(filling.Told, history.Warnings);
        Assert.Equal(history.Warnings.Count, history.Warnings.Select(warning => warning[..10]).Distinct().Count());
        Assert.InRange(history.Warnings.Count, 2, 4);
        Assert.Contains(history.Warnings, FillingCallback.IsOfCheckpoint);
        Assert.Equal(
            ["epoch", .. Enumerable.Range(0, epochs).Select(epoch => epoch.ToString(CultureInfo.InvariantCulture))],
            File.ReadAllLines(Path.Combine(disk, "log.csv")).Select(line => line.Split(',')[0]));
        List<EventRecord> events = EventReader.Read(Directory.GetFiles(Path.Combine(disk, "events", "train")).Single());
        Assert.Equal(Enumerable.Range(0, epochs).Select(step => (long)step), events.Where(record => record.Tag == "epoch_loss").Select(record => record.Step));
        Assert.DoesNotContain(Directory.GetFiles(disk, "*", SearchOption.AllDirectories), path => Path.GetFileName(path).StartsWith(".netgen", StringComparison.Ordinal));
        Assert.Contains(FormattableString.Invariant($"checkpoint-{epochs:00000}-00000000.safetensors"), Names(Path.Combine(disk, "run")));
    }

    [Fact]
    public void What_cannot_be_written_when_training_begins_ends_it()
    {
        File.WriteAllText(_folder["file"], "no folder");
        Dataset data = Samples.Clusters(40, 5, 3);
        Assert.ThrowsAny<IOException>(() => Trainer().Fit(data, new FitOptions { Callbacks = [new CsvLogger(_folder["nowhere/log.csv"])] }));
        Assert.ThrowsAny<IOException>(() => Trainer().Fit(data, new FitOptions { Callbacks = [new TensorBoard(_folder["file"])] }));
        Assert.ThrowsAny<IOException>(() => Trainer().Fit(data, new FitOptions { Callbacks = [new ModelCheckpoint(_folder["file/weights.safetensors"])] }));
        Assert.ThrowsAny<IOException>(() => Trainer().Fit(data, new FitOptions { Checkpoint = new CheckpointOptions(_folder["file"]) }));
    }

    private static Trainer<LinearNetwork> Trainer() => new(new LinearNetwork(5, [3]), new Adam(), Loss.SparseCategoricalCrossentropy);

    private static string[] Names(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>For who is not allowed everything.</summary>
    private static bool MakeReadOnly(string folder)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return false;
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return true;
    }

    private static void Restore(string folder)
    {
        if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Fills a disk and empties it some epochs after a checkpoint could not be written: those are written beside the training, which passes by one that is still under way.
    /// Then ends the training in a few epochs.
    /// </summary>
    private sealed class FillingCallback(SmallDisk disk) : Callback
    {
        private int _emptied = int.MaxValue;

        public List<string> Told { get; } = [];

        public static bool IsOfCheckpoint(string warning) => warning.StartsWith("A checkpoint", StringComparison.Ordinal);

        public override void OnWarning(string message) => Told.Add(message);

        public override void OnEpochBegin(int epoch)
        {
            if (epoch == 2)
            {
                disk.Fill();
            }
            else if (epoch > 4 && _emptied > epoch)
            {
                Thread.Sleep(20);
                if (Told.Exists(IsOfCheckpoint))
                {
                    disk.Empty();
                    _emptied = epoch;
                }
            }
        }

        public override void OnEpochEnd(int epoch, Logs logs) => Context.StopTraining |= epoch - 2 == _emptied;
    }

    private sealed class TellingCallback(List<string> told) : Callback
    {
        public override void OnWarning(string message) => told.Add(message);
    }
}
