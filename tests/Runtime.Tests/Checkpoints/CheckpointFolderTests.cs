using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>Which of the checkpoints in a folder is the newest, which go, and what becomes of those that are damaged.</summary>
public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Numbers that outgrow their digits are numbers still.</summary>
    [Theory]
    [InlineData(0, 3, 0, 12)]
    [InlineData(4, 9, 5, 0)]
    [InlineData(99_999, 5, 100_000, 1)]
    [InlineData(7, 99_999_999, 7, 100_000_000)]
    public void The_newest_has_the_latest_epoch_and_in_it_the_latest_step(int epoch, int step, int laterEpoch, int laterStep)
    {
        using var folder = new CheckpointFolder(_folder.Path);
        folder.Write(State(2), laterEpoch, laterStep, keep: 3);
        folder.Write(State(1), epoch, step, keep: 3);
        Assert.Equal(2, folder.Newest(_ => { })!.Value.State.GetInt32("number"));

        folder.Write(State(3), epoch, step, keep: 1);
        Assert.Equal(FormattableString.Invariant($"checkpoint-{laterEpoch:D5}-{laterStep:D8}.safetensors"), Assert.Single(Names()));
    }

    [Fact]
    public void One_that_is_damaged_again_takes_the_place_of_the_damaged_one_before()
    {
        using var folder = new CheckpointFolder(_folder.Path);
        string path = _folder["checkpoint-00002-00000000.safetensors"];
        var told = new List<string>();
        folder.Write(State(1), 1, 0, keep: 3);
        File.WriteAllText(path, "first");
        Assert.Equal(1, folder.Newest(told.Add)!.Value.State.GetInt32("number"));
        File.WriteAllText(path, "second");
        Assert.Equal(1, folder.Newest(told.Add)!.Value.State.GetInt32("number"));

        Assert.Equal("second", File.ReadAllText(path + ".damaged"));
        Assert.False(File.Exists(path));
        Assert.All(told, message => Assert.StartsWith("A checkpoint is damaged, and the one before it is gone on from: ", message, StringComparison.Ordinal));
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void A_damaged_one_that_cannot_be_moved_is_told_of_and_passed_by()
    {
        using var folder = new CheckpointFolder(_folder.Path);
        string path = _folder["checkpoint-00002-00000000.safetensors"];
        var told = new List<string>();
        folder.Write(State(1), 1, 0, keep: 3);
        File.WriteAllText(path, "damaged");
        Directory.CreateDirectory(path + ".damaged");

        Assert.Equal(1, folder.Newest(told.Add)!.Value.State.GetInt32("number"));
        Assert.Equal(1, folder.Newest(told.Add)!.Value.State.GetInt32("number"));
        Assert.Equal("damaged", File.ReadAllText(path));
        Assert.Equal(2, told.Count);
    }

    private static SavedState State(int number)
    {
        var state = new SavedState();
        state.Set("number", number);
        return state;
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Path, "checkpoint-*").Select(path => Path.GetFileName(path))];
}
