using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using Xunit;

namespace NetGen.Images.Tests;

/// <summary>Folders as they are found on disks: links, hidden files, pipes, files of other kinds, folders that may not be read.</summary>
public sealed class OddFolderTests : IDisposable
{
    private static readonly ImageFolderOptions Skipping = new() { Height = 2, Width = 2, Shuffle = false, BrokenFiles = BrokenFiles.Skip };

    private readonly PictureFolder _folder = new();

    public OddFolderTests()
    {
        _folder.WritePlain("cat/a.png", 1, 1, 1);
        _folder.WritePlain("dog/a.png", 2, 2, 2);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Links_to_folders_are_passed_over()
    {
        Link("cat/here", ".");
        Link("cat/again", ".");
        Link("cat/up", "..");
        Link("cat/deep/dogs", "../../dog");

        ImageFolder data = ImageFolder.Load(_folder.Path, Skipping);

        Assert.Equal(["cat/a.png", "dog/a.png"], Images(data));
        Assert.Equal(
            ["cat/again", "cat/deep/dogs", "cat/here", "cat/up"],
            data.PassedOver.Select(passed => Relative(passed.Path)).Order(StringComparer.Ordinal));
        Assert.All(data.PassedOver, passed => Assert.Equal("it is a link to a folder", passed.Reason));
    }

    [Fact]
    public void A_class_folder_may_be_a_link_but_not_to_all_classes()
    {
        using var elsewhere = new PictureFolder();
        elsewhere.WritePlain("b.png", 3, 3, 3);
        Link("bird", elsewhere.Path);
        Link("all", ".");
        Link("more", _folder.Path);

        ImageFolder data = ImageFolder.Load(_folder.Path, Skipping);

        Assert.Equal(["bird", "cat", "dog"], data.ClassNames);
        Assert.Equal(["bird/b.png", "cat/a.png", "dog/a.png"], Images(data));
        Assert.Equal(["all", "more"], data.PassedOver.Select(passed => Relative(passed.Path)));
    }

    [Fact]
    public void Links_to_files_are_followed_and_those_that_lead_nowhere_are_broken()
    {
        Link("cat/b.png", "../dog/a.png");
        Link("cat/c.png", "nowhere.png");
        Link("cat/d.png", "d.png");

        ImageFolder data = ImageFolder.Load(_folder.Path, Skipping);

        Assert.Equal(["cat/a.png", "cat/b.png", "dog/a.png"], Images(data));
        Assert.Equal(["cat/c.png", "cat/d.png"], data.Skipped.Select(skipped => Relative(skipped.Path)));
        Assert.All(data.Skipped, skipped => Assert.Contains("the file cannot be read", skipped.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Hidden_files_and_folders_are_passed_over_at_any_depth()
    {
        _folder.WritePlain("cat/.ipynb_checkpoints/0.png", 9, 9, 9);
        _folder.WritePlain("cat/in/.thumbs/0.png", 9, 9, 9);
        _folder.WritePlain("cat/.hidden.png", 9, 9, 9);
        _folder.Write("cat/._a.png", [0, 5, 22, 7]);
        _folder.Write("cat/__MACOSX/._a.png", [0, 5, 22, 7]);
        _folder.Write("__MACOSX/cat/a.png", [0, 5, 22, 7]);
        _folder.WritePlain(".git/a.png", 9, 9, 9);

        ImageFolder data = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, Shuffle = false });

        Assert.Equal(["cat", "dog"], data.ClassNames);
        Assert.Equal(["cat/a.png", "dog/a.png"], Images(data));
        Assert.Equal(
            [".git", "__MACOSX", "cat/._a.png", "cat/.hidden.png", "cat/.ipynb_checkpoints", "cat/__MACOSX", "cat/in/.thumbs"],
            data.PassedOver.Select(passed => Relative(passed.Path)).Order(StringComparer.Ordinal));
        Assert.Empty(data.Skipped);
    }

    [Fact]
    public void Files_of_other_formats_are_told()
    {
        _folder.Write("cat/b.gif", "GIF89a"u8.ToArray());
        _folder.Write("cat/in/c.WEBP", "RIFF"u8.ToArray());
        _folder.Write("dog/d.tif", "II*\0"u8.ToArray());
        _folder.Write("dog/notes.txt", [1]);

        ImageFolder data = ImageFolder.Load(_folder.Path, Skipping);

        Assert.Equal(
            [
                ("cat/b.gif", "GIF is not read, only PNG, JPEG and BMP"),
                ("cat/in/c.WEBP", "WebP is not read, only PNG, JPEG and BMP"),
                ("dog/d.tif", "TIFF is not read, only PNG, JPEG and BMP"),
                ("dog/notes.txt", "its name is not that of an image"),
            ],
            data.PassedOver.Select(passed => (Relative(passed.Path), passed.Reason)));
    }

    [Fact]
    public void A_class_of_other_formats_only_is_refused_with_their_names()
    {
        _folder.Write("fox/b.gif", "GIF89a"u8.ToArray());
        _folder.Write("fox/c.webp", "RIFF"u8.ToArray());

        var exception = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path, Skipping));

        Assert.Contains("fox (which has GIF, WebP instead)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_never_opened()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string pipe = Path.Combine(_folder.Path, "cat", "pipe.png");
        using (Process make = Process.Start("mkfifo", pipe))
        {
            make.WaitForExit();
        }

        Link("cat/link.png", "pipe.png");
        Link("cat/zero.png", "/dev/zero");

        ImageFolder data = ImageFolder.Load(_folder.Path, Skipping);

        Assert.Equal(["cat/link.png", "cat/pipe.png", "cat/zero.png"], data.Skipped.Select(skipped => Relative(skipped.Path)));
        Assert.All(data.Skipped, skipped => Assert.Contains("no regular file", skipped.Reason, StringComparison.Ordinal));
        Assert.Contains("no regular file", Assert.Throws<InvalidDataException>(() => RasterImage.Load(pipe)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_skipped_when_asked_and_otherwise_named()
    {
        if (OperatingSystem.IsWindows() || !Unprivileged.IsPossible)
        {
            return;
        }

        _folder.WritePlain("cat/closed/b.png", 3, 3, 3);
        string closed = Path.Combine(_folder.Path, "cat", "closed");
        MakeReadable(_folder.Path);
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            ImageFolder? data = null;
            Assert.Null(Unprivileged.Run(() => data = ImageFolder.Load(_folder.Path, Skipping)));
            Assert.Equal(["cat/a.png", "dog/a.png"], Images(data!));
            SkippedImage skipped = Assert.Single(data!.Skipped);
            Assert.Equal(closed, skipped.Path);
            Assert.Contains("the folder cannot be read", skipped.Reason, StringComparison.Ordinal);

            Exception? thrown = Unprivileged.Run(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions()));
            Assert.Contains(closed, Assert.IsType<InvalidDataException>(thrown).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Images_with_more_pixels_than_asked_for_are_broken()
    {
        _folder.WritePlain("cat/big.png", 3, 3, 3, side: 11);
        var options = new ImageFolderOptions { Height = 2, Width = 2, BrokenFiles = BrokenFiles.Skip, MaxPixels = 120 };

        SkippedImage skipped = Assert.Single(ImageFolder.Load(_folder.Path, options).Skipped);

        Assert.Contains("11x11 pixels, more than the 120 of MaxPixels", skipped.Reason, StringComparison.Ordinal);
        Assert.Empty(ImageFolder.Load(_folder.Path, new ImageFolderOptions { MaxPixels = 121 }).Skipped);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageFolderOptions { MaxPixels = 0 });
    }

    [Fact]
    public void Names_of_files_are_escaped_in_messages()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _folder.Write("cat/\e[2J\nb.png", []);

        string message = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions())).Message;

        Assert.Contains("\\u001b[2J\\u000ab.png", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, letter => char.IsControl(letter));
    }

    [Fact]
    public void Loading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => ImageFolder.Load(_folder.Path, Skipping, cancelled.Token));
    }

    private string[] Images(ImageFolder data) => [.. Enumerable.Range(0, data.Count).Select(i => Relative(data.PathOf(i)))];

    private string Relative(string path) => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/');

    private void Link(string name, string target)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Directory.Exists(Path.Combine(Path.GetDirectoryName(path)!, target)))
        {
            Directory.CreateSymbolicLink(path, target);
        }
        else
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakeReadable(string folder)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }
}
