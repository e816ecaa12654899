using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>
/// Processes that train and save are killed at any moment, in the middle of writes too. <c>NETGEN_KILLS</c> says how often; without it 10 times. When they are killed is left
/// to chance, what has to come of it is not.
/// </summary>
[Collection(AloneGroup.Name)]
public sealed class KillTests : IDisposable
{
    private static readonly int[] Seeds = [1, 2];

    private readonly TemporaryFolder _whole = new();
    private readonly TemporaryFolder _killed = new();

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("NETGEN_KILLS"), CultureInfo.InvariantCulture, out int kills) ? kills : 10;

    public void Dispose()
    {
        _whole.Dispose();
        _killed.Dispose();
    }

    [Theory]
    [InlineData("Adam with averages", 1)]
    [InlineData("shuffled stream", 2)]
    [InlineData("checkpoints of every step", 3)]
    public void A_training_that_is_killed_again_and_again_ends_as_one_that_was_not(string name, int seed)
    {
        int kills = Kills;
        int epochs = 6 + (4 * kills);
        ResumableRun run = ResumeTests.Create(name, _whole.Path);
        run.Epochs = epochs;
        string expected = run.Run(threads: 2);

        var random = new Random(seed);
        string result = _killed["result"];
        string folder = Directory.CreateDirectory(_killed["training"]).FullName;
        int killed = 0;
        for (int i = 0; i < kills; i++)
        {
            using Process process = Start(1 + (i % 3));
            if (process.StandardOutput.ReadLine() == "begun")
            {
                Thread.Sleep(random.Next(60));
            }

            killed += process.HasExited ? 0 : 1;
            ChildProcess.End(process);
        }

        using Process last = Start(threads: 1);
        string errors = last.StandardError.ReadToEnd();
        last.WaitForExit();
        Assert.True(last.ExitCode == 0, errors);
        Assert.Equal(expected, File.ReadAllText(result));
        Assert.InRange(killed, kills / 2, kills);

        Process Start(int threads) =>
            ChildProcess.Start(Program.Train, name, folder, epochs.ToString(CultureInfo.InvariantCulture), threads.ToString(CultureInfo.InvariantCulture), result);
    }

    [Fact]
    public void Two_processes_that_save_to_one_path_leave_a_whole_file_whoever_is_killed()
    {
        string path = _killed["weights.safetensors"];
        float[][] possible = [.. Seeds.Select(seed => new LinearNetwork(500, [20], seed: seed).Parameters.Copy())];
        var network = new LinearNetwork(500, [20], seed: 3);
        var random = new Random(4);
        for (int i = 0; i < 5; i++)
        {
            Process[] processes = [.. Seeds.Select(seed => ChildProcess.Start(Program.Save, path, seed.ToString(CultureInfo.InvariantCulture), "100000"))];
            Assert.All(processes, process => Assert.Equal("saved", process.StandardOutput.ReadLine()));
            _ = processes[0].StandardOutput.ReadToEndAsync();
            _ = processes[1].StandardOutput.ReadToEndAsync();
            Thread.Sleep(random.Next(50));
            foreach (Process process in processes)
            {
                ChildProcess.End(process);
                network.Load(path);
                Assert.Contains(possible, values => values.AsSpan().SequenceEqual(network.Parameters.Values));
                process.Dispose();
            }
        }

        // The next who saves clears up.
        network.Save(path);
        Assert.Equal([path], Directory.GetFiles(_killed.Path));
    }
}
