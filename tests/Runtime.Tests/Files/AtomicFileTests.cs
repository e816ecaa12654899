using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run7.bin")]
    [InlineData("runs/run7.bin")]
    public void A_link_is_written_through_to_its_target(string target)
    {
        Directory.CreateDirectory(_folder["runs"]);
        File.WriteAllText(_folder[target], "old");
        File.CreateSymbolicLink(_folder["latest"], target);
        File.CreateSymbolicLink(_folder["newest"], "latest");

        Write(_folder["newest"], "new");

        Assert.Equal("new", File.ReadAllText(_folder[target]));
        Assert.Equal("latest", new FileInfo(_folder["newest"]).LinkTarget);
        Assert.Equal(target, new FileInfo(_folder["latest"]).LinkTarget);
    }

    [Fact]
    public void A_link_that_leads_nowhere_yet_makes_its_target()
    {
        File.CreateSymbolicLink(_folder["latest"], "run8.bin");

        Write(_folder["latest"], "new");

        Assert.Equal("new", File.ReadAllText(_folder["run8.bin"]));
        Assert.Equal("run8.bin", new FileInfo(_folder["latest"]).LinkTarget);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead)]
    public void The_mode_of_a_file_is_kept(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = _folder["weights.bin"];
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, mode);
        UnixFileMode during = default;

        AtomicFile.Write(path, stream => during = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(((FileStream)stream).Name));

        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal(mode, during);
    }

    [Fact]
    public void A_new_file_has_the_mode_of_any_other()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(_folder["other"], "");

        Write(_folder["weights.bin"], "new");

        Assert.Equal(File.GetUnixFileMode(_folder["other"]), File.GetUnixFileMode(_folder["weights.bin"]));
    }

    [Theory]
    [InlineData(238)]
    [InlineData(239)]
    [InlineData(255)]
    public void Names_may_be_as_long_as_the_file_system_takes(int length)
    {
        string path = _folder[new string('n', length)];

        Write(path, "first");
        Write(path, "second");

        Assert.Equal("second", File.ReadAllText(path));
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_and_nothing_else()
    {
        foreach (string name in new[] { ".netgen-abc.tmp", ".netgen-0123456789a.tmp", ".netgen-notes", "netgen-a.tmp", "weights.bin.abc.tmp" })
        {
            File.WriteAllText(_folder[name], "left");
        }

        Write(_folder["weights.bin"], "new");

        Assert.Equal([".netgen-notes", "netgen-a.tmp", "weights.bin", "weights.bin.abc.tmp"], Names());
    }

    [Fact]
    public void A_file_that_is_being_written_is_no_leftover()
    {
        AtomicFile.Write(_folder["outer"], stream =>
        {
            Write(_folder["inner"], "in");
            Write(_folder["outer"], "first");
            stream.Write("last"u8);
        });

        Assert.Equal("in", File.ReadAllText(_folder["inner"]));
        Assert.Equal("last", File.ReadAllText(_folder["outer"]));
        Assert.Equal(["inner", "outer"], Names());
    }

    [Fact]
    public void Many_may_write_to_one_path_and_beside_it_at_once()
    {
        Parallel.For(0, 8, writer =>
        {
            for (int i = 0; i < 50; i++)
            {
                Write(_folder["shared"], new string((char)('a' + writer), 10_000));
                Write(_folder[$"own{writer}"], $"{i}");
            }
        });

        string shared = File.ReadAllText(_folder["shared"]);
        Assert.Equal(new string(shared[0], 10_000), shared);
        Assert.All(Enumerable.Range(0, 8), writer => Assert.Equal("49", File.ReadAllText(_folder[$"own{writer}"])));
        Assert.Equal(9, Names().Count);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_stays_one()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string pipe = _folder["pipe"];
        using (Process make = Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync();
        }

        Task<string> reader = Task.Run(() => File.ReadAllText(pipe));
        Write(pipe, "through the pipe");

        Assert.Equal("through the pipe", await reader);
        Assert.True(UnixFile.IsSpecial(pipe));
        Assert.Equal(["pipe"], Names());
    }

    [Fact]
    public void Devices_are_told_from_files()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(_folder["file"], "text");
        File.CreateSymbolicLink(_folder["null"], "/dev/null");
        Assert.True(UnixFile.IsSpecial("/dev/null"));
        Assert.True(UnixFile.IsSpecial("/dev/stdout"));
        Assert.True(UnixFile.IsSpecial(_folder["null"]));
        Assert.False(UnixFile.IsSpecial(_folder["file"]));
        Assert.False(UnixFile.IsSpecial(_folder["nowhere"]));
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText(_folder["empty"], "");
            Assert.False(UnixFile.IsSpecial(_folder["empty"]));

            // The system calls it a regular file.
            Assert.True(UnixFile.IsSpecial("/proc/self/status"));
        }
    }

    [Fact]
    public void The_folder_is_brought_to_the_disk()
    {
        Assert.Equal(!OperatingSystem.IsWindows(), UnixFile.FlushFolder(_folder.Path));
        Assert.False(UnixFile.FlushFolder(_folder["nowhere"]));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        string path = Path.Combine(_folder["nowhere"], "weights.bin");

        Assert.Contains("nowhere", Assert.Throws<DirectoryNotFoundException>(() => Write(path, "new")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_a_folder_is_refused_and_nothing_is_left()
    {
        Directory.CreateDirectory(_folder["runs"]);

        Assert.ThrowsAny<Exception>(() => Write(_folder["runs"], "new"));
        Assert.Equal(["runs"], Names());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_path_that_is_missing_is_refused(string? path) => Assert.ThrowsAny<ArgumentException>(() => Write(path!, "new"));

    /// <summary>Callers tell a full disk from others by the number.</summary>
    [Fact]
    public void What_goes_wrong_keeps_its_number_and_its_kind()
    {
        const int Number = 0x1234;

        IOException exception = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["weights.bin"], _ => throw new IOException("full", Number)));

        Assert.Equal(Number, exception.HResult);
        Assert.Equal("full", Assert.IsType<IOException>(exception.InnerException).Message);
        Assert.Equal($"'{_folder["weights.bin"]}' cannot be written: full", exception.Message);
        Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(_folder["weights.bin"], _ => throw new UnauthorizedAccessException("no")));
        Assert.Empty(Names());
    }

    private List<string> Names() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
