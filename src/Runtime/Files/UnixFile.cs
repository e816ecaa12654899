using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen;

/// <summary>What the class library does not say of files where there are more kinds of them than on Windows.</summary>
internal static class UnixFile
{
    private const string Library = "libc";

    // The layout of statx is the same on every processor; that of stat is not.
    private const int CurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int StatusLength = 256;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>
    /// Whether a path leads to a pipe, a device or a socket, which can be written to but not replaced. Where the system does
    /// not say, an empty file counts as one: it has nothing to lose.
    /// </summary>
    public static bool IsSpecial(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return false;
        }

        // Names of what is open: a link's target is not the way to it.
        if (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))
        {
            return true;
        }

        var status = new byte[StatusLength];
        try
        {
            if (OperatingSystem.IsLinux() && Status(CurrentFolder, Terminated(path), 0, TypeOnly, status) == 0)
            {
                int mode = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeAt)) : BinaryPrimitives.ReadUInt16BigEndian(status.AsSpan(ModeAt));
                return (mode & TypeMask) is not (RegularFile or Folder);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // An old or another C library.
        }

        return new FileInfo(path) is { LinkTarget: null, Length: 0 };
    }

    /// <summary>Brings the names in a folder to the disk, so that a file renamed into it outlives a power cut.</summary>
    /// <returns>Whether that could be done; where it cannot, the file itself is safe all the same.</returns>
    public static bool FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            int folder = Open(Terminated(path), 0);
            if (folder < 0)
            {
                return false;
            }

            bool flushed = Flush(folder) == 0;
            return Close(folder) == 0 && flushed;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport(Library, EntryPoint = "statx", ExactSpelling = true)]
    private static extern int Status(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport(Library, EntryPoint = "open", ExactSpelling = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport(Library, EntryPoint = "fsync", ExactSpelling = true)]
    private static extern int Flush(int file);

    [DllImport(Library, EntryPoint = "close", ExactSpelling = true)]
    private static extern int Close(int file);
}
