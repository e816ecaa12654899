using System;
using System.IO;

namespace NetGen;

/// <summary>Files as they are found: what is no regular file is never opened, for that may wait for ever or have no end.</summary>
internal static class RegularFile
{
    // Paths may have 4,096 characters; messages show what tells them apart.
    private const int MostShown = 500;

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">It is empty, or a pipe, a device or a socket: all of these have no length.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or it is a folder.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            // A link has a length of its own.
            file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        }

        return file.Exists && file.Length == 0
            ? throw new InvalidDataException("The file is empty, or it is no regular file.")
            : File.ReadAllBytes(path);
    }

    /// <summary>A path as messages show it.</summary>
    public static string Name(string path) => ForeignText.Show(path, MostShown);
}
