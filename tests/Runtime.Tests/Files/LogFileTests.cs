using System;
using System.IO;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

/// <summary>A log is what was written to it, whatever has become of the file meanwhile.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["log.txt"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_stand_one_behind_the_other()
    {
        File.WriteAllText(Path, "before\n");
        LogFile log = LogFile.Begin(Path);
        Assert.Equal("", File.ReadAllText(Path));
        log.Append("ä\n");
        log.Append("b\n");
        Assert.Equal("ä\nb\n", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("old\nä\nb\n", "old\nä\nb\nc\n")] // as it was left
    [InlineData("old\nä\nb\nanother's\n", "old\nä\nb\nc\nother's\n")] // longer: what comes stands where it would have stood
    [InlineData("old\nä\nb", "old\nä\nb\nc\n")] // a letter shorter
    [InlineData("old\nä\n", "old\nä\nb\nc\n")]
    [InlineData("old\n", "old\nä\nb\nc\n")]
    [InlineData("ol", "olä\nb\nc\n")] // shorter than when it was begun
    [InlineData("", "ä\nb\nc\n")]
    public void A_file_that_another_has_cut_has_all_lines_again(string there, string then)
    {
        File.WriteAllText(Path, "old\n");
        LogFile log = LogFile.Behind(Path);
        log.Append("ä\n");
        log.Append("b\n");
        Assert.Equal("old\nä\nb\n", File.ReadAllText(Path));
        File.WriteAllText(Path, there);
        log.Append("c\n");
        Assert.Equal(then, File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_is_gone_is_made_again()
    {
        LogFile log = LogFile.Behind(Path);
        log.Append("a\n");
        File.Delete(Path);
        log.Append("b\n");
        Assert.Equal("a\nb\n", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("old\na\nb\nc\nd\n", "old\na\nb\ne\n")] // written after the state was saved
    [InlineData("old\na\nb\n", "old\na\nb\ne\n")]
    [InlineData("old\na\n", "old\na\nb\ne\n")]
    [InlineData("old\nxxxxxxxx", "old\na\nb\ne\n")]
    [InlineData("old\n", "old\na\nb\ne\n")]
    [InlineData("o", "oa\nb\ne\n")]
    [InlineData(null, "a\nb\ne\n")]
    public void Who_goes_on_from_a_state_has_what_was_written_before_it_and_no_more(string? there, string then)
    {
        File.WriteAllText(Path, "old\n");
        LogFile log = LogFile.Behind(Path);
        log.Append("a\n");
        log.Append("b\n");
        var state = new SavedState();
        log.SaveState(state);
        File.Delete(Path);
        if (there is not null)
        {
            File.WriteAllText(Path, there);
        }

        LogFile goneOn = LogFile.GoOn(Path, state);
        goneOn.Append("e\n");
        Assert.Equal(then, File.ReadAllText(Path));

        // And again from the state of the one that went on.
        var second = new SavedState();
        goneOn.SaveState(second);
        File.AppendAllText(Path, "later\n");
        LogFile.GoOn(Path, second).Append("f\n");
        Assert.Equal(then + "f\n", File.ReadAllText(Path));
    }
}
