using System;
using System.IO;

namespace NetGen;

/// <summary>Files that appear complete or not at all.</summary>
internal static class AtomicFile
{
    // Short and of one form whatever the destination is called, so that names of any length can be saved and leftovers found.
    private const string TemporaryPrefix = ".netgen-";
    private const string TemporarySuffix = ".tmp";
    private const int MaxAttempts = 8;

    /// <summary>
    /// Writes to a file beside the path, flushes it to the disk and renames it; a failure leaves the old file as it was. A link
    /// is written through to its target, which keeps its mode; what is no regular file is written to as it is.
    /// </summary>
    /// <exception cref="IOException">It cannot be written; the message names the path.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the message names the path.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            WriteBeside(path, write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !exception.Message.Contains($"'{path}'", StringComparison.Ordinal))
        {
            throw Named(exception, $"'{path}' cannot be written: {exception.Message}");
        }
    }

    private static void WriteBeside(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        if (UnixFile.IsSpecial(full))
        {
            using var special = new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(special);
            return;
        }

        string target = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target) ?? throw new UnauthorizedAccessException($"'{target}' is no file.");
        RemoveLeftovers(folder);
        UnixFileMode? mode = OperatingSystem.IsWindows() || !File.Exists(target) ? null : File.GetUnixFileMode(target);
        using (FileStream stream = Create(folder, mode))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);

                // Renamed while it is open, and so locked: who removes leftovers leaves it alone to the end.
                File.Move(stream.Name, target, overwrite: true);
            }
            catch
            {
                Remove(stream.Name);
                throw;
            }
        }

        UnixFile.FlushFolder(folder);
    }

    /// <summary>An exception of the same kind, as far as callers tell them apart, that says what the caller knows the file by: what failed was about another name.</summary>
    private static Exception Named(Exception exception, string message) => exception switch
    {
        DirectoryNotFoundException => new DirectoryNotFoundException(message, exception),
        PathTooLongException => new PathTooLongException(message, exception),
        UnauthorizedAccessException => new UnauthorizedAccessException(message, exception),
        _ => new IOException(message, exception) { HResult = exception.HResult },
    };

    /// <summary>Removes what could not be finished, where there is still a folder to remove it from; why it could not is what is to be told.</summary>
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static FileStream Create(string folder, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            // Nobody else may read what is to be kept from them, not even while it is written.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        for (int attempt = 1; ; attempt++)
        {
            string name = TemporaryPrefix + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal) + TemporarySuffix;
            try
            {
                FileStream stream = Locked(Path.Combine(folder, name), options);
                if (mode is not null && !OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, mode.Value);
                }

                return stream;
            }
            catch (IOException exception) when (exception is not DirectoryNotFoundException and not PathTooLongException && attempt < MaxAttempts)
            {
                // The name is taken, or another took the file for a leftover.
            }
        }
    }

    /// <summary>A new file that nobody takes for a leftover: it is locked, and was not removed between its birth and the lock.</summary>
    private static FileStream Locked(string path, FileStreamOptions options)
    {
        var stream = new FileStream(path, options);
        if (File.Exists(path))
        {
            return stream;
        }

        stream.Dispose();
        throw new FileNotFoundException("The file was removed while it was made.", path);
    }

    /// <summary>Removes what writers that were killed have left; a file that is being written is locked and stays.</summary>
    private static void RemoveLeftovers(string folder)
    {
        try
        {
            foreach (string leftover in Directory.EnumerateFiles(folder, TemporaryPrefix + "*" + TemporarySuffix))
            {
                try
                {
                    new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // In use, another's, or gone.
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written to but not listed, or one that is not there, as the writing itself will say.
        }
    }
}
