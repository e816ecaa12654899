using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>
/// Finds the images below a folder. Links to files are followed and links to folders are not, so that each folder is met
/// once; hidden files and folders are passed over at any depth.
/// </summary>
internal sealed class FolderWalk
{
    // What the archiver of macOS puts beside the files.
    private const string MacFolder = "__MACOSX";

    private readonly List<PassedOver> _passedOver = [];
    private readonly List<SkippedImage> _unreadable = [];

    /// <summary>What was not taken for an image, in the order in which it was met.</summary>
    public IReadOnlyList<PassedOver> PassedOver => _passedOver;

    /// <summary>The folders that could not be listed.</summary>
    public IReadOnlyList<SkippedImage> Unreadable => _unreadable;

    /// <summary>Why a file or folder is passed over by its name; null where it is not.</summary>
    public static string? Hidden(string name) =>
        name.StartsWith('.') ? "its name begins with a dot" : name == MacFolder ? "it holds what macOS notes about files" : null;

    /// <summary>Notes that something was passed over.</summary>
    public void PassOver(string path, string reason) => _passedOver.Add(new PassedOver(path, reason));

    /// <summary>The paths of the images below a folder, sorted by their code units.</summary>
    public string[] Images(string folder)
    {
        var images = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out string? next))
        {
            foreach (FileSystemInfo entry in Entries(next))
            {
                string path = Path.Combine(next, entry.Name);
                bool isFolder = entry.Attributes.HasFlag(FileAttributes.Directory);
                if (Hidden(entry.Name) is { } reason)
                {
                    PassOver(path, reason);
                }
                else if (isFolder && entry.LinkTarget is not null)
                {
                    PassOver(path, "it is a link to a folder");
                }
                else if (isFolder)
                {
                    folders.Push(path);
                }
                else if (ImageFormat.HasName(path))
                {
                    images.Add(path);
                }
                else
                {
                    PassOver(path, ImageFormat.UnreadName(path) is { } format ? $"{format} is not read, only PNG, JPEG and BMP" : "its name is not that of an image");
                }
            }
        }

        images.Sort(StringComparer.Ordinal);
        return [.. images];
    }

    /// <summary>What a folder holds, by name; nothing where it cannot be listed, which is noted.</summary>
    private FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add(new SkippedImage(folder, $"{RegularFile.Name(folder)}: the folder cannot be read. {ForeignText.Show(exception.Message, 500)}"));
            return [];
        }
    }
}
